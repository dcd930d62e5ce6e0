import * as z from 'zod';
import type { Database } from '../database.ts';
import { id, join, raw, type Sql, sql } from '../sql.ts';
import { inBands } from './in-bands.ts';
import { COVERAGE, createKept, JUDGED, KEPT, type KeptTable } from './kept-tables.ts';

/** Share of rows appended since the last time at which a table is added up again: so rarely that its cost is small beside theirs. */
const APPENDED_SHARE = 0.5;

/** Adds up the signed rows of those tables that have grown much since they were added up the last time. */
export async function compactKept(db: Database, refresh: number): Promise<void> {
  for (const table of KEPT) {
    const { rows, compacted } = await db.row(
      z.object({ rows: z.number(), compacted: z.number() }),
      sql`SELECT count(*)::DOUBLE AS rows, coalesce((SELECT max(rows) FROM compactions WHERE name = ${table.name}), 0)::DOUBLE AS compacted
        FROM ${id(table.name)}`,
    );
    if (rows <= compacted * (1 + APPENDED_SHARE)) continue;
    await db.run(
      sql`CREATE OR REPLACE TEMP TABLE added_up AS FROM (${addedUp(table)}) ORDER BY pair, ${raw(Object.keys(table.keys).join(', '))}`,
    );
    await db.run(createKept(table));
    await db.run(
      sql`INSERT INTO ${id(table.name)} BY NAME SELECT *, ${refresh}::INTEGER AS refresh FROM added_up`,
    );
    await db.run(sql`DELETE FROM compactions WHERE name = ${table.name}`);
    await db.run(sql`INSERT INTO compactions SELECT ${table.name}, count(*) FROM ${id(table.name)}`);
  }
}

/**
 * The rows of a kept table added up: one row a key, none of nothing. Records with too many confidences in decimal bands.
 *
 * @param from another relation with the same columns
 */
export function addedUp(table: KeptTable, from = id(table.name)): Sql {
  const keys = Object.keys(table.keys);
  const isBanded = table === COVERAGE || table === JUDGED;
  const sums = join(
    table.sums.map((name) => sql`sum(${id(name)})::BIGINT AS ${id(name)}`),
    ', ',
  );
  const something = raw(table.sums.map((name) => `sum(${name}) <> 0`).join(' OR '));
  return sql`SELECT ${raw(keys.join(', '))}, ${sums} FROM ${isBanded ? inBands(from, raw('exact')) : from}
    GROUP BY ${raw(keys.join(', '))} HAVING ${something}`;
}
