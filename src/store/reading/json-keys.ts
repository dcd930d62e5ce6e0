import * as z from 'zod';
import { Field, type Mapping } from '../../contracts/mapping.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { type Sql, sql } from '../sql.ts';

/** Files whose objects have the same keys, of those that somebody asked for. */
export interface Alike {
  readonly keys: readonly string[];
  /** Also those that nobody asked for, whose values are not kept. */
  readonly allKeys: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * Groups files by the keys that occur in them and that somebody asked for; free text that nobody asked for is not
 * kept.
 *
 * @param keyed relation with `file` and `keys`, those of one object
 * @throws Problem input-refused: no object at all, or keys that differ in case only
 */
export async function alikeFiles(
  db: Database,
  keyed: Sql,
  labels: ReadonlyMap<string, string>,
  mapping: Mapping,
): Promise<Alike[]> {
  const rows = await db.rows(
    z.object({ file: z.string(), keys: z.array(z.string()) }),
    // Few rows have keys of their own: lists are compared before their keys are.
    sql`SELECT file, list(DISTINCT key ORDER BY key) AS keys
      FROM (SELECT file, unnest(keys) AS key FROM (
        SELECT DISTINCT file, keys FROM ${keyed})) GROUP BY file`,
  );
  const keysOf = new Map(rows.map((row) => [row.file, row.keys]));
  const asked = askedFor(mapping);
  const alike = new Map<string, Alike & { labels: Map<string, string> }>();
  for (const [path, label] of labels) {
    const allKeys = keysOf.get(path) ?? [];
    if (allKeys.length === 0)
      throw new Problem(
        'input-refused',
        `${label}: no JSON object found; give one object a line, or one array of objects`,
      );
    const wanted = allKeys.filter((key) => asked === 'all' || asked.has(key) || asked.has(key.toLowerCase()));
    refuseTwins(wanted, label);
    // Without any, the first will do: its file is refused in a moment, for want of columns.
    const keys = wanted.length > 0 ? wanted : allKeys.slice(0, 1);
    const name = JSON.stringify(keys);
    const group = alike.get(name) ?? { keys, allKeys, labels: new Map() };
    group.labels.set(path, label);
    alike.set(name, group);
  }
  return [...alike.values()];
}

function askedFor(mapping: Mapping): ReadonlySet<string> | 'all' {
  if (mapping.segments === 'all') return 'all';
  const columns = Object.values(mapping.columns).flatMap((source) =>
    source !== null && 'column' in source ? [source.column] : [],
  );
  const read = Field.options.filter((field) => field !== 'reason');
  return new Set([...read, ...columns, ...mapping.segments]);
}

function refuseTwins(keys: readonly string[], label: string): void {
  const seen = new Map<string, string>();
  for (const key of keys) {
    const twin = seen.get(key.toLowerCase());
    if (twin !== undefined)
      throw new Problem(
        'input-refused',
        `${label}: the keys "${twin}" and "${key}" are taken for one; rename one`,
      );
    seen.set(key.toLowerCase(), key);
  }
}
