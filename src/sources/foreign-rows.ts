import type { Mapping } from '../contracts/mapping.ts';
import type { Database } from '../store/database.ts';
import { id, join, raw, type Sql, sql, text } from '../store/sql.ts';
import { ALL_FIELDS } from './fields.ts';
import { NOT_OWN } from './stage-foreign.ts';
import { verdictWord } from './verdict-words.ts';

/**
 * Fills `foreign_rows`: what a tool's records came to, each row with the place of its record, all fields, and the paths that a
 * mapping names. A record of which no row came is a refused one: nothing is lost without a word.
 */
export async function fillRows(db: Database, rows: Sql, mapping: Mapping): Promise<void> {
  const none = ['kind', 'why', ...ALL_FIELDS].map((name) => sql`NULL::VARCHAR AS ${id(name)}`);
  const fields = ALL_FIELDS.filter((field) => field !== 'verdict').map(
    (field) => sql`rows.${id(field)}::VARCHAR AS ${id(field)}`,
  );
  const paths = pathsOf(mapping).map((path) => sql`${atPath(path)} AS ${id(path)}`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE foreign_rows AS
    SELECT rows.n, leeway_file, leeway_place, records.record, rows.kind, rows.why,
      ${verdictWord(raw('rows.verdict::VARCHAR'), mapping)} AS verdict, ${join([...fields, ...paths], ', ')}
    FROM (SELECT NULL::BIGINT AS n, NULL::JSON AS beside, ${join(none, ', ')} WHERE false
      UNION ALL BY NAME ${NOT_OWN} UNION ALL BY NAME (${rows})) AS rows
    JOIN foreign_records AS records USING (n) ORDER BY rows.n`);
  await db.run(sql`INSERT INTO foreign_rows BY NAME
    SELECT n, leeway_file, leeway_place, record, 'refused' AS kind, 'neither a decision nor a verdict' AS why
    FROM foreign_records WHERE n NOT IN (SELECT n FROM foreign_rows)`);
}

/** Names in a mapping that are no field: paths in the tool's records, such as `data.amount`. */
export function pathsOf({ columns, segments }: Mapping): string[] {
  const named = Object.values(columns).flatMap((source) =>
    source !== null && 'column' in source ? [source.column] : [],
  );
  const fields = new Set<string>(ALL_FIELDS);
  return [...new Set([...named, ...(segments === 'all' ? [] : segments)])].filter(
    (name) => !fields.has(name),
  );
}

/** The value at a path: that of the key of this very name, else that of the keys between its dots. */
function atPath(path: string): Sql {
  const escaped = path.replaceAll('~', '~0').replaceAll('/', '~1');
  const record = raw('coalesce(rows.beside, records.record)');
  return sql`coalesce(json_extract_string(${record}, ${text(`/${escaped}`)}), json_extract_string(${record}, ${text(`/${escaped.replaceAll('.', '/')}`)}))`;
}
