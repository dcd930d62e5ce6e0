import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DuckDBConnection,
  DuckDBDoubleVector,
  DuckDBInstance,
  type DuckDBMaterializedResult,
} from '@duckdb/node-api';
import * as z from 'zod';
import { compile, type Sql } from './sql.ts';

export interface DatabaseOptions {
  /** What DuckDB may hold before it spills to disk, for example '2GB'. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/** Folders of databases that are open: a run that is ended from outside leaves nothing behind either. */
const scratches = new Set<string>();
process.on('exit', () => {
  for (const scratch of scratches) rmSync(scratch, { recursive: true, force: true });
});

/** One DuckDB in this process, with the settings on which every result depends. */
export class Database {
  /** A folder of this run, removed on close: unpacked files, spilled intermediates. */
  readonly scratch: string;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, scratch: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.scratch = scratch;
  }

  /** Opens an in-memory database. Close it when done. */
  static async open(options: DatabaseOptions = {}): Promise<Database> {
    const scratch = mkdtempSync(join(tmpdir(), 'leeway-'));
    scratches.add(scratch);
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(options.threads ?? availableParallelism()),
      memory_limit: options.memoryLimit ?? '2GB',
      temp_directory: join(scratch, 'spill'),
      // An extension that is not built in would be fetched from outside.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    return new Database(instance, connection, scratch);
  }

  async run(query: Sql): Promise<void> {
    await this.execute(query);
  }

  /** The rows of a small answer, each checked against its shape. */
  async rows<T>(shape: z.ZodType<T>, query: Sql): Promise<T[]> {
    const result = await this.execute(query);
    return z.array(shape).parse(await result.getRowObjectsJS());
  }

  /** The one row of an answer. */
  async row<T>(shape: z.ZodType<T>, query: Sql): Promise<T> {
    const [row] = await this.rows(shape, query);
    if (row === undefined) throw new Error(`no row came back from: ${compile(query).text}`);
    return row;
  }

  /** The names of one column, for few rows. */
  async column(query: Sql): Promise<readonly unknown[]> {
    return (await (await this.execute(query)).getColumnsJS())[0] ?? [];
  }

  /** An answer of many rows and DOUBLE columns only, column by column; NaN stands for NULL. */
  async doubles(query: Sql): Promise<readonly Float64Array[]> {
    const result = await this.execute(query);
    const columns = Array.from({ length: result.columnCount }, () => new Float64Array(result.rowCount));
    for (let chunk = 0, row = 0; chunk < result.chunkCount; chunk++) {
      const data = result.getChunk(chunk);
      const { rowCount } = data;
      for (const [index, column] of columns.entries()) {
        const vector = data.getColumnVector(index);
        if (!(vector instanceof DuckDBDoubleVector))
          throw new TypeError(`column ${index + 1} is not a DOUBLE`);
        for (let item = 0; item < rowCount; item++) column[row + item] = vector.getItem(item) ?? Number.NaN;
      }
      row += rowCount;
    }
    return columns;
  }

  /** The answer as DuckDB holds it, for readers of typed vectors. */
  async execute(query: Sql): Promise<DuckDBMaterializedResult> {
    const { text, values } = compile(query);
    return values.length === 0 ? this.#connection.run(text) : this.#connection.run(text, values);
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    rmSync(this.scratch, { recursive: true, force: true });
    scratches.delete(this.scratch);
  }
}
