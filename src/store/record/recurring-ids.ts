import { raw, type Sql, sql } from '../sql.ts';

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
