import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import { declaredInclusion } from '../../contracts/declared-inclusion.ts';
import type { Database } from '../database.ts';
import { auditCounts } from '../evidence/audit-nights.ts';
import { perDomain, type Understood } from '../evidence/understood-rows.ts';
import { sql } from '../sql.ts';

const WeekCount = z.object({
  domain: z.string(),
  model: z.string(),
  week: z.string(),
  immature: z.boolean(),
  reviewed: z.number(),
  wrong: z.number(),
  weight: z.number(),
  wrongWeight: z.number(),
});

/** The reviewed decisions of one (domain, model) in the week of a Monday, as they are and by 1 / inclusion probability. */
export type WeekCount = z.infer<typeof WeekCount>;

/**
 * Counts reviewed decisions week by week, of all domains at once: from the counts by day that a store keeps, where it does.
 *
 * @param from the first Monday, YYYY-MM-DD
 */
export async function weekCounts(
  db: Database,
  understood: Understood,
  configuration: Configuration,
  from: string,
): Promise<WeekCount[]> {
  const declared = perDomain(configuration, (rules) => sql`${declaredInclusion(rules, 'audited')}::DOUBLE`);
  const weight = sql`(decisions / coalesce(inclusion, ${declared}, 1))`;
  const isWrong = sql`verdict IN ('edit', 'override')`;
  return db.rows(
    WeekCount,
    sql`SELECT domain, name AS model, date_trunc('week', night)::DATE::VARCHAR AS week, immature,
        sum(decisions)::DOUBLE AS reviewed, coalesce(sum(decisions) FILTER (${isWrong}), 0)::DOUBLE AS wrong,
        sum(${weight})::DOUBLE AS weight, coalesce(sum(${weight}) FILTER (${isWrong}), 0)::DOUBLE AS "wrongWeight"
      FROM ${understood.nights?.audits ?? auditCounts(understood)} AS counts
      WHERE night >= ${from}::DATE AND verdict IN ('agree', 'edit', 'override')
      GROUP BY ALL HAVING sum(decisions) > 0 ORDER BY domain, model, week`,
  );
}
