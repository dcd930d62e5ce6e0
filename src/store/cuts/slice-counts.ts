import * as z from 'zod';
import { FEWEST_IN_SLICE } from '../../contracts/cut.ts';
import type { SliceCounts } from '../../contracts/cut-counts.ts';
import type { Database } from '../database.ts';
import { raw, sql } from '../sql.ts';
import { IS_SHOWN } from './segment-counts.ts';

const FEWEST = raw(String(FEWEST_IN_SLICE));

/**
 * Counts the judged decisions of each segment's values, and of each two values of two segments, where there are enough.
 * Reads `cut_values`; which slices there are is settled without looking at what the verdicts say.
 */
export async function sliceCounts(db: Database): Promise<SliceCounts> {
  await db.run(
    raw(
      `CREATE OR REPLACE TEMP TABLE cut_judged AS SELECT combo, weight, reviewed, wrong FROM cut_by_combo WHERE reviewed > 0`,
    ),
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cut_slices AS
    SELECT row_number() OVER (ORDER BY segment, value) - 1 AS slice, segment, value
    FROM cut_values JOIN cut_judged USING (combo) WHERE ${IS_SHOWN} GROUP BY segment, value HAVING sum(reviewed) >= ${FEWEST}`);
  await db.run(
    raw(`CREATE OR REPLACE TEMP TABLE cut_members AS
      SELECT combo, segment, slice FROM cut_values JOIN cut_slices USING (segment, value) WHERE combo IN (SELECT combo FROM cut_judged)`),
  );
  const names = await db.rows(
    z.object({ segment: z.string(), value: z.string() }),
    raw('SELECT segment, value FROM cut_slices ORDER BY slice'),
  );
  const columns = await db.doubles(sql`
    SELECT first, second, weight, sum(reviewed) AS reviewed, sum(wrong) AS wrong FROM (
      SELECT combo, slice AS first, NULL::BIGINT AS second FROM cut_members
      UNION ALL SELECT one.combo, one.slice, other.slice FROM cut_members AS one
        JOIN cut_members AS other ON one.combo = other.combo AND one.segment < other.segment)
    JOIN cut_judged USING (combo) GROUP BY first, second, weight
    QUALIFY sum(sum(reviewed)) OVER (PARTITION BY first, second) >= ${FEWEST}
    ORDER BY first, second NULLS FIRST, weight`);
  const [first, second, weight, reviewed, wrong] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { names, first, second, weight, reviewed, wrong };
}
