import { DuckDBInstance } from '@duckdb/node-api';

/** The rows of a CSV, JSON lines or Parquet file as plain objects; whole numbers as numbers. */
export async function rowsOf(path: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = path.endsWith('.parquet')
    ? 'read_parquet($1)'
    : path.endsWith('.jsonl')
      ? 'read_json_auto($1)'
      : "read_csv($1, header = true, delim = ',', quote = '\"', escape = '\"')";
  const result = await connection.run(`SELECT * FROM ${reader}`, [path]);
  const rows = await result.getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
    ),
  );
}
