import * as z from 'zod';
import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import { counted } from '../../contracts/figures.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { MODEL_NAME } from '../evidence/understood-rows.ts';
import { forgottenBy } from '../record/forgettings.ts';
import { raw, sql } from '../sql.ts';
import { type Change, gatherChanged } from './changed-rows.ts';
import { compactKept } from './compact-kept.ts';
import { keepStarts } from './kept-starts.ts';
import { addCounts, BEGINNING, forgetCounts, type KeptState, keptState, rulesDigest } from './kept-state.ts';

/** Rows that are counted at once: what bounds the memory of a first count. */
const ROWS_AT_ONCE = 4_000_000;
/** Most verdicts have come by then. */
const LATELY = 'INTERVAL 30 days';

/** What the counts are after a refresh, and how many decisions moved in them. */
export interface Refreshed {
  readonly state: KeptState;
  readonly counted: number;
  /** Other rules than those they were kept for: everything was counted anew. */
  readonly anew: boolean;
}

/**
 * Brings the counts of a store up to its newest run, in one transaction. Decisions enter them once they are old enough for
 * every domain; what changed before that moment, a verdict that came late or took the place of another, a decision that
 * came late, moves by signed rows. The younger ones are few and are counted whenever they are asked for.
 */
export async function refreshEvidence(db: Database, configuration: Configuration): Promise<Refreshed> {
  return db.transaction(async () => {
    const rules = rulesDigest(configuration);
    const before = await keptState(db);
    const anew = before !== null && before.rules !== rules;
    if (anew) await refuseLoss(db);
    if (anew) await forgetCounts(db);
    const from =
      before === null || anew ? { rules, decidedBefore: BEGINNING, run: 0, votes: 0, refresh: 0 } : before;
    const to = await whereTo(db, configuration, from);
    if (to.run === from.run && to.decidedBefore === from.decidedBefore && before !== null && !anew)
      return { state: from, counted: 0, anew };
    const refresh = from.refresh + 1;
    await addPairs(db);
    let [moving, votes] = [0, from.votes];
    for (const change of [...(await lateChanges(db, from)), ...(await newDays(db, from, to))]) {
      const moved = await gatherChanged(
        db,
        { ...change, runs: change.runs ?? to.run },
        configuration,
        'mark',
      );
      await addCounts(db, refresh);
      await addSpans(db, change.sign);
      moving += moved.rows;
      votes += change.sign * moved.votes;
    }
    await compactKept(db, refresh);
    await keepStarts(db, configuration, to.decidedBefore);
    await db.run(raw('DELETE FROM kept_until'));
    const state = { ...to, rules, votes, refresh };
    await db.run(
      sql`INSERT INTO kept_until VALUES (${rules}, ${to.decidedBefore}::TIMESTAMP, ${to.run}::INTEGER, ${votes}::BIGINT, ${refresh}::INTEGER)`,
    );
    return { state, counted: moving, anew };
  });
}

/**
 * What is gone cannot be counted by other rules: nobody loses it without a word.
 *
 * @throws Problem configuration: decisions were forgotten that only the counts know
 */
export async function refuseLoss(db: Database): Promise<void> {
  const { decisions } = await forgottenBy(db);
  if (decisions === 0) return;
  throw new Problem(
    'configuration',
    `leeway.yaml: these rules count decisions in another way than those under which ${counted(decisions, 'decision')} of this store ${decisions === 1 ? 'was' : 'were'} forgotten, whose evidence they would lose; keep maturity, amounts, triggers and losses as they were, or give that evidence up with leeway doctor --recount`,
  );
}

async function whereTo(
  db: Database,
  configuration: Configuration,
  from: KeptState,
): Promise<Pick<KeptState, 'decidedBefore' | 'run'>> {
  const maturity = ['', ...Object.keys(configuration.domains)].reduce(
    (longest, domain) => Math.max(longest, rulesFor(configuration, domain).maturity),
    0,
  );
  const { until, run } = await db.row(
    z.object({ until: z.string().nullable(), run: z.number() }),
    sql`SELECT strftime(date_trunc('day', greatest((SELECT max(decided_at) FROM decisions), (SELECT max(reviewed_at) FROM verdicts))
        - to_milliseconds(${maturity}::BIGINT)), '%Y-%m-%dT%H:%M:%S.%gZ') AS until,
      (SELECT coalesce(max(run), 0) FROM runs)::INTEGER AS run`,
  );
  const decidedBefore = until === null || until < from.decidedBefore ? from.decidedBefore : until;
  return { decidedBefore, run };
}

