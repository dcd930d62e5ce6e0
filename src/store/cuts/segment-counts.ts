import * as z from 'zod';
import type { SegmentCounts } from '../../contracts/cut-counts.ts';
import { NO_VALUE } from '../../contracts/no-value.ts';
import type { Database } from '../database.ts';
import { raw, sql } from '../sql.ts';
import { Cell } from './cells-by.ts';

const MOST_SEGMENTS = 20;
/** Values of a segment that are shown one by one, and tested. */
const MOST_VALUES = 50;

const Name = z.object({ segment: z.string(), values: z.number(), total: z.number() });
const Row = Cell.extend({ segment: z.string(), value: z.string().nullable() });

/**
 * Counts by the values of each segment, those with the most verdicts first; all beyond fifty as one. Decisions that do not
 * have the segment have the value `(none)`.
 *
 * Makes `cut_values`: combo, segment, value, and its `place` among those of the segment.
 */
export async function segmentCounts(
  db: Database,
): Promise<{ readonly segments: SegmentCounts[]; readonly leftOut: number }> {
  await db.run(
    raw(`CREATE OR REPLACE TEMP TABLE cut_pairs AS SELECT combo, pair.key AS segment, nullif(pair.value, '') AS value
      FROM (SELECT combo, unnest(map_entries(from_json(segments, '"MAP(VARCHAR, VARCHAR)"'))) AS pair
        FROM cut_combos WHERE combo IN (SELECT combo FROM cut_by_combo))`),
  );
  // Those that most decisions have: the others say least of the domain.
  await db.run(
    raw(`CREATE OR REPLACE TEMP TABLE cut_names AS SELECT segment, count(*) OVER ()::DOUBLE AS total
      FROM cut_pairs JOIN cut_by_combo USING (combo) WHERE value IS NOT NULL GROUP BY segment
      ORDER BY sum(decisions) DESC, segment LIMIT ${MOST_SEGMENTS}`),
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cut_values AS
    WITH every AS (SELECT combos.combo, cut_names.segment, coalesce(value, ${NO_VALUE}) AS value
      FROM (SELECT DISTINCT combo FROM cut_by_combo) AS combos CROSS JOIN cut_names
        LEFT JOIN cut_pairs ON cut_pairs.combo = combos.combo AND cut_pairs.segment = cut_names.segment),
    ranked AS (SELECT segment, value, row_number() OVER (PARTITION BY segment ORDER BY sum(reviewed) DESC, sum(decisions) DESC, value) AS place
      FROM every JOIN cut_by_combo USING (combo) GROUP BY segment, value)
    SELECT combo, segment, value, place FROM every JOIN ranked USING (segment, value)`);
  const names = await db.rows(
    Name,
    raw(`SELECT segment, max(place)::DOUBLE AS values, any_value(total) AS total FROM cut_values JOIN cut_names USING (segment)
      GROUP BY segment ORDER BY segment`),
  );
  const rows = await db.rows(
    Row,
    raw(`SELECT segment, CASE WHEN place <= ${MOST_VALUES} THEN value END AS value, weight, sum(decisions) AS decisions,
        sum(reviewed) AS reviewed, sum(wrong) AS wrong, sum(pending) AS pending
      FROM cut_values JOIN cut_by_combo USING (combo) GROUP BY segment, CASE WHEN place <= ${MOST_VALUES} THEN value END, weight
      ORDER BY segment, min(place), weight`),
  );
  return {
    segments: names.map(({ segment, values }) => ({
      ...{ segment, values },
      cells: rows.filter((row) => row.segment === segment).map(({ segment: _, ...cell }) => cell),
    })),
    leftOut: Math.max(0, (names[0]?.total ?? 0) - names.length),
  };
}

/** Condition on `cut_values`: values that are shown one by one. */
export const IS_SHOWN = raw(`place <= ${MOST_VALUES}`);
