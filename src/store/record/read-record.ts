import * as z from 'zod';
import { asksForMaps, asksForRows } from '../../contracts/asks-for-rows.ts';
import type { Configuration } from '../../contracts/configuration.ts';
import { counted } from '../../contracts/figures.ts';
import { NO_VALUE } from '../../contracts/no-value.ts';
import { Problem } from '../../contracts/problem.ts';
import { type InputSummary, Rule } from '../../contracts/rule.ts';
import type { Database } from '../database.ts';
import { countRows } from '../evidence/count-rows.ts';
import { countOf, historyEvidence } from '../evidence/history-evidence.ts';
import { nameOf } from '../evidence/slice-values.ts';
import { soundRows, type Understood } from '../evidence/understood-rows.ts';
import type { History } from '../history.ts';
import { type KeptState, keptState, rulesDigest } from '../kept/kept-state.ts';
import { beginningRows } from '../kept/kept-tables.ts';
import { type KeptQuestion, readKept } from '../kept/read-kept.ts';
import { refreshEvidence, refuseLoss } from '../kept/refresh-evidence.ts';
import { pushedState } from '../pushed/pushed-state.ts';
import { readPushed } from '../pushed/read-pushed.ts';
import { join, raw, sql } from '../sql.ts';
import { forgottenBy } from './forgettings.ts';
import { keptRows } from './kept-rows.ts';
import { newestTimeOf } from './newest-time.ts';

/**
 * Reads the evidence of a store: the same as of the files that went into it, in whatever order they came.
 *
 * @param asOf ISO time; null means the newest time in the store
 * @param refresh brings the counts up to the newest run first; else they are read as they are, and nothing is written
 * @param only one domain, whatever else is in the store; null means all
 * @param throughRun what later ingest runs brought is left out; null means nothing is
 * @throws Problem input-refused: nothing is in it yet; usage: a time that is past, of which decisions were forgotten;
 * configuration: rules that would lose the evidence of decisions that were forgotten
 */
export async function readRecord(
  db: Database,
  configuration: Configuration,
  asOf: string | null,
  refresh = true,
  only: string | null = null,
  throughRun: number | null = null,
): Promise<History> {
  const pushed = await pushedState(db);
  if (pushed !== null) {
    if (asksForRows(configuration)) throw rowsMissing();
    return readPushed(db, configuration, pushed, { asOf, only });
  }
  const newestTime = await newestTimeOf(db);
  const until = asOf ?? newestTime;
  const isNow = until >= newestTime && throughRun === null;
  if (!isNow) await refuseForgotten(db, until);
  if (asksForMaps(configuration)) await refuseLostMap(db);
  const state = isNow ? await countsOf(db, configuration, refresh) : null;
  const often = state === null || asksForRows(configuration);
  const judged = await keptRows(db, until, { often, only, throughRun });
  const rows = soundRows(judged.relation, judged.absent, configuration, until);
  const { cells, understood, starts, verdicts } =
    state !== null
      ? await fromCounts(db, configuration, { state, until, only, mayKeep: refresh }, rows)
      : {
          ...(await countRows(db, judged, configuration, until)),
          starts: [],
          verdicts: judged.verdicts ?? 0,
        };
  const decisions = cells.reduce((sum, one) => sum + countOf(one), 0);
  return {
    asOf: until,
    summary: { decisions, verdicts, ...(await refused(db)) },
    quarantined: [],
    ...(await historyEvidence(db, understood, cells, configuration, starts)),
    understood,
    atFirstWord: soundRows(judged.atFirstWord, judged.absent, configuration, until),
    gatherSliceValues: (columns) => gatherSliceValues(db, columns),
    gatherVotes: () => raw(often ? 'record_votes' : 'votes_now'),
  };
}

function rowsMissing(): Problem {
  return new Problem(
    'configuration',
    'leeway.yaml: slices, scale: recalibrated, prior: siblings, onDrift: narrow and onAnchoring: refuse look into decisions, and this store holds counts that an engine made of them; leave them out, or ingest the decisions',
  );
}

