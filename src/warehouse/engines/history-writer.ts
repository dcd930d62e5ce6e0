import { createReadStream } from 'node:fs';
import type { ClickHouseClient } from '@clickhouse/client';
import * as z from 'zod';
import { Problem } from '../../contracts/problem.ts';
import { CLICKHOUSE } from '../dialects/clickhouse.ts';
import { type Piece, piece } from '../piece.ts';
import { clickHouseClient, describedColumns, saidByClickHouse } from './clickhouse-client.ts';
import { type Connection, type EngineColumn, labelOf } from './engine.ts';
import { engineProblem, type Mends } from './engine-problem.ts';
import { fitting, HISTORY_TABLES } from './history-tables.ts';

export type HistoryTableName = keyof typeof HISTORY_TABLES;

/** Two tables of ClickHouse that take a history. */
export interface HistoryWriter {
  /** How the server is called in what is said of it: without user and password. */
  readonly label: string;
  /** The columns that are filled, in their order. */
  readonly columns: Readonly<Record<HistoryTableName, readonly string[]>>;
  /** Adds the rows of a CSV file: once it answers, they are on every shard that they belong to. */
  readonly add: (name: HistoryTableName, path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const MENDS: Mends = {
  connection: 'check --to-url, and whether the server runs',
  password: 'check the user in --to-url and LEEWAY_SOURCE_PASSWORD',
  'no table': 'check the database in --to-url, --decisions-table and --verdicts-table',
  'not allowed': 'the user may not write there; grant CREATE TABLE, SELECT and INSERT on both tables',
  shard: 'a part of the cluster does not answer; try again once it does',
  memory: 'the server has no memory for a batch of 500 000 decisions',
  other: 'try the same with tables that do not exist yet',
};

const Answered = z.object({ data: z.array(z.unknown()) });

/**
 * Connects to ClickHouse and readies both tables: what is not there is made, and what is there has to be empty.
 *
 * @throws Problem usage: a URL of another engine; input-refused: no connection, or a table that holds rows or has other columns
 */
export async function openHistoryWriter(
  connection: Connection,
  tables: Readonly<Record<HistoryTableName, string>>,
): Promise<HistoryWriter> {
  const { url, signal } = connection;
  if (!/^https?:$/.test(url.protocol))
    throw new Problem(
      'usage',
      `--to-url: ${url.protocol}// is no ClickHouse over HTTP; give http(s)://, or write files with --out`,
    );
  const label = labelOf(url);
  const client = clickHouseClient(connection);
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      signal.throwIfAborted();
      return await work();
    } catch (error) {
      if (signal.aborted) throw new Problem('input-refused', `${label}: stopped`);
      throw engineProblem(label, ...saidByClickHouse(error), MENDS);
    }
  };
  try {
    const found = {
      decisions: await asked(() => columnsOf(client, tables.decisions)),
      verdicts: await asked(() => columnsOf(client, tables.verdicts)),
    };
    const columns = {
      decisions: fill('decisions', tables.decisions, found.decisions),
      verdicts: fill('verdicts', tables.verdicts, found.verdicts),
    };
    const names = ['decisions', 'verdicts'] as const;
    for (const name of names)
      if (found[name] !== null && (await asked(() => holdsRows(client, tables[name]))))
        throw new Problem(
          'input-refused',
          `${label}: the table ${tables[name]} holds rows, which a simulated history would be mixed with; name another with --${name}-table, or empty it`,
        );
    for (const name of names)
      if (found[name] === null)
        await asked(() => client.command({ query: made(name, tables[name]).sql, abort_signal: signal }));
    return {
      ...{ label, columns },
      add: (name, path) => asked(() => add(client, tables[name], columns[name], path, signal)),
      close: () => client.close(),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** null where there is no such table. */
async function columnsOf(
  client: ClickHouseClient,
  table: string,
): Promise<ReadonlyMap<string, EngineColumn> | null> {
  try {
    const query = piece`DESCRIBE TABLE ${CLICKHOUSE.table(table)}`.sql;
    return describedColumns(await rowsOf(client, query));
  } catch (error) {
    const [failure, said] = saidByClickHouse(error);
    // A database that is not there is none that a table can be made in.
    if (failure === 'no table' && !/[Dd]atabase .*(?:exist|found)/.test(said)) return null;
    throw error;
  }
}

/** Which columns are filled. @throws Problem input-refused: the table that is there has others */
function fill(
  name: HistoryTableName,
  table: string,
  found: ReadonlyMap<string, EngineColumn> | null,
): readonly string[] {
  if (found === null) return Object.keys(HISTORY_TABLES[name].columns);
  const columns = fitting(HISTORY_TABLES[name], found);
  if (typeof columns !== 'string') return columns;
  throw new Problem(
    'input-refused',
    `the table ${table}: ${columns}; name one with --${name}-table that does not exist yet`,
  );
}

async function holdsRows(client: ClickHouseClient, table: string): Promise<boolean> {
  const query = piece`SELECT 1 FROM ${CLICKHOUSE.table(table)} LIMIT 1`.sql;
  return (await rowsOf(client, query)).length > 0;
}

async function rowsOf(client: ClickHouseClient, query: string): Promise<unknown[]> {
  const answer = await client.query({ query, format: 'JSON' });
  return Answered.parse(await answer.json()).data;
}

function made(name: HistoryTableName, table: string): Piece {
  const { columns, engine } = HISTORY_TABLES[name];
  const listed = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  return { sql: `CREATE TABLE ${CLICKHOUSE.table(table).sql} (${listed.join(', ')}) ENGINE = ${engine}` };
}

async function add(
  client: ClickHouseClient,
  table: string,
  columns: readonly string[],
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const values = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    await client.insert({
      ...{ table: CLICKHOUSE.table(table).sql, values, format: 'CSV', abort_signal: signal },
      columns: columns as [string, ...string[]],
      // Else shards would get their rows at some time later, or not, and nobody would hear of it.
      clickhouse_settings: { insert_distributed_sync: 1 },
    });
  } finally {
    values.destroy();
  }
}
