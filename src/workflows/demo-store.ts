import { join } from 'node:path';
import { personNamed } from '../contracts/actor.ts';
import type { Configuration } from '../contracts/configuration.ts';
import type { Proposal } from '../contracts/proposal.ts';
import { DAY_MS } from '../contracts/time.ts';
import { Database } from '../store/database.ts';
import { id, sql, text } from '../store/sql.ts';
import { activateProposal, voteOn } from './govern/decide-proposal.ts';
import type { Governing } from './govern/governing.ts';
import { propose } from './govern/propose.ts';
import { NIGHTLY_JOB, runNightly } from './govern/run-nightly.ts';
import { makeFloor } from './govern/take-back.ts';
import { ingestFiles, initStore } from './keep-store.ts';
import { readMapping } from './read-settings.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Who is at work in the demo. */
export const DEMO_PEOPLE: Configuration['people'] = {
  anna: { roles: ['lead'] },
  bo: { roles: ['board'] },
  cy: { roles: ['board'] },
  dora: { roles: ['admin'] },
  vera: { roles: ['viewer'] },
};

/** Domains that were widened three weeks before the history ends, in one of which another model acts since; and one that is asked for. */
const [WIDENED, ASKED, FLOOR] = [
  ['password-reset', 'order-change'],
  'refunds',
  { domain: 'regulatory-disclosure', reason: 'A person answers what the law asks', owner: 'legal' },
] as const;

/** The bundled history, whose last day is the last of June. */
export interface DemoFiles {
  readonly decisions: string;
  readonly verdicts: string;
}
const END = '2026-07-01T00:00:00.000Z';

/**
 * Makes a store in which a board has begun to work: the bundled history, domains in which the AI acts, one that is asked
 * for and has one approval of two, one that never graduates, and a night's work done: what another model has lost, and what
 * may widen. Everything happens at its time: what was decided later is not there yet.
 *
 * @param path of a store that is not there yet
 * @returns the time at which all of it is done, ISO
 */
export async function makeDemoStore(
  path: string,
  configuration: Configuration,
  files: DemoFiles,
  madeBy: Governing['madeBy'],
): Promise<string> {
  const place = (daysBefore: number): StorePlace => ({ path, now: day(daysBefore), actor: 'leeway demo' });
  const ingest = async (daysBefore: number, parts: readonly string[]): Promise<void> => {
    await ingestFiles(place(daysBefore), {
      ...{ files: parts, mapping: readMapping(null), configuration, quarantineFile: null },
      beforeAdding: () => {},
    });
  };
  const board = (work: (as: (name: string, daysBefore: number) => Governing) => Promise<void>) =>
    withStore(place(0), (db) =>
      work((name, daysBefore) => {
        const now = day(daysBefore);
        return { db, now, actor: personNamed(name, configuration.people), configuration, asOf: now, madeBy };
      }),
    );
  await initStore(place(21), { salt: 'demo', hashReviewers: false });
  await withPart(files, day(21), (parts) => ingest(21, parts));
  await board(async (as) => {
    const proposals: Proposal[] = [];
    for (const domain of WIDENED) proposals.push(await asks(as('anna', 21), domain, 'Three quiet months.'));
    for (const proposal of proposals) await voteOn(as('bo', 20), proposal.id, approvalOf(proposal));
    for (const { id } of proposals) await activateProposal(as('anna', 20), id);
    await makeFloor(as('anna', 19), { ...FLOOR, legalSource: null });
  });
  await withPart(files, day(1), (parts) => ingest(1, parts));
  await board(async (as) => {
    const asked = await asks(as('anna', 1), ASKED, 'Small refunds, and every large one stays with a person.');
    await voteOn(as('bo', 1), asked.id, approvalOf(asked));
  });
  await ingest(0, [files.decisions, files.verdicts]);
  await board(async (as) => {
    await runNightly({ ...as('anna', 0), actor: NIGHTLY_JOB }, false);
  });
  return END;
}

function day(daysBefore: number): string {
  return new Date(Date.parse(END) - daysBefore * DAY_MS).toISOString();
}

/** Does something with what had come in by a time. */
async function withPart(
  { decisions, verdicts }: DemoFiles,
  until: string,
  work: (parts: readonly string[]) => Promise<void>,
): Promise<void> {
  const db = await Database.open();
  try {
    const parts: string[] = [];
    for (const [file, time, name] of [
      [decisions, 'decided_at', 'decisions'],
      [verdicts, 'reviewed_at', 'verdicts'],
    ] as const) {
      const part = join(db.scratch, `${name}.parquet`);
      await db.run(
        sql`COPY (FROM read_parquet(${text(file)}) WHERE ${id(time)} <= ${text(until)}::TIMESTAMP) TO ${text(part)}`,
      );
      parts.push(part);
    }
    await work(parts);
  } finally {
    db.close();
  }
}

function asks(governing: Governing, domain: string, rationale: string): Promise<Proposal> {
  const wish = { kind: 'promotion', threshold: null, plan: null, edits: null } as const;
  return propose(governing, { ...wish, domain, rationale });
}

function approvalOf({ digest }: Proposal) {
  return { choice: 'approve', digest, conditions: [], comment: '' } as const;
}
