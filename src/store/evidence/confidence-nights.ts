import { CONFIDENCE_BANDS, type ConfidenceNight } from '../../contracts/confidence-shift.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import { DAY_MS } from '../../contracts/time.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { comparedBand } from './band.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/**
 * How confident each model was, UTC day by UTC day, of the decisions that the policy would let it take: reviewed or not,
 * and those too that are too young to count as evidence.
 *
 * @param firstOf days since 1970: the first that is asked for of a record; null for all
 */
export async function confidenceNights(
  db: Database,
  understood: Understood,
  evidence: readonly Evidence[],
  firstOf: (evidence: Evidence) => number | null = () => null,
): Promise<Map<Evidence, ConfidenceNight[]>> {
  if (evidence.length === 0) return new Map();
  const firsts = evidence.map((one) => firstOf(one) ?? FIRST_DAY);
  const names = evidence.map(
    ({ domain, model }, place) =>
      sql`(${place}::INTEGER, ${domain}::VARCHAR, ${model}::VARCHAR, ${firsts[place] as number}::INTEGER)`,
  );
  // DuckDB leaves out whole blocks by one day for all, and rows by the day of their record.
  const least = firsts.reduce((smallest, first) => Math.min(smallest, first));
  // One number for place and day, and one for band and decisions: half as much to carry over.
  const [nights = NONE, counts = NONE] = await db.doubles(
    sql`SELECT place::BIGINT * ${raw(String(DAYS))} + (day - ${raw(String(FIRST_DAY))}) AS night, decisions::BIGINT * ${raw(String(CONFIDENCE_BANDS))} + band AS counted
      FROM ${understood.nights?.confidences ?? confidenceCounts(understood)} AS counts
      JOIN (VALUES ${join(names, ', ')}) AS names (place, of_domain, of_model, first) ON domain = of_domain AND name = of_model
      WHERE day >= ${least}::INTEGER AND day >= first`,
  );
  const rows = rowsByPlace(nights, evidence.length);
  return new Map(evidence.map((one, place) => [one, nightsOf(rows(place), nights, counts)]));
}

const NONE = new Float64Array(0);
/** Days since 1970 of the first moment that a decision may have, and of the last. */
const [FIRST_DAY, DAYS] = [-719_162, 3_652_059];

/** Rows of one place after the other, sorted by counting. */
function rowsByPlace(nights: Float64Array, places: number): (place: number) => Int32Array {
  const ends = new Int32Array(places + 1);
  const placeAt = (row: number): number => Math.floor((nights[row] as number) / DAYS);
  for (let row = 0; row < nights.length; row++) (ends[placeAt(row) + 1] as number)++;
  for (let place = 0; place < places; place++) (ends[place + 1] as number) += ends[place] as number;
  const begins = ends.slice();
  const sorted = new Int32Array(nights.length);
  for (let row = 0; row < nights.length; row++) {
    const place = placeAt(row);
    sorted[(begins[place] as number)++] = row;
  }
  return (place) => sorted.subarray(ends[place], ends[place + 1]);
}

/** The nights of one record in their order, those without a decision left out. Signed rows add up to what there is. */
function nightsOf(rows: Int32Array, nights: Float64Array, counts: Float64Array): ConfidenceNight[] {
  const place = new Map<number, number>();
  // Days mostly come together: only where one ends is it looked up.
  const eachDay = (visit: (row: number, index: number) => void): void => {
    let [last, index] = [Number.NaN, 0];
    for (const row of rows) {
      const day = (nights[row] as number) % DAYS;
      if (day !== last) {
        index = place.get(day) ?? place.size;
        place.set(day, index);
        last = day;
      }
      visit(row, index);
    }
  };
  eachDay(() => {});
  const table = new Int32Array(place.size * CONFIDENCE_BANDS);
  eachDay((row, index) => {
    const counted = counts[row] as number;
    // Rounded down, so that a row which takes away has its band above the multiple below.
    const decisions = Math.floor(counted / CONFIDENCE_BANDS);
    const cell = index * CONFIDENCE_BANDS + (counted - decisions * CONFIDENCE_BANDS);
    (table[cell] as number) += decisions;
  });
  const days = [...place].sort(([one], [other]) => one - other);
  return days.flatMap(([day, index]) => {
    const own = table.subarray(index * CONFIDENCE_BANDS, (index + 1) * CONFIDENCE_BANDS);
    return own.some((count) => count !== 0) ? [{ day: day + FIRST_DAY, counts: own }] : [];
  });
}

/** Decisions that the AI may take, by (domain, name of the model), day since 1970 and band of confidence. */
export function confidenceCounts({ relation, keys }: Understood): Sql {
  return sql`(SELECT domain, ${MODEL_NAME} AS name, epoch_ms(decided_at) // ${raw(String(DAY_MS))} AS day, ${comparedBand('p')} AS band,
    count(*) AS decisions FROM ${relation} WHERE ${keys.eligible} GROUP BY ALL)`;
}
