import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personNamed } from '../../src/contracts/actor.ts';
import type { Configuration } from '../../src/contracts/configuration.ts';
import type { Proposal } from '../../src/contracts/proposal.ts';
import { Database } from '../../src/store/database.ts';
import { join as joinSql, sql, text } from '../../src/store/sql.ts';
import { activateProposal, voteOn } from '../../src/workflows/govern/decide-proposal.ts';
import type { Governing } from '../../src/workflows/govern/governing.ts';
import { propose } from '../../src/workflows/govern/propose.ts';
import { makeFloor, narrowDomain } from '../../src/workflows/govern/take-back.ts';
import { withGovernance } from '../../src/workflows/govern/with-governance.ts';
import { ingestFiles, initStore } from '../../src/workflows/keep-store.ts';
import { readConfiguration, readMapping } from '../../src/workflows/read-settings.ts';
import type { StorePlace } from '../../src/workflows/with-store.ts';
import { ROOT } from './leeway.ts';
import { writeHistory } from './write-history.ts';

/** Enough of the sample history, and quick to read. */
const DOMAINS = ['complaint', 'password-reset', 'refunds', 'technical-help'];
/** A name that is markup, a formula, a link and a path at once. */
export const HOSTILE = '=<img src=x onerror=alert(1)>"&\'/../`|*[x](y) 😀';
const PEOPLE = `people:
  ada: { roles: [lead] }
  bea: { roles: [board] }
  bo: { roles: [board] }
`;

/** A store in which a board has worked: the sample history, and a domain of a hostile name in which nothing was wrong. */
export interface BoardStore {
  readonly configuration: Configuration;
  readonly at: (now: string) => StorePlace;
  /** Decisions and verdicts of the sample history that are in it. */
  readonly files: readonly [decisions: string, verdicts: string];
  /** Widened on 1 July, narrowed on the 10th, asked for again on the 20th. */
  readonly first: Proposal;
  readonly again: Proposal;
  /** One approves under a condition, one refuses. */
  readonly disputed: Proposal;
  readonly hostile: Proposal;
}

const day = (date: string): string => `2026-07-${date}T00:00:00.000Z`;

export async function boardStore(folder: string): Promise<BoardStore> {
  const { configuration, at, files } = await filledStore(folder);
  const as = <T>(name: string, date: string, work: (governing: Governing) => Promise<T>): Promise<T> =>
    withGovernance(
      at(day(date)),
      { configuration, actor: personNamed(name, configuration.people), asOf: null, version: '0.0.0' },
      work,
    );
  const asks = (domain: string, date: string, rationale = '') =>
    as('ada', date, (governing) =>
      propose(governing, {
        ...{ domain, kind: 'promotion', threshold: null, rationale, plan: null, edits: null },
      }),
    );
  const says = (
    name: string,
    date: string,
    { id, digest }: Proposal,
    choice: 'approve' | 'reject',
    conditions: readonly string[],
    comment = '',
  ) =>
    as(name, date, (governing) =>
      voteOn(governing, id, { choice, digest, conditions: [...conditions], comment }),
    );
  const first = await asks('password-reset', '01');
  await says('bea', '02', first, 'approve', []);
  await as('ada', '03', (governing) => activateProposal(governing, first.id));
  const narrowing = { domain: 'password-reset', threshold: 0.95, maxAmount: null, reason: 'Two complaints' };
  await as('bo', '10', (governing) => narrowDomain(governing, narrowing));
  const again = await asks('password-reset', '20', 'The complaints were about another matter.');
  const disputed = await asks('refunds', '01');
  await says('bea', '02', disputed, 'approve', ['only on weekdays']);
  await says('bo', '03', disputed, 'reject', [], 'Too early <b>for me</b>');
  await as('ada', '22', (governing) =>
    makeFloor(governing, {
      ...{ domain: 'complaint', reason: 'A person answers', owner: 'legal', legalSource: 'RDG, section 3' },
    }),
  );
  const odd = await asks(HOSTILE, '22', HOSTILE);
  return { configuration, at, files, first, again, disputed, hostile: odd };
}

/** 900 decisions that people agreed with, in two months. */
function hostileRows() {
  return Array.from({ length: 900 }, (_, index) => ({
    ...{ decision_id: `=h${index}`, domain: HOSTILE, model: HOSTILE, confidence: 0.9 + (index % 9) / 100 },
    ...{ verdict: 'agree', reviewer_id: HOSTILE, amount: 10 },
    decided_at: new Date(Date.UTC(2026, 4, 1, 0, index * 90)).toISOString(),
    reviewed_at: new Date(Date.UTC(2026, 4, 1, 2, index * 90)).toISOString(),
  }));
}

/** The same before the board began. */
export async function filledStore(
  folder: string,
): Promise<Pick<BoardStore, 'configuration' | 'at' | 'files'>> {
  const path = join(folder, 'board.duckdb');
  const config = join(folder, 'leeway.yaml');
  writeFileSync(config, `${readFileSync(join(ROOT, 'data/leeway.yaml'), 'utf8')}${PEOPLE}`);
  const configuration = readConfiguration(config);
  const at = (now: string): StorePlace => ({ path, now, actor: 'test' });
  await initStore(at(day('01')), { salt: 'salt', hashReviewers: false });
  const hostile = await writeHistory(join(folder, 'hostile.jsonl'), hostileRows());
  const own = await someFiles(folder);
  for (const files of [own, [hostile]])
    await ingestFiles(at(day('01')), {
      ...{
        files: [...files],
        mapping: readMapping(null),
        configuration,
        beforeAdding: () => {},
        quarantineFile: null,
      },
    });
  return { configuration, at, files: own };
}

async function someFiles(folder: string): Promise<readonly [string, string]> {
  const [decisions, verdicts] = [join(folder, 'decisions.parquet'), join(folder, 'verdicts.parquet')];
  const from = (name: string) => sql`read_parquet(${text(join(ROOT, 'data', name))})`;
  const which = sql`(FROM ${from('decisions.parquet')} WHERE domain IN (${joinSql(DOMAINS.map(text), ', ')}))`;
  const db = await Database.open();
  await db.run(sql`COPY ${which} TO ${text(decisions)}`);
  await db.run(
    sql`COPY (FROM ${from('verdicts.parquet')} SEMI JOIN ${which} USING (decision_id)) TO ${text(verdicts)}`,
  );
  db.close();
  return [decisions, verdicts];
}
