import * as z from 'zod';
import type { ArmCell, ReviewCounts, VoiceCell } from '../../contracts/cut-counts.ts';
import type { Database } from '../database.ts';
import { raw, type Sql, sql } from '../sql.ts';

const MOST_RUBRICS = 20;

const Totals = z.object({
  verdicts: z.number(),
  blind: z.number(),
  shown: z.number(),
  timed: z.number(),
  medianSeconds: z.number().nullable(),
  blindSeconds: z.number().nullable(),
  shownSeconds: z.number().nullable(),
});
const Pairs = z.object({ pairs: z.number(), alike: z.number(), blindPairs: z.number() });
const Voices = z.object({ weight: z.number(), voices: z.number(), wrong: z.number() });
const Arm = Voices.extend({ blind: z.boolean(), confidence: z.number() });
const Rubric = z.object({ rubric: z.string(), verdicts: z.number(), wrong: z.number() });

/** Counts how the words of `cut_words` came about, and what is independent among them: one voice a decision. */
export async function reviewCounts(db: Database): Promise<ReviewCounts> {
  const totals = await db.row(
    Totals,
    raw(`SELECT count(*)::DOUBLE AS verdicts, count(*) FILTER (blind)::DOUBLE AS blind, count(*) FILTER (NOT blind)::DOUBLE AS shown,
      count(duration_s)::DOUBLE AS timed, median(duration_s) AS "medianSeconds", median(duration_s) FILTER (blind) AS "blindSeconds",
      median(duration_s) FILTER (NOT blind) AS "shownSeconds" FROM cut_words`),
  );
  const pairs = await pairCounts(db);
  return {
    ...totals,
    ...pairs,
    arms: await armCells(db),
    first: pairs.pairs === 0 ? [] : await firstVoices(db),
    rubrics: await db.rows(
      Rubric,
      raw(`SELECT rubric, count(*)::DOUBLE AS verdicts, count(*) FILTER (wrong)::DOUBLE AS wrong FROM cut_words
        WHERE rubric IS NOT NULL GROUP BY rubric ORDER BY verdicts DESC, rubric LIMIT ${MOST_RUBRICS}`),
    ),
  };
}

async function armCells(db: Database): Promise<ArmCell[]> {
  return db.rows(
    Arm,
    sql`SELECT blind, weight, count(*)::DOUBLE AS voices, count(*) FILTER (wrong)::DOUBLE AS wrong, sum(confidence)::DOUBLE AS confidence
      FROM ${earliest('blind IS NOT NULL', 'decision, blind')} GROUP BY blind, weight ORDER BY blind, weight`,
  );
}

async function firstVoices(db: Database): Promise<VoiceCell[]> {
  return db.rows(
    Voices,
    sql`SELECT weight, count(*)::DOUBLE AS voices, count(*) FILTER (wrong)::DOUBLE AS wrong
      FROM ${earliest('true', 'decision')} GROUP BY weight ORDER BY weight`,
  );
}

async function pairCounts(db: Database): Promise<z.infer<typeof Pairs>> {
  return db.row(
    Pairs,
    sql`SELECT count(*)::DOUBLE AS pairs, count(*) FILTER (alike)::DOUBLE AS alike, count(*) FILTER (blind)::DOUBLE AS "blindPairs"
      FROM (SELECT min(wrong) = max(wrong) AS alike, coalesce(min(coalesce(blind, false)), false) AS blind
        FROM ${earliest('several AND reviewer IS NOT NULL', 'decision', 2)} GROUP BY decision HAVING count(*) = 2)`,
  );
}

/** Some words, the earliest few of each group: a later one may have been asked for because of the first. */
export function earliest(which: string, group: string, most = 1): Sql {
  return raw(`(SELECT * FROM cut_words WHERE ${which} AND NOT several
    UNION ALL SELECT * FROM cut_words WHERE ${which} AND several QUALIFY row_number() OVER (PARTITION BY ${group}
      ORDER BY reviewed_at NULLS LAST, reviewer NULLS LAST, wrong) <= ${most})`);
}
