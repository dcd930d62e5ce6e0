import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ClickHouseClient } from '@clickhouse/client';
import * as z from 'zod';
import type { WarehouseTable } from '../../contracts/warehouse.ts';
import { CLICKHOUSE, CLICKHOUSE_FINE } from '../dialects/clickhouse.ts';
import { type Piece, piece } from '../piece.ts';
import { source } from '../statements/source-columns.ts';
import { clickHouseClient, describedColumns, saidByClickHouse } from './clickhouse-client.ts';
import { type Connection, type Engine, labelOf } from './engine.ts';
import { engineProblem, stopped } from './engine-problem.ts';

/** Settings that are sent where the server knows them. `skip_unavailable_shards` is none: it answers half without a word. */
const WANTED = ['max_execution_time', 'cancel_http_readonly_queries_on_client_close'];

/**
 * Connects to ClickHouse over HTTP, old versions and new ones.
 *
 * @throws Problem input-refused: no connection, or not with this user
 */
export async function openClickHouse(connection: Connection): Promise<Engine> {
  const { url, timeoutMs } = connection;
  const plainly = clickHouseClient(connection);
  const found = await asking(plainly, connection, labelOf(url), {}).json(
    `SELECT name, value FROM system.settings WHERE name IN ('readonly', ${WANTED.map((name) => `'${name}'`).join(', ')})`,
  );
  await plainly.close();
  const known = found.map((row) => Setting.parse(row));
  const mayOnlyRead = known.some(({ name, value }) => name === 'readonly' && value === '1');
  // Where the user may only read, no setting can be changed: that of compression is one.
  const client = clickHouseClient(connection, !mayOnlyRead);
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
      return describedColumns(described);
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
      throw engineProblem(label, ...saidByClickHouse(error));
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
