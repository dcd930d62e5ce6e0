import type { Mapping } from '../../contracts/mapping.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { sql } from '../sql.ts';
import { columnNamed } from './field-expression.ts';
import type { InputFile } from './input-files.ts';
import type { Source } from './source.ts';

/**
 * Refuses a mapping that cannot be meant: a column that is nowhere, a time format that is none. A misspelt
 * `amount` would otherwise let every decision pass as one without an amount.
 *
 * @throws Problem configuration
 */
export async function checkMapping(
  db: Database,
  mapping: Mapping,
  files: readonly InputFile[],
  sources: readonly Source[],
): Promise<void> {
  for (const [field, source] of Object.entries(mapping.columns)) {
    if (source === null || !('column' in source)) continue;
    await checkFormat(db, field, source.format);
    checkColumn(`columns.${field}`, source.column, files, sources);
  }
  if (mapping.segments === 'all') return;
  for (const name of mapping.segments) checkColumn('segments', name, files, sources);
}

async function checkFormat(db: Database, field: string, format: string | undefined): Promise<void> {
  if (format === undefined || format === 'epoch-s' || format === 'epoch-ms') return;
  try {
    await db.run(sql`SELECT try_strptime('', ${format})`);
  } catch {
    throw new Problem(
      'configuration',
      `--map: columns.${field}.format: ${format} is no time format, for example %d.%m.%Y %H:%M, epoch-s or epoch-ms`,
    );
  }
}

function checkColumn(
  place: string,
  name: string,
  files: readonly InputFile[],
  sources: readonly Source[],
): void {
  // Records of other tools have no header; what is in none of them is told in their notes.
  if (sources.some((source) => source.fields !== undefined)) return;
  // JSON has no header: a key that no row uses today may be used tomorrow.
  if (files.some((file) => file.format === 'json-lines' || file.format === 'json-array')) return;
  if (sources.some((source) => columnNamed(source, name) !== null)) return;
  const columns = [...new Set(sources.flatMap((source) => [...source.columns.keys()]))];
  const shown = columns.slice(0, 12).join(', ').slice(0, 300);
  throw new Problem(
    'configuration',
    `--map: ${place}: no file has a column ${JSON.stringify(name)} (columns found: ${shown}); correct the name, or write null where there is none`,
    { columns },
  );
}
