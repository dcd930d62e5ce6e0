import type { Database } from '../database.ts';
import { id, raw, type Sql, sql } from '../sql.ts';

/** A column of `verdicts`; NULL in a store that does not keep it. */
export async function verdictColumn(
  db: Database,
  name: 'blind' | 'duration_s',
  type: 'BOOLEAN' | 'DOUBLE',
): Promise<Sql> {
  const isKept = await db.exists(
    sql`FROM duckdb_columns() WHERE table_name = 'verdicts' AND column_name = ${name}`,
  );
  return isKept ? id(name) : raw(`NULL::${type}`);
}
