import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
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
  const clientOf = (isCompressed: boolean): ClickHouseClient =>
    createClient({
      url: url.origin,
      ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
      password: password ?? decodeURIComponent(url.password),
      ...(database !== '' && { database: decodeURIComponent(database) }),
      compression: { response: isCompressed },
      request_timeout: timeoutMs + 5000,
      application: 'leeway',
      log: { level: ClickHouseLogLevel.OFF },
    });
  const plainly = clientOf(false);
  const found = await asking(plainly, connection, labelOf(url), {}).json(
    `SELECT name, value FROM system.settings WHERE name IN ('readonly', ${WANTED.map((name) => `'${name}'`).join(', ')})`,
  );
  await plainly.close();
  const known = found.map((row) => Setting.parse(row));
  const mayOnlyRead = known.some(({ name, value }) => name === 'readonly' && value === '1');
  // Where the user may only read, no setting can be changed: that of compression is one.
  const client = clientOf(!mayOnlyRead);
  const ask = asking(client, connection, labelOf(url), mayOnlyRead ? {} : settingsFor(known, timeoutMs));
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
    write: (statement: Piece, path: string) => ask.file(piece`${statement} FORMAT CSVWithNames`.sql, path),
    close: () => client.close(),
  };
}

const Setting = z.object({ name: z.string(), value: z.string() });

function settingsFor(known: readonly z.infer<typeof Setting>[], timeoutMs: number): Record<string, string> {
  const values: Readonly<Record<string, string>> = {
    max_execution_time: String(Math.ceil(timeoutMs / 1000)),
    cancel_http_readonly_queries_on_client_close: '1',
  };
  const own = known.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]]));
  const isFree = known.some(({ name, value }) => name === 'readonly' && value === '0');
  return { ...Object.fromEntries(own), ...(isFree && { readonly: '2' }) };
}

function asking(
  client: ClickHouseClient,
  { signal, timeoutMs }: Connection,
  label: string,
  settings: Readonly<Record<string, string>>,
) {
  const run = async <T>(
    query: string,
    take: (answer: Readable, isPacked: boolean) => Promise<T>,
  ): Promise<T> => {
    const id = randomUUID();
    const slow = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([signal, slow]);
    try {
      const { stream, response_headers: headers } = await client.exec({
        query,
        query_id: id,
        abort_signal: either,
        decompress_response_stream: false,
        // An error after the first rows would come in their midst.
        clickhouse_settings: { ...settings, wait_end_of_query: 1 },
      });
      return await take(stream, headers?.['content-encoding'] === 'gzip');
    } catch (error) {
      if (either.aborted) await cancel(client, id);
      if (signal.aborted) throw stopped(label);
      if (slow.aborted) throw engineProblem(label, 'time-out', `no answer after ${timeoutMs / 1000} s`);
      throw told(label, error);
    }
  };
  return {
    json: (query: string) =>
      run(`${query} FORMAT JSON`, async (answer, isPacked) => {
        const parts: Buffer[] = [];
        const unpacked = isPacked ? compose(answer, createGunzip()) : answer;
        for await (const part of unpacked) parts.push(Buffer.from(part));
        const text = Buffer.concat(parts).toString('utf8');
        return z.object({ data: z.array(z.record(z.string(), z.unknown())) }).parse(JSON.parse(text)).data;
      }),
    /** @returns bytes that came, packed as they are */
    file: (query: string, path: string) =>
      run(query, async (answer, isPacked) => {
        let bytes = 0;
        answer.on('data', (part: Buffer) => {
          bytes += part.length;
        });
        const unpacking = isPacked ? createGunzip() : new PassThrough();
        await pipeline(answer, unpacking, createWriteStream(path));
        return bytes;
      }),
  };
}

/** A stream through another one, whose ends and errors are those of both. */
function compose(from: Readable, through: Transform): Transform {
  pipeline(from, through).catch((error: Error) => through.destroy(error));
  return through;
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
