import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import * as z from 'zod';
import type { WarehouseTable } from '../../contracts/warehouse.ts';
import { CLICKHOUSE, CLICKHOUSE_FINE } from '../dialects/clickhouse.ts';
import { type Piece, piece } from '../piece.ts';
import { source } from '../statements/source-columns.ts';
import { type Connection, type Engine, type EngineColumn, labelOf } from './engine.ts';
import { engineProblem, type Failure, networkFailure, stopped } from './engine-problem.ts';

/** Settings that are sent where the server knows them. `skip_unavailable_shards` is none: it answers half without a word. */
const WANTED = ['max_execution_time', 'cancel_http_readonly_queries_on_client_close'];

/** Codes of errors by which a cause is known. */
const CAUSES: Readonly<Record<string, Failure>> = {
  ...{ 192: 'password', 193: 'password', 194: 'password', 516: 'password' },
  ...{ 60: 'no table', 81: 'no table', 47: 'no column', 16: 'no column' },
  ...{ 43: 'type', 53: 'type', 70: 'type', 6: 'type', 72: 'type', 386: 'type' },
  ...{
    159: 'time-out',
    160: 'time-out',
    209: 'shard',
    210: 'shard',
    279: 'shard',
    32: 'shard',
    519: 'shard',
  },
  ...{ 241: 'memory', 497: 'not allowed', 291: 'not allowed', 164: 'not allowed' },
};

/**
 * Connects to ClickHouse over HTTP, old versions and new ones.
 *
 * @throws Problem input-refused: no connection, or not with this user
 */
export async function openClickHouse(connection: Connection): Promise<Engine> {
  const { url, password, timeoutMs } = connection;
  const database = url.pathname.slice(1);
  const client = createClient({
    url: url.origin,
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    password: password ?? decodeURIComponent(url.password),
    ...(database !== '' && { database: decodeURIComponent(database) }),
    request_timeout: timeoutMs + 5000,
    application: 'leeway',
    log: { level: ClickHouseLogLevel.OFF },
  });
  const ask = asking(client, connection, labelOf(url));
  const settings = await ask.json(
    `SELECT name, value FROM system.settings WHERE name IN ('readonly', ${WANTED.map((name) => `'${name}'`).join(', ')})`,
  );
  ask.use(
    settingsFor(
      settings.map((row) => Setting.parse(row)),
      timeoutMs,
    ),
  );
  return {
    label: labelOf(url),
    dialect: CLICKHOUSE,
    fineDialect: CLICKHOUSE_FINE,
    columnsOf: async (table: WarehouseTable) => {
      const described = await ask.json(
        table.table === undefined
          ? `DESCRIBE TABLE (${table.query})`
          : `DESCRIBE TABLE ${source(CLICKHOUSE, table).sql}`,
      );
      return new Map(
        described.map((row) => {
          const { name, type } = z.object({ name: z.string(), type: z.string() }).parse(row);
          return [name, { type, kind: kindOf(type) }];
        }),
      );
    },
    rows: (statement: Piece) => ask.json(statement.sql),
    write: async (statement: Piece, path: string) => {
      await ask.file(piece`${statement} FORMAT CSVWithNames`.sql, path);
      return (await stat(path)).size;
    },
    close: () => client.close(),
  };
}

const Setting = z.object({ name: z.string(), value: z.string() });

/** Where the user may only read, no setting can be changed, and none need be but the time. */
function settingsFor(known: readonly z.infer<typeof Setting>[], timeoutMs: number): Record<string, string> {
  const readonly = known.find(({ name }) => name === 'readonly')?.value ?? '0';
  if (readonly === '1') return {};
  const values: Readonly<Record<string, string>> = {
    max_execution_time: String(Math.ceil(timeoutMs / 1000)),
    cancel_http_readonly_queries_on_client_close: '1',
  };
  const own = known.filter(({ name }) => name !== 'readonly').map(({ name }) => [name, values[name] ?? '0']);
  return { ...Object.fromEntries(own), ...(readonly === '0' && { readonly: '2' }) };
}

function asking(client: ClickHouseClient, { signal, timeoutMs }: Connection, label: string) {
  let settings: Record<string, string> = {};
  const run = async <T>(query: string, take: (answer: NodeJS.ReadableStream) => Promise<T>): Promise<T> => {
    const id = randomUUID();
    const slow = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([signal, slow]);
    try {
      const { stream } = await client.exec({
        query,
        query_id: id,
        abort_signal: either,
        // An error after the first rows would come in their midst.
        clickhouse_settings: { ...settings, wait_end_of_query: 1 },
      });
      return await take(stream);
    } catch (error) {
      if (either.aborted) await cancel(client, id);
      if (signal.aborted) throw stopped(label);
      if (slow.aborted) throw engineProblem(label, 'time-out', `no answer after ${timeoutMs / 1000} s`);
      throw told(label, error);
    }
  };
  return {
    use: (wanted: Record<string, string>) => {
      settings = wanted;
    },
    json: (query: string) =>
      run(`${query} FORMAT JSON`, async (answer) => {
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(Buffer.from(part));
        const text = Buffer.concat(parts).toString('utf8');
        return z.object({ data: z.array(z.record(z.string(), z.unknown())) }).parse(JSON.parse(text)).data;
      }),
    file: (query: string, path: string) => run(query, (answer) => pipeline(answer, createWriteStream(path))),
  };
}

/** Ends a statement on the server; where this user may not, its own limit of time does. */
async function cancel(client: ClickHouseClient, id: string): Promise<void> {
  await client.command({ query: `KILL QUERY WHERE query_id = '${id}' ASYNC` }).catch(() => {});
}

function told(label: string, error: unknown): Error {
  const network = networkFailure(error);
  if (network !== null) return engineProblem(label, 'connection', network);
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof ClickHouseError ? error.code : (/Code: (\d+)/.exec(message)?.[1] ?? '');
  const said = message.replace(/^.*?DB::Exception: /s, '').replace(/,? ?e\.what\(\).*$/s, '');
  // Whether the password is wrong is told by versions in different ways.
  const cause = /[Aa]uthentication|[Ww]rong password|[Uu]nknown user/.test(message)
    ? 'password'
    : CAUSES[code];
  return engineProblem(label, cause ?? 'other', said);
}

function kindOf(type: string): EngineColumn['kind'] {
  const bare = type.replace(/^LowCardinality\((.*)\)$/, '$1').replace(/^Nullable\((.*)\)$/, '$1');
  if (/^(?:U?Int\d+|Float\d+|Decimal)/.test(bare)) return 'number';
  if (bare.startsWith('DateTime64')) return 'fine time';
  if (bare.startsWith('DateTime')) return 'time';
  if (/^Array\(/.test(bare)) return 'list';
  return /^(?:String|FixedString|Enum|UUID)/.test(bare) ? 'text' : 'other';
}
