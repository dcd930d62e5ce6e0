import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBMaterializedResult,
  type DuckDBVector,
} from '@duckdb/node-api';
import * as z from 'zod';
import { type MachineShare, machineShare } from './machine-share.ts';
import { compile, id, type Sql, sql } from './sql.ts';

/** Where a database is, and its share of the machine where that is not the environment's. */
export interface DatabaseOptions extends Partial<MachineShare> {
  /** A DuckDB file; absent for one in memory. */
  readonly path?: string;
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
  readonly #isSibling: boolean;

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    scratch: string,
    isSibling = false,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.scratch = scratch;
    this.#isSibling = isSibling;
  }

  /** Opens a database: in memory, or a file, which the caller sees to it is open once. Close it when done. */
  static async open(options: DatabaseOptions = {}): Promise<Database> {
    const scratch = mkdtempSync(join(tmpdir(), 'leeway-'));
    scratches.add(scratch);
    try {
      return await Database.#openIn(scratch, options);
    } catch (error) {
      rmSync(scratch, { recursive: true, force: true });
      scratches.delete(scratch);
      throw error;
    }
  }

  static async #openIn(scratch: string, options: DatabaseOptions): Promise<Database> {
    const { threads, memoryLimit } = { ...machineShare(), ...options };
    const instance = await DuckDBInstance.create(options.path ?? ':memory:', {
      threads: String(threads),
      memory_limit: memoryLimit,
      temp_directory: join(scratch, 'spill'),
      // An extension that is not built in would be fetched from outside.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    return new Database(instance, connection, scratch);
  }

  /**
   * Another connection to the same database, so that one may read while the other writes. Its temporary tables are its
   * own; the folder `scratch` is shared. Close it before this one.
   */
  async sibling(): Promise<Database> {
    const connection = await this.#instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    return new Database(this.#instance, connection, this.scratch, true);
  }

  async run(query: Sql): Promise<void> {
    await this.execute(query);
  }

  /** Inserts, updates or deletes. @returns how many rows */
  async change(query: Sql): Promise<number> {
    return (await this.execute(query)).rowsChanged;
  }

  /** Does all of something or nothing: what failed, or was cut off, leaves no trace. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run(sql`BEGIN TRANSACTION`);
    try {
      const answer = await work();
      await this.run(sql`COMMIT`);
      return answer;
    } catch (error) {
      // Some failures have ended the transaction already.
      await this.run(sql`ROLLBACK`).catch(() => {});
      throw error;
    }
  }

  /** Drops the tables that a piece of work made for itself: the next one begins with none. */
  async dropTemporary(): Promise<void> {
    const names = await this.column(sql`SELECT table_name FROM duckdb_tables() WHERE temporary`);
    for (const name of names) await this.run(sql`DROP TABLE temp.${id(String(name))}`);
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

  /** Whether a query answers any row. */
  async exists(query: Sql): Promise<boolean> {
    const answer = await this.row(z.object({ found: z.boolean() }), sql`SELECT EXISTS (${query}) AS found`);
    return answer.found;
  }

  /** How many rows a relation has. */
  async count(relation: Sql): Promise<number> {
    const { rows } = await this.row(
      z.object({ rows: z.number() }),
      sql`SELECT count(*)::DOUBLE AS rows FROM ${relation}`,
    );
    return rows;
  }

  /** The names of one column, for few rows. */
  async column(query: Sql): Promise<readonly unknown[]> {
    return (await (await this.execute(query)).getColumnsJS())[0] ?? [];
  }

  /** An answer of many rows, its columns as doubles; NaN stands for NULL. */
  async doubles(query: Sql): Promise<readonly Float64Array[]> {
    const result = await this.execute(
      sql`SELECT coalesce(COLUMNS(*)::DOUBLE, 'nan'::DOUBLE) FROM (${query})`,
    );
    const columns = Array.from({ length: result.columnCount }, () => new Float64Array(result.rowCount));
    for (let chunk = 0, row = 0; chunk < result.chunkCount; chunk++) {
      const data = result.getChunk(chunk);
      const { rowCount } = data;
      for (const [index, column] of columns.entries()) {
        const { items } = data.getColumnVector(index) as DuckDBVector & { readonly items?: unknown };
        if (!(items instanceof Float64Array)) throw new TypeError(`column ${index + 1} is not a DOUBLE`);
        column.set(items.subarray(0, rowCount), row);
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

  /** An answer whose rows may come in any order, which spares DuckDB the keeping of theirs. */
  async unordered(query: Sql): Promise<DuckDBMaterializedResult> {
    // The setting is that of all connections, and the others may count on the order of their rows.
    if (this.#isSibling) return this.execute(query);
    await this.run(sql`SET preserve_insertion_order = false`);
    try {
      return await this.execute(query);
    } finally {
      await this.run(sql`RESET preserve_insertion_order`);
    }
  }

  /** Ends the statement that runs, which then fails. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
    if (this.#isSibling) return;
    this.#instance.closeSync();
    rmSync(this.scratch, { recursive: true, force: true });
    scratches.delete(this.scratch);
  }
}