/** A map is fitted again from its decisions every night: with some of them gone it would be another one. */
async function refuseLostMap(db: Database): Promise<void> {
  const { decisions } = await forgottenBy(db);
  if (decisions > 0)
    throw new Problem(
      'configuration',
      `scale: recalibrated rests on the oldest decisions, and ${counted(decisions, 'decision')} of this store ${decisions === 1 ? 'was' : 'were'} forgotten; write scale: confidence`,
    );
}

/** What was known at a time that is past is told by decisions, and some of them are gone. */
async function refuseForgotten(db: Database, until: string): Promise<void> {
  const { decisions } = await forgottenBy(db);
  if (decisions > 0)
    throw new Problem(
      'usage',
      `--as-of ${until}: older than the newest of the store, and ${counted(decisions, 'decision')} of it ${decisions === 1 ? 'was' : 'were'} forgotten, whose counts stand for now only; leave it out`,
    );
}

/** The counts to read; null where the rows must be read themselves. */
async function countsOf(
  db: Database,
  configuration: Configuration,
  refresh: boolean,
): Promise<KeptState | null> {
  if (refresh) return (await refreshEvidence(db, configuration)).state;
  const state = await keptState(db);
  if (state === null) return null;
  if (state.rules !== rulesDigest(configuration)) {
    await refuseLoss(db);
    return null;
  }
  // Rows and counts must be of one run where both are asked.
  const isBehind = await db.exists(sql`FROM runs WHERE run > ${state.run}::INTEGER`);
  return isBehind && asksForRows(configuration) ? null : state;
}

async function fromCounts(db: Database, configuration: Configuration, asked: KeptQuestion, rows: Understood) {
  const { cells, nights, starts, votes } = await readKept(db, configuration, asked);
  return {
    cells,
    understood: { ...rows, nights, beginnings: beginningRows(rows.relation) },
    starts,
    verdicts: votes,
  };
}

/** What the store did not take, ever, and what it had already. */
async function refused(
  db: Database,
): Promise<Pick<InputSummary, 'known' | 'quarantined' | 'quarantinedByRule'>> {
  const { known } = await db.row(
    z.object({ known: z.number() }),
    raw('SELECT coalesce(sum(decisions_known + verdicts_known), 0)::DOUBLE AS known FROM runs'),
  );
  const rules = await db.rows(
    z.object({ rule: Rule, rows: z.number() }),
    raw('SELECT rule, count(*)::DOUBLE AS rows FROM quarantined GROUP BY rule ORDER BY rule'),
  );
  return {
    known,
    quarantined: rules.reduce((sum, { rows }) => sum + rows, 0),
    quarantinedByRule: Object.fromEntries(rules.map(({ rule, rows }) => [rule, rows])),
  };
}

/** Values of slices are those segments that were kept with each decision. */
async function gatherSliceValues(db: Database, columns: readonly string[]): Promise<void> {
  const found = await db.rows(
    z.object({ name: z.string() }),
    raw('SELECT DISTINCT unnest(json_keys(segments)) AS name FROM circumstances ORDER BY name'),
  );
  const names = found.map(({ name }) => name);
  const missing = columns.find((column) => !names.includes(column));
  if (missing !== undefined)
    throw new Problem(
      'configuration',
      `leeway.yaml: slices: the store keeps no ${JSON.stringify(missing)} of its decisions (it keeps: ${names.join(', ') || 'nothing'}); ingest them with it among the segments of --map`,
      { columns: names },
    );
  const values = columns.map(
    (column, place) =>
      sql`coalesce(nullif(json_extract_string(segments, ${`$."${column.replaceAll('"', '\\"')}"`}), ''), ${NO_VALUE}) AS ${nameOf(place)}`,
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE slice_values AS
    SELECT decision_id, ${join(values, ', ')} FROM decisions JOIN circumstances ON circumstances.id = decisions.circumstances`);
}
