import * as z from 'zod';
import type { Field } from '../../contracts/mapping.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { ruleCode, ruled } from './checks.ts';
import type { NormalisedSource } from './normalise.ts';
import { firstWords, resolvedVotes } from './resolved-verdicts.ts';

/** One row a decision, with its resolved verdict. */
export interface JudgedRows {
  /**
   * Columns of `DECISION_COLUMNS`, verdict, severity, reviewed_at (when the verdict was known), rule: the code of the
   * rule that a row breaks, else NULL.
   */
  readonly relation: Sql;
  /** The same, each decision with the first verdict on it instead of that which stands. */
  readonly atFirstWord: Sql;
  readonly absent: Absent;
  /** Verdict rows that were read, and repeats of rows already read; null where the cells tell. */
  readonly verdicts: number | null;
  readonly known: number;
}

/** Decisions with their verdicts beside them, before validation. */
export interface HopefulRows {
  readonly relation: Sql;
  readonly absent: Absent;
  readonly rows: number;
}

/** Optional columns that no source has: NULL in every row. */
type Absent = ReadonlySet<Field>;

const CONTENT = raw(
  `row(domain, decided_at, confidence, model, amount, triggers, inclusion, policy, ai_answer)`,
);
const DECISION_COLUMNS = raw(
  'decision_id, domain, model, decided_at, confidence, amount, triggers, inclusion, policy',
);
const VOTE_COLUMNS = raw('decision_id, reviewer_id, reviewed_at, verdict, severity');

function absentFrom(sources: readonly NormalisedSource[]): Absent {
  const optional = ['policy', 'severity'] as const;
  return new Set(optional.filter((field) => !sources.some((one) => one.has(field))));
}

/** Every id that decisions have, as texts. */
export function decisionIds(sources: readonly NormalisedSource[]): Sql {
  const deciding = sources.filter((one) => one.kind !== 'verdicts');
  const ids = deciding.map((one) => sql`SELECT decision_id FROM (${one.lean ?? one.select})`);
  return sql`(${join(ids, ' UNION ALL ')})`;
}

/** The rows as they are; null where they must be read to be understood, or a verdict be resolved. */
export async function hopefulRows(
  db: Database,
  sources: readonly NormalisedSource[],
  { rows, missing }: { readonly rows: number; readonly missing: number },
): Promise<HopefulRows | null> {
  if (missing > 0 || sources.some((one) => one.kind === 'verdicts' || one.lean === null)) return null;
  const parts: Sql[] = [];
  for (const { lean, plain, unseen } of sources) {
    if (unseen !== null && (await db.exists(sql`FROM (${unseen})`))) return null;
    const isPlain = plain !== null && !(await db.exists(plain.butFor));
    parts.push((isPlain ? plain.select : lean) as Sql);
  }
  return { relation: sql`(${join(parts, ' UNION ALL ')})`, absent: absentFrom(sources), rows };
}

/**
 * Joins decisions and verdicts, each row with the rule that it breaks. Where no id repeats and all verdicts stand
 * beside their decisions nothing is copied; otherwise the repeated decisions and all verdicts are gathered into
 * tables first.
 */
export async function judgedRows(
  db: Database,
  sources: readonly NormalisedSource[],
  asOf: string | null,
  repeats: boolean,
): Promise<JudgedRows> {
  const judging = sources.filter((one) => one.kind === 'verdicts');
  const deciding = unionOf(
    sources.filter((one) => one.kind !== 'verdicts'),
    asOf,
  );
  const absent = absentFrom(sources);
  if (!repeats && judging.length === 0)
    return { relation: deciding, atFirstWord: deciding, absent, verdicts: null, known: 0 };

  await gatherRepeats(db, deciding, repeats);
  await gatherVotes(db, deciding, judging.length === 0 ? null : unionOf(judging, asOf));
  const single =
    judging.length === 0
      ? raw('verdict, severity, reviewed_at')
      : raw('resolved.verdict, resolved.severity, resolved.reviewed_at');
  const judgedBy = (words: Sql): Sql => {
    const beside = judging.length === 0 ? raw('') : sql`LEFT JOIN ${words} AS resolved USING (decision_id)`;
    return sql`(
    SELECT ${qualified('rows')}, ${single}, rule FROM ${deciding} AS rows ${beside}
      WHERE rows.decision_id IS NULL OR rule IS NOT NULL OR hash(rows.decision_id) NOT IN (FROM repeated_hashes)
    UNION ALL SELECT ${qualified('repeated')}, resolved.verdict, resolved.severity, resolved.reviewed_at, repeated.rule
      FROM repeated LEFT JOIN ${words} AS resolved USING (decision_id) WHERE occurrence = 1 OR repeated.rule IS NOT NULL)`;
  };
  const relation = judgedBy(raw('resolved'));
  const counts = await db.row(
    z.object({ verdicts: z.coerce.number(), known: z.coerce.number() }),
    sql`SELECT (SELECT count(*) FROM votes) + (SELECT count(verdict) FROM ${deciding} WHERE ${judging.length === 0} AND rule IS NULL
          AND hash(decision_id) NOT IN (FROM repeated_hashes)) AS verdicts,
        (SELECT count(*) FROM vote_rows) - (SELECT count(*) FROM votes)
          + (SELECT count(*) FROM repeated WHERE rule IS NULL AND occurrence > 1 AND verdict IS NULL) AS known`,
  );
  return { relation, atFirstWord: judgedBy(firstWords('votes')), absent, ...counts };
}

