import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import * as z from 'zod';
import type { Connection, EngineColumn } from './engine.ts';
import { type Failure, networkFailure } from './engine-problem.ts';

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

/** The client of a connection, whose answers come packed where that is wanted. */
export function clickHouseClient(
  { url, password, timeoutMs }: Omit<Connection, 'signal'>,
  isPacked = false,
): ClickHouseClient {
  const database = url.pathname.slice(1);
  return createClient({
    url: url.origin,
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    password: password ?? decodeURIComponent(url.password),
    ...(database !== '' && { database: decodeURIComponent(database) }),
    compression: { response: isPacked },
    request_timeout: timeoutMs + 5000,
    application: 'leeway',
    log: { level: ClickHouseLogLevel.OFF },
  });
}

/** What failed, as far as it is known, and what ClickHouse or the network said of it. */
export function saidByClickHouse(error: unknown): readonly [Failure, string] {
  const network = networkFailure(error);
  if (network !== null) return ['connection', network];
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof ClickHouseError ? error.code : (/Code: (\d+)/.exec(message)?.[1] ?? '');
  const said = message.replace(/^.*?DB::Exception: /s, '').replace(/,? ?e\.what\(\).*$/s, '');
  // Whether the password is wrong is told by versions in different ways.
  const cause = /[Aa]uthentication|[Ww]rong password|[Uu]nknown user/.test(message)
    ? 'password'
    : CAUSES[code];
  return [cause ?? 'other', said];
}

const Described = z.array(z.object({ name: z.string(), type: z.string() }));

/** The columns of a table, from what `DESCRIBE TABLE` answers. */
export function describedColumns(rows: unknown): Map<string, EngineColumn> {
  return new Map(Described.parse(rows).map(({ name, type }) => [name, { type, kind: columnKind(type) }]));
}

/** What kind a column is of, by the name of its type. */
export function columnKind(type: string): EngineColumn['kind'] {
  const bare = type.replace(/^LowCardinality\((.*)\)$/, '$1').replace(/^Nullable\((.*)\)$/, '$1');
  if (/^(?:U?Int\d+|Float\d+|Decimal)/.test(bare)) return 'number';
  if (bare.startsWith('DateTime64')) return 'fine time';
  if (bare.startsWith('DateTime')) return 'time';
  if (/^Array\(/.test(bare)) return 'list';
  return /^(?:String|FixedString|Enum|UUID)/.test(bare) ? 'text' : 'other';
}
