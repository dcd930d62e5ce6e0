import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import pg from 'pg';
import type { WarehouseTable } from '../../contracts/warehouse.ts';
import { POSTGRES } from '../dialects/postgres.ts';
import { type Piece, piece } from '../piece.ts';
import { source } from '../statements/source-columns.ts';
import { type Connection, type Engine, type EngineColumn, labelOf } from './engine.ts';
import { engineProblem, type Failure, networkFailure, stopped } from './engine-problem.ts';

/** SQLSTATEs by which a cause is known: whole ones, and classes by their first two letters. */
const CAUSES: Readonly<Record<string, Failure>> = {
  ...{ 28: 'password', '08': 'connection', '3D000': 'no table', '42P01': 'no table', '3F000': 'no table' },
  ...{
    42703: 'no column',
    57014: 'time-out',
    42501: 'not allowed',
    42883: 'type',
    42804: 'type',
    22: 'type',
  },
  ...{ 53: 'memory', 57: 'connection' },
};

const KINDS: Readonly<Record<number, readonly [string, EngineColumn['kind']]>> = {
  ...{ 20: ['bigint', 'number'], 21: ['smallint', 'number'], 23: ['integer', 'number'] },
  ...{ 700: ['real', 'number'], 701: ['double precision', 'number'], 1700: ['numeric', 'number'] },
  ...{ 1114: ['timestamp without time zone', 'bare time'], 1184: ['timestamp with time zone', 'time'] },
  ...{ 25: ['text', 'text'], 1043: ['character varying', 'text'], 2950: ['uuid', 'text'] },
  ...{ 1009: ['text[]', 'list'], 1015: ['character varying[]', 'list'] },
};

/** Rows that are fetched at once. */
const BATCH = 20_000;

/**
 * Connects to PostgreSQL, and reads all in one transaction, which sees one moment.
 *
 * @throws Problem input-refused: no connection, or not with this user
 */
export async function openPostgres({ url, password, timeoutMs, signal }: Connection): Promise<Engine> {
  const label = labelOf(url);
  const settings = {
    connectionString: url.href,
    ...(password !== null && { password }),
    application_name: 'leeway',
    connectionTimeoutMillis: 15_000,
    statement_timeout: timeoutMs,
  };
  const client = new pg.Client(settings);
  // A connection that breaks between two statements fails the next one.
  client.on('error', () => {});
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      if (signal.aborted) throw stopped(label);
      return await work();
    } catch (error) {
      throw signal.aborted ? stopped(label) : told(label, error, timeoutMs);
    }
  };
  await asked(() => client.connect());
  const { rows } = await asked(() => client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'));
  const cancel = (): void => {
    void cancelOn(settings, rows[0]?.pid ?? 0);
  };
  signal.addEventListener('abort', cancel);
  for (const { sql } of POSTGRES.settings) await asked(() => client.query(sql));
  await asked(() => client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY'));
  return {
    label,
    dialect: POSTGRES,
    fineDialect: POSTGRES,
    columnsOf: async (table: WarehouseTable) => {
      const { fields } = await asked(() =>
        client.query(piece`SELECT * FROM ${source(POSTGRES, table)} LIMIT 0`.sql),
      );
      return new Map(
        fields.map(({ name, dataTypeID }) => {
          const [type, kind] = KINDS[dataTypeID] ?? [`type ${dataTypeID}`, 'other'];
          return [name, { type, kind }];
        }),
      );
    },
    rows: async (statement: Piece) => (await asked(() => client.query(statement.sql))).rows,
    write: (statement: Piece, path: string) => asked(() => write(client, statement.sql, path)),
    close: async () => {
      signal.removeEventListener('abort', cancel);
      await client.end().catch(() => {});
    },
  };
}

/** By a cursor: as many rows at once as memory is not asked for. */
async function write(client: pg.Client, statement: string, path: string): Promise<number> {
  await client.query(`DECLARE leeway_answer NO SCROLL CURSOR FOR ${statement}`);
  const fetch = () =>
    client.query<unknown[]>({ text: `FETCH ${BATCH} FROM leeway_answer`, rowMode: 'array' });
  const first = await fetch();
  const lines = async function* () {
    yield first.fields.map(({ name }) => name);
    for (let batch = first; batch.rows.length > 0; batch = await fetch()) yield* batch.rows;
  };
  await pipeline(Readable.from(lines()), stringify(), createWriteStream(path));
  await client.query('CLOSE leeway_answer');
  return (await stat(path)).size;
}

async function cancelOn(settings: pg.ClientConfig, pid: number): Promise<void> {
  const other = new pg.Client(settings);
  other.on('error', () => {});
  try {
    await other.connect();
    await other.query('SELECT pg_cancel_backend($1)', [pid]);
  } catch {
  } finally {
    await other.end().catch(() => {});
  }
}

function told(label: string, error: unknown, timeoutMs: number): Error {
  const network = networkFailure(error);
  if (network !== null) return engineProblem(label, 'connection', network);
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cause = CAUSES[code] ?? CAUSES[code.slice(0, 2)] ?? (code === '' ? 'connection' : 'other');
  const said = cause === 'time-out' ? `no answer after ${timeoutMs / 1000} s` : message;
  return engineProblem(label, cause, said);
}
