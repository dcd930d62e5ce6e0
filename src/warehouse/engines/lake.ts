import { stat } from 'node:fs/promises';
import * as z from 'zod';
import type { Warehouse, WarehouseTable } from '../../contracts/warehouse.ts';
import { Database } from '../../store/database.ts';
import { raw, sql, text } from '../../store/sql.ts';
import { DUCKDB } from '../dialects/duckdb.ts';
import { type Piece, piece } from '../piece.ts';
import { source } from '../statements/source-columns.ts';
import type { Connection, Engine, EngineColumn } from './engine.ts';
import { engineProblem, type Failure, stopped } from './engine-problem.ts';

/** What DuckDB says of a failure, by which its cause is known. */
const CAUSES: readonly (readonly [RegExp, Failure])[] = [
  [/requires the extension|Extension ".*" not found/, 'extension'],
  [/^IO Error: No files found/, 'no folder'],
  [/schema mismatch|failed to cast column/, 'files differ'],
  [/^(?:IO Error|HTTP Error)|magic bytes|Error while reading file|Parquet|[Cc]orrupt|TProtocol/, 'file'],
  [/^Out of Memory Error/, 'memory'],
  [/^Binder Error: (?:Referenced|Values list) .*column/, 'no column'],
  [/^(?:Conversion|Binder|Mismatch Type) Error/, 'type'],
];

/** Addresses that DuckDB reads by its extension httpfs. */
const REMOTE = /^(?:s3|s3a|s3n|gs|gcs|r2|hf|https?):\/\//;

/**
 * Opens DuckDB in this process on folders of Parquet files, which are read where they are. Nothing of a store is seen from there. What a
 * folder on an object store needs is loaded where it is installed, and never fetched.
 *
 * @throws Problem input-refused: an object store, and no extension for it
 */
export async function openLake(
  warehouse: Warehouse,
  { timeoutMs, signal }: Pick<Connection, 'timeoutMs' | 'signal'>,
): Promise<Engine> {
  const { decisions, verdicts } = warehouse;
  const label = decisions.folder ?? 'decisions.query';
  const db = await Database.open();
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    let isSlow = false;
    const interrupt = (): void => db.interrupt();
    const timer = setTimeout(() => {
      isSlow = true;
      interrupt();
    }, timeoutMs);
    signal.addEventListener('abort', interrupt);
    try {
      if (signal.aborted) throw stopped(label);
      return await work();
    } catch (error) {
      if (signal.aborted) throw stopped(label);
      if (isSlow) throw engineProblem(label, 'time-out', `no answer after ${timeoutMs / 1000} s`);
      throw await told(db, label, error, [decisions, verdicts]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupt);
    }
  };
  try {
    // Each statement reads what the one before has read of the ends of the files.
    await db.run(raw('SET parquet_metadata_cache = true'));
    if ([decisions, verdicts].some((table) => REMOTE.test(table?.folder ?? '')))
      await asked(() => db.run(raw('LOAD httpfs')));
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    label,
    dialect: DUCKDB,
    fineDialect: DUCKDB,
    columnsOf: async (table: WarehouseTable) => {
      const rows = await asked(() =>
        db.rows(Described, raw(piece`DESCRIBE SELECT * FROM ${source(DUCKDB, table)}`.sql)),
      );
      return new Map(
        rows.map(({ column_name, column_type }) => [
          column_name,
          { type: column_type, kind: kindOf(column_type) },
        ]),
      );
    },
    rows: (statement: Piece) => asked(() => db.rows(z.record(z.string(), z.unknown()), raw(statement.sql))),
    write: async (statement: Piece, path: string) => {
      await asked(() => db.run(sql`COPY (${raw(statement.sql)}) TO ${text(path)} (FORMAT csv, HEADER)`));
      return (await stat(path)).size;
    },
    close: async () => db.close(),
  };
}

const Described = z.object({ column_name: z.string(), column_type: z.string() });

async function told(
  db: Database,
  label: string,
  error: unknown,
  tables: readonly (WarehouseTable | undefined)[],
): Promise<Error> {
  const message = error instanceof Error ? error.message : String(error);
  const cause = CAUSES.find(([said]) => said.test(message))?.[1] ?? 'other';
  const [, file, column] =
    /Failed to read file "([^"]+)": schema mismatch.*?column "([^"]+)"/s.exec(message) ?? [];
  if (file !== undefined && column !== undefined)
    return engineProblem(file, cause, `no column "${column}", which other files have`);
  if (cause === 'type' || cause === 'files differ')
    for (const table of tables) {
      const other = table?.folder === undefined ? null : await otherFile(db, table.folder);
      if (other !== null)
        return engineProblem(
          other.file,
          'files differ',
          `column "${other.name}" is ${other.type}, and ${other.usual} in other files`,
        );
    }
  const first = message.replace(/\n[\s\S]*$/, '').replace(/^[A-Z]\w+(?: \w+)* Error: /, '');
  return engineProblem(label, cause, first);
}

const Other = z.object({ file: z.string(), name: z.string(), type: z.string(), usual: z.string() });

/** The first file in which a column is of another type than in most; null where there is none, or a file cannot be read. */
async function otherFile(db: Database, folder: string): Promise<z.infer<typeof Other> | null> {
  const found = await db
    .rows(
      Other,
      sql`WITH columns AS (SELECT file_name AS file, name, coalesce(converted_type, type) AS type FROM parquet_schema(${text(`${folder}/**/*.parquet`)}) WHERE type IS NOT NULL),
        common AS (SELECT name, mode(type) AS usual FROM columns GROUP BY name)
        SELECT file, name, type, usual FROM columns JOIN common USING (name) WHERE type <> usual ORDER BY file LIMIT 1`,
    )
    .catch(() => []);
  return found[0] ?? null;
}

function kindOf(type: string): EngineColumn['kind'] {
  if (type.endsWith('[]')) return 'list';
  if (/^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/.test(type)) return 'number';
  if (type === 'TIMESTAMP WITH TIME ZONE') return 'time';
  if (type.startsWith('TIMESTAMP')) return 'bare time';
  return /^(?:VARCHAR|UUID|ENUM)/.test(type) ? 'text' : 'other';
}
