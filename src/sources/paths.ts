import type { Mapping } from '../contracts/mapping.ts';
import { raw, type Sql, sql, text } from '../store/sql.ts';
import { ALL_FIELDS } from './fields.ts';

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

/** Of `rows` and `records`, the value at a path: that of the key of this very name, else that of the keys between its dots. */
export function atPath(path: string): Sql {
  const escaped = path.replaceAll('~', '~0').replaceAll('/', '~1');
  const record = raw('coalesce(rows.beside, records.record)');
  return sql`coalesce(json_extract_string(${record}, ${text(`/${escaped}`)}), json_extract_string(${record}, ${text(`/${escaped.replaceAll('.', '/')}`)}))`;
}
