import * as z from 'zod';
import type { Database } from '../database.ts';
import { ruleCode } from '../reading/checks.ts';
import { raw, type Sql, sql } from '../sql.ts';

/** What became of the sound rows of decisions. */
export interface AddedDecisions {
  readonly added: number;
  readonly known: number;
}

/** What a decision says, in the words of the store: two rows with one id are one decision where all of it is the same. */
const CONTENT = raw(
  `row(domain, nullif(model, ''), decided_at, confidence, amount, triggers, review_probability, route, policy, answer)`,
);
const COLUMNS = raw(
  `decision_id, domain, nullif(model, '') AS model, policy, route, triggers, segments, decided_at, confidence, amount, review_probability,
    md5(ai_answer) AS answer`,
);
const CIRCUMSTANCES = ['domain', 'model', 'policy', 'route', 'triggers', 'segments'] as const;
const SAME_CIRCUMSTANCES = raw(
  CIRCUMSTANCES.map((name) => `circumstances.${name} IS NOT DISTINCT FROM fresh.${name}`).join(' AND '),
);

/**
 * Adds the decisions that the store does not have. One that it has with the same content is known; one with other
 * content is a conflict, left in the table `repeated` with its rule, and changes nothing.
 *
 * Only ids whose hash occurs twice, in these rows or with the store's, are looked at one by one: nearly none.
 *
 * @param rows decisions of this run, each with the rule that it breaks, as `unionOf` has them
 */
export async function ingestDecisions(db: Database, rows: Sql, run: number): Promise<AddedDecisions> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE repeated_hashes AS
    SELECT h FROM (SELECT hash(decision_id) AS h FROM ${rows} WHERE rule IS NULL) GROUP BY h HAVING count(*) > 1
    UNION SELECT hash(decision_id) FROM decisions
      WHERE hash(decision_id) IN (SELECT hash(decision_id) FROM ${rows} WHERE rule IS NULL)`);
  await gatherRepeated(db, rows);
  const fresh = sql`(SELECT ${COLUMNS} FROM ${rows} WHERE rule IS NULL AND hash(decision_id) NOT IN (FROM repeated_hashes)
    UNION ALL SELECT * EXCLUDE (source, file, position, rule, occurrence, verdict, reviewer_id, reviewed_at, severity, human_answer)
      FROM repeated WHERE rule IS NULL AND occurrence = 1 AND source >= 0)`;
  await addCircumstances(db, fresh);
  await db.run(sql`INSERT INTO decisions
    SELECT decision_id, circumstances.id, decided_at, confidence, amount, review_probability, answer, ${run}::INTEGER
    FROM ${fresh} AS fresh JOIN circumstances ON ${SAME_CIRCUMSTANCES}`);
  const counted = await db.row(
    z.object({ added: z.number(), sound: z.number(), conflicts: z.number() }),
    sql`SELECT (SELECT count(*) FROM decisions WHERE run = ${run}::INTEGER)::DOUBLE AS added, (SELECT count(*) FROM ${rows} WHERE rule IS NULL)::DOUBLE AS sound,
      (SELECT count(*) FROM repeated WHERE rule IS NOT NULL)::DOUBLE AS conflicts`,
  );
  return { added: counted.added, known: counted.sound - counted.added - counted.conflicts };
}

/** `repeated`: rows whose id occurs more than once, that of the store first; those with other content in conflict. */
async function gatherRepeated(db: Database, rows: Sql): Promise<void> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE repeated AS
    SELECT * EXCLUDE (content, first_content)
      REPLACE (CASE WHEN content IS DISTINCT FROM first_content THEN ${raw(ruleCode('decision_id_conflict'))} END AS rule)
    FROM (SELECT *, ${CONTENT} AS content, row_number() OVER in_order AS occurrence, first_value(${CONTENT}) OVER in_order AS first_content
      FROM (
        SELECT source, file, position, rule, ${COLUMNS}, verdict, reviewer_id, reviewed_at, severity, human_answer
          FROM ${rows} WHERE rule IS NULL AND hash(decision_id) IN (FROM repeated_hashes)
        UNION ALL BY NAME
        SELECT -1 AS source, '' AS file, 0 AS position, decisions.* EXCLUDE (circumstances, run), circumstances.* EXCLUDE (id)
          FROM decisions JOIN circumstances ON circumstances.id = decisions.circumstances
          WHERE hash(decision_id) IN (FROM repeated_hashes))
      WINDOW in_order AS (PARTITION BY decision_id ORDER BY source, file, position))`);
}

async function addCircumstances(db: Database, fresh: Sql): Promise<void> {
  const names = raw(CIRCUMSTANCES.join(', '));
  await db.run(sql`INSERT INTO circumstances
    SELECT (SELECT coalesce(max(id), -1) FROM circumstances) + row_number() OVER (ORDER BY ${names}), ${names}
    FROM (SELECT DISTINCT ${names} FROM ${fresh}) AS fresh
    WHERE NOT EXISTS (FROM circumstances WHERE ${SAME_CIRCUMSTANCES})`);
}