/** All rows of the sources, each with the rule that it breaks; an empty relation where there is no source. */
export function unionOf(sources: readonly NormalisedSource[], asOf: string | null): Sql {
  const parts = sources.map(
    (one, index) => sql`SELECT *, ${raw(String(index))} AS source FROM ${ruled(one, asOf)}`,
  );
  return sql`(${join(parts, ' UNION ALL ')})`;
}

function qualified(table: string): Sql {
  return join(
    (DECISION_COLUMNS.strings[0] ?? '').split(', ').map((column) => raw(`${table}.${column}`)),
    ', ',
  );
}

/** `repeated`: decisions that occur more than once, the first one marked, those with other content in conflict. */
async function gatherRepeats(db: Database, deciding: Sql, repeats: boolean): Promise<void> {
  await db.run(sql`CREATE TEMP TABLE repeated_hashes AS
    SELECT hash(decision_id) AS h FROM ${deciding} WHERE ${repeats} AND rule IS NULL GROUP BY h HAVING count(*) > 1`);
  await db.run(sql`CREATE TEMP TABLE repeated AS
    SELECT * EXCLUDE (content, first_content) REPLACE (CASE WHEN content IS DISTINCT FROM first_content THEN ${raw(ruleCode('decision_id_conflict'))} END AS rule)
    FROM (SELECT *, ${CONTENT} AS content, row_number() OVER file_order AS occurrence, first_value(${CONTENT}) OVER file_order AS first_content
      FROM ${deciding} WHERE ${repeats} AND rule IS NULL AND hash(decision_id) IN (FROM repeated_hashes)
      WINDOW file_order AS (PARTITION BY decision_id ORDER BY source, file, position))`);
}

/** `votes`, and `resolved`: one verdict a decision. */
async function gatherVotes(db: Database, deciding: Sql, judging: Sql | null): Promise<void> {
  const inline = sql`SELECT ${VOTE_COLUMNS} FROM repeated WHERE rule IS NULL AND verdict IS NOT NULL`;
  const beside = sql`SELECT ${VOTE_COLUMNS} FROM ${deciding} WHERE rule IS NULL AND verdict IS NOT NULL
    AND hash(decision_id) NOT IN (FROM repeated_hashes)`;
  await db.run(sql`CREATE TEMP TABLE decided AS
    SELECT decision_id, ai_answer FROM ${deciding} WHERE ${judging !== null} AND rule IS NULL AND hash(decision_id) NOT IN (FROM repeated_hashes)
    UNION ALL SELECT decision_id, ai_answer FROM repeated WHERE ${judging !== null} AND rule IS NULL AND occurrence = 1`);
  await db.run(sql`CREATE TEMP TABLE verdict_rows AS
    SELECT judging.* REPLACE (CASE WHEN judging.rule IS NOT NULL THEN judging.rule
        WHEN decided.decision_id IS NULL THEN ${raw(ruleCode('verdict_without_decision'))}
        WHEN judging.verdict IS NULL AND decided.ai_answer IS NULL THEN ${raw(ruleCode('verdict_missing'))} END AS rule,
      coalesce(judging.verdict, CASE WHEN judging.human_answer = decided.ai_answer THEN 'agree' ELSE 'override' END) AS verdict)
    FROM ${judging ?? sql`(SELECT *, 0 AS source FROM repeated WHERE false)`} AS judging LEFT JOIN decided USING (decision_id)`);
  await db.run(sql`CREATE TEMP TABLE vote_rows AS
    ${inline} UNION ALL SELECT ${VOTE_COLUMNS} FROM verdict_rows WHERE rule IS NULL
    ${judging === null ? raw('') : sql`UNION ALL ${beside}`}`);
  await db.run(sql`CREATE TEMP TABLE votes AS SELECT DISTINCT * FROM vote_rows`);
  await db.run(sql`CREATE TEMP TABLE resolved AS ${resolvedVotes('votes')}`);
}