async function addPairs(db: Database): Promise<void> {
  await db.run(sql`INSERT INTO pairs
    SELECT (SELECT coalesce(max(id), -1) FROM pairs) + row_number() OVER (ORDER BY domain, model), domain, model, true
    FROM (SELECT DISTINCT domain, ${MODEL_NAME} AS model FROM circumstances) AS fresh
    WHERE NOT EXISTS (FROM pairs WHERE pairs.domain = fresh.domain AND pairs.model = fresh.model)`);
}

export type Step = Omit<Change, 'runs'> & { readonly runs?: number };

/** Of the days that are counted already: decisions that came since, and those whose votes changed. */
async function lateChanges(db: Database, from: KeptState): Promise<Step[]> {
  if (from.decidedBefore === BEGINNING) return [];
  await gatherLate(db, from);
  if (!(await db.exists(raw('FROM late')))) return [];
  const came = sql`late, (SELECT id, domain, ${MODEL_NAME} AS name FROM circumstances) AS own, pairs
    WHERE late.run > ${from.run}::INTEGER AND own.id = late.circumstances AND pairs.domain = own.domain AND pairs.model = own.name`;
  await db.run(
    sql`DELETE FROM starts USING ${came} AND starts.pair = pairs.id AND late.decided_at <= starts.until`,
  );
  // A watch has drawn from its nights as they were.
  await db.run(sql`DELETE FROM shift_watches USING ${came} AND shift_watches.pair = pairs.id`);
  const known = sql`(FROM late WHERE run <= ${from.run}::INTEGER)`;
  // Both ask for the votes on the same few among all that there are.
  await db.run(
    raw('CREATE OR REPLACE TEMP TABLE late_votes AS FROM verdicts SEMI JOIN late USING (decision_id)'),
  );
  const verdicts = raw('late_votes');
  return [
    { decisions: known, verdicts, runs: from.run, sign: -1 },
    { decisions: sql`(FROM late)`, verdicts, sign: 1 },
  ];
}

/** `late`: decisions of before the days that are not counted yet, that came since or have a vote that did. */
async function gatherLate(db: Database, { decidedBefore, run }: KeptState): Promise<void> {
  const until = sql`${decidedBefore}::TIMESTAMP`;
  const since = sql`run > ${run}::INTEGER`;
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE late AS FROM decisions WHERE decided_at < ${until} AND ${since}`,
  );
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE late_ids AS SELECT DISTINCT decision_id FROM verdicts WHERE ${since}`,
  );
  // Ids are looked for among few decisions before many: nearly every new vote is on one that is not counted yet, or was lately.
  const lately = sql`${until} - ${raw(LATELY)}`;
  await db.run(
    sql`DELETE FROM late_ids WHERE decision_id IN (SELECT decision_id FROM decisions WHERE decided_at >= ${until})`,
  );
  for (const days of [sql`decided_at >= ${lately} AND decided_at < ${until}`, sql`decided_at < ${lately}`]) {
    await db.run(raw('DELETE FROM late_ids WHERE decision_id IN (SELECT decision_id FROM late)'));
    if (!(await db.exists(raw('FROM late_ids')))) return;
    await db.run(
      sql`INSERT INTO late FROM decisions SEMI JOIN late_ids USING (decision_id) WHERE ${days} AND NOT (${since})`,
    );
  }
}

/** Days that are old enough since the last time, so many at once as memory holds. */
export async function newDays(
  db: Database,
  from: KeptState,
  to: Pick<KeptState, 'decidedBefore'>,
): Promise<Step[]> {
  if (to.decidedBefore <= from.decidedBefore) return [];
  const days = await db.rows(
    z.object({ until: z.string(), decisions: z.number() }),
    sql`SELECT strftime(date_trunc('day', decided_at) + INTERVAL 1 day, '%Y-%m-%dT%H:%M:%S.%gZ') AS until, count(*)::DOUBLE AS decisions
      FROM decisions WHERE decided_at >= ${from.decidedBefore}::TIMESTAMP AND decided_at < ${to.decidedBefore}::TIMESTAMP GROUP BY ALL ORDER BY ALL`,
  );
  const steps: Step[] = [];
  let [begin, waiting] = [from.decidedBefore, 0];
  for (const [place, { until, decisions }] of days.entries()) {
    waiting += decisions;
    if (waiting + (days[place + 1]?.decisions ?? Number.POSITIVE_INFINITY) <= ROWS_AT_ONCE) continue;
    const some = sql`(FROM decisions WHERE decided_at >= ${begin}::TIMESTAMP AND decided_at < ${until}::TIMESTAMP)`;
    steps.push({ decisions: some, sign: 1 });
    [begin, waiting] = [until, 0];
  }
  return steps;
}

/** First and last decision of a record: nothing that is counted ever leaves them. */
async function addSpans(db: Database, sign: number): Promise<void> {
  if (sign > 0)
    await db.run(
      raw('INSERT INTO spans SELECT pair, min(decided_at), max(decided_at) FROM changed GROUP BY pair'),
    );
}
