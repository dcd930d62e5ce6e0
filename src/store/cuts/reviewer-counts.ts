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
  total: z.number(),
});

/**
 * What each named reviewer said of `cut_rows`, by their last word on each, those with the most verdicts first. Who gave no
 * name may be anybody, and is nobody here.
 *
 * @param votes a table of (decision_id, reviewer_id, reviewed_at, verdict, severity)
 */
export async function reviewerCounts(
  db: Database,
  votes: Sql,
): Promise<{ readonly reviewers: ReviewerCounts[]; readonly leftOut: number }> {
  const rows = await db.rows(
    Row,
    sql`WITH named AS (SELECT * FROM ${votes} SEMI JOIN cut_rows USING (decision_id) WHERE nullif(reviewer_id, '') IS NOT NULL),
        several AS MATERIALIZED (SELECT h FROM (SELECT hash(decision_id) AS h FROM named) GROUP BY h HAVING count(*) > 1),
        last_words AS (SELECT decision_id, reviewer_id, verdict FROM named WHERE hash(decision_id) IN (FROM several)
          QUALIFY row_number() OVER (PARTITION BY decision_id, reviewer_id
            ORDER BY reviewed_at DESC NULLS LAST, verdict = 'agree', verdict, severity) = 1),
        beside AS (SELECT reviewer_id, verdict <> 'agree' AS wrong, count(*) OVER together - 1 AS others,
            count(*) FILTER (verdict <> 'agree') OVER together - (verdict <> 'agree')::INTEGER AS against
          FROM last_words WHERE verdict <> 'unsure' WINDOW together AS (PARTITION BY decision_id)),
        words AS (FROM beside UNION ALL SELECT reviewer_id, verdict <> 'agree' AS wrong, 0 AS others, 0 AS against
          FROM named WHERE verdict <> 'unsure' AND hash(decision_id) NOT IN (FROM several))
      SELECT reviewer_id AS reviewer, count(*)::DOUBLE AS verdicts, count(*) FILTER (wrong)::DOUBLE AS overrides,
        count(*) FILTER (others = 0)::DOUBLE AS "soleVoice", ${pairs('NOT wrong', 'others - against')} AS "bothRight",
        ${pairs('wrong', 'against')} AS "bothWrong", ${pairs('wrong', 'others - against')} AS "onlyThisWrong",
        ${pairs('NOT wrong', 'against')} AS "onlyOtherWrong", count(*) OVER ()::DOUBLE AS total
      FROM words GROUP BY reviewer_id ORDER BY verdicts DESC, reviewer LIMIT ${raw(String(MOST_REVIEWERS))}`,
  );
  return {
    reviewers: rows.map(({ total: _, ...counts }) => counts),
    leftOut: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
  };
}

function pairs(which: string, voices: string): Sql {
  return raw(`coalesce(sum(${voices}) FILTER (${which}), 0)::DOUBLE`);
}
