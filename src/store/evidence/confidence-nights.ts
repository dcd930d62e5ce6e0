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
 */
export async function confidenceNights(
  db: Database,
  understood: Understood,
  evidence: readonly Evidence[],
): Promise<Map<Evidence, ConfidenceNight[]>> {
  if (evidence.length === 0) return new Map();
  const names = evidence.map(
    ({ domain, model }, place) => sql`(${place}::INTEGER, ${domain}::VARCHAR, ${model}::VARCHAR)`,
  );
  const [places, days, bands, decisions] = await db.doubles(
    sql`SELECT place, day, band, sum(decisions) AS decisions FROM ${understood.nights?.confidences ?? confidenceCounts(understood)} AS counts
      JOIN (VALUES ${join(names, ', ')}) AS names (place, of_domain, of_model) ON domain = of_domain AND name = of_model GROUP BY ALL`,
  );
  const found = evidence.map(() => new Map<number, number[]>());
  for (const [row, place] of (places ?? []).entries()) {
    const nights = found[place] as Map<number, number[]>;
    const day = days?.[row] as number;
    const counts = nights.get(day) ?? Array<number>(CONFIDENCE_BANDS).fill(0);
    nights.set(day, counts);
    (counts[bands?.[row] as number] as number) += decisions?.[row] as number;
  }
  return new Map(
    evidence.map((one, place) => {
      const nights = [...(found[place] ?? [])].map(([day, counts]) => ({ day, counts }));
      return [one, nights.sort((a, b) => a.day - b.day)];
    }),
  );
}

/** Decisions that the AI may take, by (domain, name of the model), day since 1970 and band of confidence. */
export function confidenceCounts({ relation, keys }: Understood): Sql {
  return sql`(SELECT domain, ${MODEL_NAME} AS name, epoch_ms(decided_at) // ${raw(String(DAY_MS))} AS day, ${comparedBand('p')} AS band,
    count(*) AS decisions FROM ${relation} WHERE ${keys.eligible} GROUP BY ALL)`;
}
