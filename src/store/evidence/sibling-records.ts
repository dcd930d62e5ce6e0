import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import { type Evidence, type SiblingRecord, START_DECISIONS } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { join, type Sql, sql } from '../sql.ts';
import { type CellColumns, WORD } from './cell-columns.ts';
import { evidenceOf } from './evidence.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/** A record, and the lowest confidence at which its own search begins. */
export interface Sibling {
  readonly evidence: Evidence;
  readonly floorPpm: number;
}

/**
 * For each record that is asked about, what the others had shown when its first decision was made: verdicts on decisions
 * from their floor up that the AI may take. Once those first decisions are in the history, no later row changes the answer:
 *
 * - A verdict counts if it was given before that moment; of several on a decision the first. One without a time may be
 *   of any night, and counts for none.
 * - A decision counts if it was older than its domain's maturity then. A sibling needs 500 of these, which settle where
 *   its search begins.
 * - How its decisions were chosen for review is judged by the same decisions and verdicts. Where nobody could know, it
 *   is left out.
 *
 * Records that begin together therefore have nothing of each other. Losses are shares of a cap under the guarantee
 * `cost`: only records with the same one have the same measure.
 *
 * @param rows with the first verdict on each decision
 * @returns in the order asked; a sibling without a verdict is none
 */
export async function siblingRecords(
  db: Database,
  rows: Understood,
  asked: readonly Evidence[],
  siblings: readonly Sibling[],
  configuration: Configuration,
): Promise<SiblingRecord[][]> {
  const earliest = Math.min(...siblings.map(({ evidence }) => Date.parse(evidence.firstDecidedAt)));
  const begun = asked.map(({ firstDecidedAt }) => Date.parse(firstDecidedAt));
  const moments = [...new Set(begun)].filter((moment) => moment > earliest).sort((a, b) => a - b);
  if (moments.length === 0) return asked.map(() => []);
  const timed = await timedCells(db, countedBy(rows, siblings, moments, configuration), siblings.length);
  return asked.map((newcomer, index) => {
    const moment = moments.indexOf(begun[index] as number);
    return siblings.flatMap(({ evidence }, place) => {
      if (moment < 0 || !hasOneMeasure(newcomer, evidence, configuration)) return [];
      const known = cellsAt(timed[place] as TimedCells, moment);
      const cells = shownBy(evidence, known, configuration);
      return cells.length === 0 ? [] : [{ domain: evidence.domain, model: evidence.model, cells }];
    });
  });
}

function hasOneMeasure(one: Evidence, other: Evidence, configuration: Configuration): boolean {
  const [cap, otherCap] = [one, other].map(({ domain }) => {
    const { guarantee, amountCap } = rulesFor(configuration, domain);
    return guarantee === 'cost' ? amountCap : null;
  });
  return cap === otherCap;
}

/**
 * One pass over the rows for all moments: each decision with the first moment at which it is old enough, and the first
 * at which its verdict is known.
 */
function countedBy(
  { relation, keys }: Understood,
  siblings: readonly Sibling[],
  moments: readonly number[],
  configuration: Configuration,
): Sql {
  const floors = siblings.map(
    ({ evidence: { domain, model }, floorPpm }, place) =>
      sql`(${place}::INTEGER, ${domain}::VARCHAR, ${model}::VARCHAR, ${floorPpm}::INTEGER, ${rulesFor(configuration, domain).maturity}::BIGINT)`,
  );
  const times = join(
    moments.map((moment, place) => sql`(epoch_ms(${moment}::BIGINT), ${place}::INTEGER)`),
    ', ',
  );
  return sql`WITH moments AS (FROM (VALUES ${times}) AS moments (moment, nr)),
      own AS (SELECT place, p >= floor AS above, ${keys.eligible} AS eligible, ${keys.policy} AS policy, verdict, ${keys.severity} AS severity,
          inclusion, decided_at + to_milliseconds(maturity) AS settled_at, CASE WHEN verdict IS NOT NULL THEN reviewed_at END AS judged_at
        FROM (SELECT *, ${MODEL_NAME} AS name FROM ${relation}) AS rows
        JOIN (VALUES ${join(floors, ', ')}) AS floors (place, of_domain, of_model, floor, maturity) ON domain = of_domain AND name = of_model
        WHERE decided_at < epoch_ms(${moments.at(-1) as number}::BIGINT)),
      counted AS (SELECT place, above, eligible, policy, verdict, severity, inclusion, settled.nr AS settled, judged.nr AS judged, count(*) AS decisions
        FROM own ASOF JOIN moments AS settled ON settled_at < settled.moment
        ASOF LEFT JOIN moments AS judged ON judged_at < judged.moment GROUP BY ALL)
    SELECT place, above, eligible, dense_rank() OVER (ORDER BY policy) AS policy, ${WORD} AS word, severity, inclusion, settled, judged, decisions
    FROM counted ORDER BY place`;
}

