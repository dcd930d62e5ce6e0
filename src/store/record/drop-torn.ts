import type { Database } from '../database.ts';
import { KEPT } from '../kept/kept-tables.ts';
import { id, join, raw, type Sql, sql } from '../sql.ts';

/**
 * Removes what a process that was killed in the midst of a commit left behind. Where the log was cut off there, DuckDB 1.5
 * takes back all small inserts of that transaction, but not those of whole row groups. Every row tells its run, or its
 * refresh, whose own row is small: those of one that is not there are of none.
 */
export async function dropTorn(db: Database): Promise<void> {
  const isOfNoRun = raw('run > (SELECT coalesce(max(run), 0) FROM runs)');
  const isOfNoRefresh = raw('refresh > (SELECT coalesce(max(refresh), 0) FROM kept_until)');
  const owned: readonly (readonly [table: string, isTorn: Sql])[] = [
    ...['decisions', 'verdicts', 'quarantined', 'files'].map((table) => [table, isOfNoRun] as const),
    ...[...KEPT.map(({ name }) => name), 'gone_beginnings', 'shift_watches'].map(
      (table) => [table, isOfNoRefresh] as const,
    ),
  ];
  // One question of all: whoever opens a store waits for it, and hardly ever is anything torn.
  const found = owned.map(
    ([table, isTorn]) => sql`SELECT ${table} AS name WHERE EXISTS (FROM ${id(table)} WHERE ${isTorn})`,
  );
  const torn = new Set(await db.column(join(found, ' UNION ALL ')));
  for (const [table, isTorn] of owned)
    if (torn.has(table)) await db.run(sql`DELETE FROM ${id(table)} WHERE ${isTorn}`);
}
