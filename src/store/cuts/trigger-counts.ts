import * as z from 'zod';
import type { TriggerCounts } from '../../contracts/cut-counts.ts';
import type { Database } from '../database.ts';
import { raw } from '../sql.ts';

const MOST_TRIGGERS = 100;

const Row = z.object({
  trigger: z.string(),
  fired: z.number(),
  reviewed: z.number(),
  wrong: z.number(),
  total: z.number(),
});

/** How often each trigger fired, the most frequent first, and how many are beyond the most that are shown. */
export async function triggerCounts(
  db: Database,
): Promise<{ readonly triggers: TriggerCounts[]; readonly leftOut: number }> {
  const rows = await db.rows(
    Row,
    raw(`SELECT trigger, sum(decisions) AS fired, sum(reviewed) AS reviewed, sum(wrong) AS wrong, count(*) OVER ()::DOUBLE AS total
      FROM cut_by_combo JOIN (SELECT combo, unnest(list_distinct(triggers)) AS trigger FROM cut_combos) USING (combo)
      GROUP BY trigger ORDER BY fired DESC, trigger LIMIT ${MOST_TRIGGERS}`),
  );
  return {
    triggers: rows.map(({ total: _, ...counts }) => counts),
    leftOut: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
  };
}
