import type { Database } from '../database.ts';
import { raw, type Sql, sql } from '../sql.ts';

/** Rows that are looked at to see whether the store has most of a file. */
const SAMPLE = 2048;

/** What became of the sound rows of a run: added to the store, or there already. */
export interface Added {
  readonly added: number;
  readonly known: number;
}

/**
 * Hashes (`h`) of the ids that occur more than once among rows. Narrow and without a look at the rules: one more than
 * needed costs a closer look, never a row.
 */
export function occurringTwice(rows: Sql): Sql {
  return sql`SELECT h FROM (SELECT hash(decision_id) AS h FROM ${rows}) GROUP BY h HAVING count(*) > 1`;
}

/** Hashes (`h`) of the ids of rows that a table of the store has too. */
export function alreadyStored(table: 'decisions' | 'verdicts', rows: Sql): Sql {
  return sql`SELECT DISTINCT hash(decision_id) AS h FROM ${raw(table)}
    WHERE hash(decision_id) IN (SELECT hash(decision_id) FROM ${rows})`;
}

/**
 * Whether a table of the store has half or more of a sample of some rows. What is known has its time still, which spares
 * DuckDB the days that the sample has nothing of.
 */
export async function hasMost(db: Database, table: 'decisions' | 'verdicts', rows: Sql): Promise<boolean> {
  const key = raw(`decision_id, ${table === 'decisions' ? 'decided_at' : 'reviewed_at'}`);
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE sample_rows AS SELECT ${key} FROM ${rows} LIMIT ${raw(String(SAMPLE))}`,
  );
  const met = await db.count(sql`${raw(table)} SEMI JOIN sample_rows USING (${key})`);
  return met > 0 && met >= (await db.count(raw('sample_rows'))) / 2;
}
