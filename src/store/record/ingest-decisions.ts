import * as z from 'zod';
import type { Database } from '../database.ts';
import { ruleCode } from '../reading/checks.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { CIRCUMSTANCES, COLUMNS, ROW, STORED, same, VERDICT } from './decision-columns.ts';
import { compareStored, withoutKnown } from './known-decisions.ts';
import { type Added, alreadyStored, occurringTwice } from './recurring-ids.ts';

/**
 * Adds the decisions that the store does not have. One that it has with the same content is known; one with other
 * content is a conflict, left in the table `repeated` with its rule, and changes nothing.
 *
 * Only ids whose hash occurs twice among these rows are looked at one by one: nearly none. Those that the store has are
 * compared with it in one join.
 *
 * @param all decisions of this run, each with the rule that it breaks, as `unionOf` has them
 * @returns with how many of the rows break a rule by themselves
 */
export async function ingestDecisions(
  db: Database,
  all: Sql,
  run: number,
): Promise<Added & { readonly refused: number }> {
  const { rows, known: skipped } = await withoutKnown(db, all);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE twice AS ${occurringTwice(rows)}`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE stored AS ${alreadyStored('decisions', rows)}`);
  const repeats = await db.exists(raw('FROM twice'));
  await gatherRepeated(db, repeats ? rows : sql`(FROM ${rows} LIMIT 0)`);
  const compared = await compareStored(db, rows);
  const few = ['twice', 'stored'] as const;
  const isNew = few.map((table) => sql`hash(decision_id) NOT IN (FROM ${raw(table)})`);
  const fresh = sql`(SELECT ${COLUMNS} FROM ${rows} WHERE rule IS NULL AND ${join(isNew, ' AND ')}
    ${
      repeats
        ? sql`UNION ALL SELECT * EXCLUDE (source, file, position, rule, occurrence, ${VERDICT})
      FROM repeated WHERE rule IS NULL AND occurrence = 1 AND source >= 0`
        : raw('')
    }
    ${compared.collisions > 0 ? sql`UNION ALL SELECT ${COLUMNS} FROM ${rows} AS rows WHERE rule IS NULL AND hash(decision_id) IN (FROM stored) AND hash(decision_id) NOT IN (FROM twice) AND decision_id NOT IN (SELECT decision_id FROM decisions)` : raw('')})`;
  const counts = await db.row(
    z.object({ rows: z.number(), conflicts: z.number(), repeats: z.number() }),
    sql`SELECT (SELECT count(*) FROM ${rows})::DOUBLE AS rows, count(*) FILTER (rule IS NOT NULL)::DOUBLE AS conflicts,
      count(*) FILTER (rule IS NULL AND occurrence > 1)::DOUBLE AS repeats
      FROM repeated WHERE source >= 0`,
  );
  const known = compared.alike + counts.repeats;
  const others = counts.rows - known - counts.conflicts;
  const added = others === 0 ? 0 : await addFresh(db, fresh, run);
  return { added, known: known + skipped, refused: others - added };
}

async function addFresh(db: Database, fresh: Sql, run: number): Promise<number> {
  await addCircumstances(db, fresh);
  return db.change(sql`INSERT INTO decisions
    SELECT decision_id, circumstances.id, decided_at, confidence, amount, review_probability, answer, ${run}::INTEGER
    FROM ${fresh} AS fresh JOIN circumstances ON ${same('circumstances', 'fresh', CIRCUMSTANCES)}`);
}

/** `repeated`: rows whose id occurs more than once, that of the store first; those with other content in conflict. */
async function gatherRepeated(db: Database, rows: Sql): Promise<void> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE repeated AS
    SELECT * EXCLUDE (content, first_content)
      REPLACE (CASE WHEN content IS DISTINCT FROM first_content THEN ${raw(ruleCode('decision_id_conflict'))} END AS rule)
    FROM (SELECT *, ${ROW} AS content, row_number() OVER in_order AS occurrence, first_value(${ROW}) OVER in_order AS first_content
      FROM (
        SELECT source, file, position, rule, ${COLUMNS}, ${VERDICT}
          FROM ${rows} WHERE rule IS NULL AND hash(decision_id) IN (FROM twice)
        UNION ALL BY NAME
        SELECT -1 AS source, '' AS file, 0 AS position, * EXCLUDE (circumstances, run)
          FROM ${STORED} WHERE hash(decision_id) IN (SELECT h FROM twice SEMI JOIN stored USING (h)))
      WINDOW in_order AS (PARTITION BY decision_id ORDER BY source, file, position))`);
}

async function addCircumstances(db: Database, fresh: Sql): Promise<void> {
  const names = raw(CIRCUMSTANCES.join(', '));
  await db.run(sql`INSERT INTO circumstances
    SELECT (SELECT coalesce(max(id), -1) FROM circumstances) + row_number() OVER (ORDER BY ${names}), ${names}
    FROM (SELECT DISTINCT ${names} FROM ${fresh}) AS fresh
    WHERE NOT EXISTS (FROM circumstances WHERE ${same('circumstances', 'fresh', CIRCUMSTANCES)})`);
}
