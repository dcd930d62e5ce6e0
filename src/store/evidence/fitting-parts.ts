import type { FoldColumns } from '../../contracts/cut-counts.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import { FITTING_VERDICTS } from '../../contracts/recalibration.ts';
import { utcDay } from '../../contracts/time.ts';
import type { Database } from '../database.ts';
import { id, join, raw, sql } from '../sql.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/** As `leeway report` does: so many parts are enough to see whether what the past teaches holds later. */
const FOLDS = raw('5');
const NEEDED = raw(String(FITTING_VERDICTS));
const NONE = new Float64Array(0);

/** A record whose map is asked for. */
export interface FittedRecord {
  readonly evidence: Evidence;
  /** Rate of review of decisions that record none. */
  readonly declared: number | null;
}

/** What a map is fitted on. */
export interface FittingPart {
  /** Verdicts with a time that are there, or those before the day. */
  readonly verdicts: number;
  /** UTC day; null until it is over. */
  readonly before: string | null;
  readonly folds: FoldColumns;
}

/**
 * The part of each record that settles its map: what had been decided and judged before the end of the UTC day on which the
 * thousandth verdict came, in parts of equal size in time. Once that day is over, no later row changes the answer:
 *
 * - A verdict counts if it was given before the end of the day (`reviewed_at`); of several on a decision the first. One
 *   without a time may be of any night, and counts for none.
 * - A decision counts if the policy would let the AI take it.
 * - The day is that of the thousandth such verdict, whatever the verdicts say. Ids settle nothing: they may be forgotten.
 *
 * @param rows with the first verdict on each decision
 * @param asOf ISO time
 * @returns in the order asked
 */
export async function fittingParts(
  db: Database,
  { relation, keys }: Understood,
  asked: readonly FittedRecord[],
  asOf: string,
): Promise<FittingPart[]> {
  if (asked.length === 0) return [];
  const names = asked.map(
    ({ evidence: { domain, model }, declared }, place) =>
      sql`(${place}::INTEGER, ${domain}::VARCHAR, ${model}::VARCHAR, ${declared}::DOUBLE)`,
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE fitting_verdicts AS
    SELECT place, decided_at, greatest(decided_at, reviewed_at) AS known_at, p, verdict <> 'agree' AS wrong,
      1 / coalesce(inclusion, declared, 1) AS weight
    FROM ${relation} AS rows JOIN (VALUES ${join(names, ', ')}) AS names (place, of_domain, of_model, declared)
      ON domain = of_domain AND ${MODEL_NAME} = of_model
    WHERE ${keys.eligible} AND verdict IN ('agree', 'edit', 'override') AND reviewed_at IS NOT NULL`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE fitting_ends AS
    SELECT place, verdicts, CASE WHEN verdicts >= ${NEEDED} AND ends <= ${asOf}::TIMESTAMP THEN ends END AS ends
    FROM (SELECT place, count(*) AS verdicts, date_trunc('day', list_max(min(known_at, ${NEEDED}))) + INTERVAL 1 day AS ends
      FROM fitting_verdicts GROUP BY place)`);
  const [places = NONE, counts = NONE, days = NONE] = await db.doubles(
    raw('SELECT place, verdicts, epoch_ms(ends) AS day FROM fitting_ends'),
  );
  const [of = NONE, ...columns] = await db.doubles(
    sql`SELECT place, fold, p AS confidence, weight, count(*) AS verdicts, count(*) FILTER (NOT wrong) AS correct
      FROM (SELECT fitting_verdicts.*, ntile(${FOLDS}) OVER (PARTITION BY place ORDER BY decided_at, p, weight, wrong) AS fold
        FROM fitting_verdicts JOIN fitting_ends USING (place) WHERE known_at < ends)
      GROUP BY place, fold, confidence, weight ORDER BY place, fold, confidence, weight`,
  );
  for (const table of ['fitting_verdicts', 'fitting_ends']) await db.run(sql`DROP TABLE temp.${id(table)}`);
  let end = 0;
  return asked.map((_, place) => {
    const begin = end;
    while (of[end] === place) end++;
    const [fold = NONE, confidence = NONE, weight = NONE, verdicts = NONE, correct = NONE] = columns.map(
      (column) => column.subarray(begin, end),
    );
    const row = places.indexOf(place);
    const day = days[row] ?? Number.NaN;
    return {
      folds: { fold, confidence, weight, verdicts, correct },
      ...(Number.isNaN(day)
        ? { before: null, verdicts: counts[row] ?? 0 }
        : {
            before: utcDay(day),
            verdicts: verdicts.reduce((sum, one) => sum + one, 0),
          }),
    };
  });
}
