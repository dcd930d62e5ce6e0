import * as z from 'zod';
import type { ReviewerCounts } from '../../contracts/cut-counts.ts';
import type { Database } from '../database.ts';
import { raw, type Sql, sql } from '../sql.ts';

const MOST_REVIEWERS = 1000;

const Row = z.object({
  reviewer: z.string(),
  verdicts: z.number(),
  overrides: z.number(),
  soleVoice: z.number(),
  bothRight: z.number(),
  bothWrong: z.number(),
  onlyThisWrong: z.number(),
  onlyOtherWrong: z.number(),
  blind: z.number(),
  blindOverrides: z.number(),
  shown: z.number(),
  shownOverrides: z.number(),
  timed: z.number(),
  medianSeconds: z.number().nullable(),
  total: z.number(),
});

/**
 * What each named reviewer said, by their last words in `cut_words`, those with the most verdicts first. Who gave no name may
 * be anybody, and is nobody here.
 */
export async function reviewerCounts(
  db: Database,
): Promise<{ readonly reviewers: ReviewerCounts[]; readonly leftOut: number }> {
  const rows = await db.rows(
    Row,
    sql`WITH named AS (FROM cut_words WHERE reviewer IS NOT NULL),
        words AS (
          SELECT reviewer, wrong, blind, duration_s, count(*) OVER together - 1 AS others,
            count(*) FILTER (wrong) OVER together - wrong::INTEGER AS against
          FROM named WHERE several WINDOW together AS (PARTITION BY decision)
          UNION ALL SELECT reviewer, wrong, blind, duration_s, 0 AS others, 0 AS against FROM named WHERE NOT several)
      SELECT reviewer, count(*)::DOUBLE AS verdicts, count(*) FILTER (wrong)::DOUBLE AS overrides,
        count(*) FILTER (others = 0)::DOUBLE AS "soleVoice", ${pairs('NOT wrong', 'others - against')} AS "bothRight",
        ${pairs('wrong', 'against')} AS "bothWrong", ${pairs('wrong', 'others - against')} AS "onlyThisWrong",
        ${pairs('NOT wrong', 'against')} AS "onlyOtherWrong", count(*) FILTER (blind)::DOUBLE AS blind,
        count(*) FILTER (blind AND wrong)::DOUBLE AS "blindOverrides", count(*) FILTER (NOT blind)::DOUBLE AS shown,
        count(*) FILTER (NOT blind AND wrong)::DOUBLE AS "shownOverrides", count(duration_s)::DOUBLE AS timed,
        median(duration_s) AS "medianSeconds", count(*) OVER ()::DOUBLE AS total
      FROM words GROUP BY reviewer ORDER BY verdicts DESC, reviewer LIMIT ${raw(String(MOST_REVIEWERS))}`,
  );
  return {
    reviewers: rows.map(({ total: _, ...counts }) => counts),
    leftOut: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
  };
}

function pairs(which: string, voices: string): Sql {
  return raw(`coalesce(sum(${voices}) FILTER (${which}), 0)::DOUBLE`);
}
