import { raw, type Sql, sql } from '../store/sql.ts';
import { chooseNames } from './choose-names.ts';
import type { ForeignAsked, ForeignRows } from './foreign.ts';

/** Options of every tool that keeps scores by name beside what was scored. */
export const SCORE_OPTIONS = {
  confidence: 'name of the score that is the confidence; else the only one that a machine gave as a number',
  verdict: 'name of the score that is the verdict; else the only one that people gave',
} as const;

/** What a tool that keeps scores by name has to say. */
export interface Assessed {
  /**
   * n, unit (id of what was scored), wider (id of what that is part of), name, given_by (`human` or `machine`), score, label,
   * expected (the right answer), noted_at, who, why (it is left out; else NULL), beside (JSON).
   */
  readonly assessments: Sql;
  /** n, unit (NULL where the record is broken), wider, domain, model, decided_at, ai_answer, amount, beside (JSON) of what was scored; null where no file has it. */
  readonly subjects: Sql;
  /** What a score is called in this tool, and the domain of what has none. */
  readonly word: string;
  readonly domain: string;
}

/**
 * Turns named scores into decisions and verdicts: a machine's score is a confidence, a person's a verdict, and both belong to
 * what they score. A verdict on a wider unit counts for its only decision.
 *
 * @throws Problem configuration: several names, of which none was chosen
 */
export async function fromAssessments(
  { db, mapping, options, keepsRecords }: ForeignAsked,
  { assessments, subjects, word, domain }: Assessed,
): Promise<ForeignRows> {
  // Records are large, and kept only for paths that somebody asks for.
  const columns = raw(keepsRecords ? '*' : '* REPLACE (NULL::JSON AS beside)');
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE foreign_assessments AS SELECT ${columns} FROM (${assessments})`,
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE foreign_subjects AS SELECT ${columns} FROM (${subjects})`);
  const { confidence, verdict } = await chooseNames(db, options, word);
  const notes = [
    ...(confidence === null ? [] : [`the confidence is the ${word} ${JSON.stringify(confidence)}`]),
    ...(verdict === null ? [] : [`the verdict is the ${word} ${JSON.stringify(verdict.name)}`]),
  ];
  const isVerdict =
    verdict === null
      ? raw('false')
      : sql`(name = ${verdict.name}${raw(verdict.byPeople ? " AND given_by = 'human'" : '')})`;
  const isConfidence = confidence === null ? raw('false') : sql`(name = ${confidence} AND NOT ${isVerdict})`;
  // A confidence that stands elsewhere, as a mapping says: then everything that was scored, or could be, is a decision.
  const elsewhere = mapping.columns.confidence !== undefined && mapping.columns.confidence !== null;
  const ownDecisions = elsewhere
    ? sql`SELECT n, unit, wider, NULL::VARCHAR AS score, NULL::VARCHAR AS label, NULL::VARCHAR AS noted_at, beside AS scored FROM foreign_subjects WHERE unit IS NOT NULL`
    : sql`SELECT n, unit, wider, score, label, noted_at, beside AS scored FROM sorted WHERE role = 'confidence'`;
  return {
    notes: elsewhere ? notes.slice(confidence === null ? 0 : 1) : notes,
    rows: sql`
    WITH roles AS (SELECT *, CASE WHEN why IS NOT NULL THEN 'aside' WHEN ${isVerdict} THEN 'verdict' WHEN ${isConfidence} THEN 'confidence'
          WHEN name = ${verdict?.name ?? null} THEN 'machine' ELSE 'other' END AS role
        FROM foreign_assessments),
      sorted AS (SELECT * REPLACE (CASE WHEN role = 'confidence' AND row_number() OVER (PARTITION BY role, unit ORDER BY noted_at DESC NULLS LAST, n DESC) > 1
          THEN 'older' ELSE role END AS role) FROM roles),
      known AS (SELECT * FROM foreign_subjects QUALIFY row_number() OVER (PARTITION BY unit ORDER BY n DESC) = 1),
      wholes AS (SELECT *, unit = wider AS is_whole FROM known WHERE wider IS NOT NULL
          QUALIFY row_number() OVER (PARTITION BY wider ORDER BY unit <> wider, decided_at, n) = 1),
      deciding AS (${ownDecisions}),
      lonely AS (SELECT wider, min(unit) AS unit FROM deciding WHERE wider IS NOT NULL GROUP BY wider HAVING count(*) = 1),
      judging AS (SELECT sorted.*, CASE WHEN sorted.unit IN (SELECT unit FROM deciding) THEN sorted.unit
          ELSE coalesce(lonely.unit, whole.unit, sorted.unit) END AS decision_id
        FROM sorted LEFT JOIN lonely ON lonely.wider = CASE WHEN sorted.unit = sorted.wider THEN sorted.wider END
          LEFT JOIN (SELECT DISTINCT unit FROM deciding) AS whole ON whole.unit = sorted.wider WHERE role = 'verdict')
    SELECT deciding.n, 'decision' AS kind, json_merge_patch(coalesce(known.beside, wholes.beside, '{}'::JSON), coalesce(scored, '{}'::JSON)) AS beside,
      deciding.unit AS decision_id, coalesce(known.domain, wholes.domain, ${domain}) AS domain,
      coalesce(known.decided_at, wholes.decided_at, deciding.noted_at) AS decided_at, deciding.score AS confidence,
      coalesce(known.ai_answer, wholes.ai_answer, deciding.label) AS ai_answer, coalesce(known.model, wholes.model) AS model,
      coalesce(known.amount, wholes.amount) AS amount
    FROM deciding LEFT JOIN known USING (unit)
      LEFT JOIN (SELECT wholes.* EXCLUDE (unit), deciding.unit FROM deciding JOIN wholes USING (wider) WHERE is_whole OR deciding.unit = wider) AS wholes USING (unit)
    UNION ALL BY NAME SELECT n, 'verdict' AS kind, beside, decision_id, CASE WHEN expected IS NULL THEN coalesce(label, score) END AS verdict, expected AS human_answer,
      noted_at AS reviewed_at, who AS reviewer_id FROM judging
    UNION ALL BY NAME SELECT n, 'aside' AS kind, CASE role WHEN 'aside' THEN why WHEN 'older' THEN ${`an older ${word} of the same name on the same decision`}
      WHEN 'machine' THEN ${`the ${word} `} || name || ' where no person gave it' ELSE ${`the ${word} `} || coalesce(name, '?') || ' is neither the confidence nor the verdict' END AS why FROM sorted WHERE role IN ('aside', 'older', 'machine', 'other')
    UNION ALL BY NAME SELECT n, CASE WHEN unit IS NULL THEN 'refused' WHEN ${elsewhere} OR unit IN (SELECT unit FROM deciding) THEN 'part' ELSE 'aside' END AS kind,
      CASE WHEN unit IS NULL THEN 'it has no id, or parts of a wrong type' ELSE ${`nothing says how confident the AI was of it (no ${word})`} END AS why FROM foreign_subjects`,
  };
}