const COLUMNS = [
  'above',
  'eligible',
  'policy',
  'word',
  'severity',
  'inclusion',
  'settled',
  'judged',
  'decisions',
] as const;

/** Cells of one record; `settled` and `judged` are places among the moments, NaN where a verdict is known at none. */
type TimedCells = Readonly<Record<(typeof COLUMNS)[number], Float64Array>>;

async function timedCells(db: Database, counted: Sql, records: number): Promise<TimedCells[]> {
  const [place, ...columns] = await db.doubles(counted);
  return Array.from({ length: records }, (_, record) => {
    const begin = Math.max(0, place?.indexOf(record) ?? 0);
    const end = (place?.lastIndexOf(record) ?? -1) + 1;
    const entries = COLUMNS.map((name, index) => [name, columns[index]?.subarray(begin, end)]);
    return Object.fromEntries(entries) as TimedCells;
  });
}

/** What was known of a record at a moment: 1 for a band that begins at its floor, 0 for what lies below. */
function cellsAt(timed: TimedCells, moment: number): CellColumns {
  const kept = [...timed.settled.keys()].filter((i) => (timed.settled[i] as number) <= moment);
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (i) => column[i] as number);
  const none = new Float64Array(kept.length);
  const isKnown = (i: number): boolean => (timed.judged[i] as number) <= moment;
  return {
    ...{ domain: null, model: '', length: kept.length, band: pick(timed.above) },
    ...{ eligible: pick(timed.eligible), policy: pick(timed.policy), severity: pick(timed.severity) },
    word: Float64Array.from(kept, (i) => (isKnown(i) ? (timed.word[i] as number) : Number.NaN)),
    ...{ inclusion: pick(timed.inclusion), decisions: pick(timed.decisions) },
    ...{ immature: none, excess: none, excessSquared: none, amountCents: none },
    ...{ first: none, last: none, exact: none },
  };
}

/** Its verdicts from the floor up, in an order of their own: what comes later must not move a digit. */
function shownBy(
  { domain, model }: Evidence,
  columns: CellColumns,
  configuration: Configuration,
): SiblingRecord['cells'] {
  const decisions = columns.decisions.reduce((sum, one) => sum + one, 0);
  if (decisions < START_DECISIONS) return [];
  const span = { domain, model, decisions, first: 0, last: 0 };
  const { selection, cells } = evidenceOf(span, columns, [], rulesFor(configuration, domain));
  if (selection === 'unknown') return [];
  const shown = new Map<string, SiblingRecord['cells'][number]>();
  for (const { band, eligible, loss, inclusion, smallestInclusion, decisions: count } of cells) {
    if (band === 0 || !eligible || loss === null || inclusion === null) continue;
    const key = { pi: inclusion, piMin: smallestInclusion ?? inclusion, loss };
    const name = JSON.stringify(key);
    shown.set(name, { ...key, count: count + (shown.get(name)?.count ?? 0) });
  }
  return [...shown.values()].sort((a, b) => a.pi - b.pi || a.piMin - b.piMin || a.loss - b.loss);
}
