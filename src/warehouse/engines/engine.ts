import type { WarehouseTable } from '../../contracts/warehouse.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Piece } from '../piece.ts';

/** A connection to an engine that holds decisions. It reads, and never writes. */
export interface Engine {
  /** How it is called in what is said of it: without user and password. */
  readonly label: string;
  readonly dialect: Dialect;
  /** For times with parts of a second, where that makes a difference. */
  readonly fineDialect: Dialect;
  /** Columns of a table or of a query, with what kind each is of. */
  readonly columnsOf: (table: WarehouseTable) => Promise<ReadonlyMap<string, EngineColumn>>;
  /** A few rows, their values as texts or numbers. */
  readonly rows: (statement: Piece) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Writes an answer into a file, as CSV with a header. @returns how many bytes came */
  readonly write: (statement: Piece, path: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

export interface EngineColumn {
  /** In the engine's own word. */
  readonly type: string;
  /** `fine` times have parts of a second; `bare` ones carry no zone. */
  readonly kind: 'number' | 'time' | 'fine time' | 'bare time' | 'text' | 'list' | 'other';
}

/** How an engine is to be asked. */
export interface Connection {
  readonly url: URL;
  readonly password: string | null;
  /** How long one statement may take. */
  readonly timeoutMs: number;
  /** Ends the statement that runs, on the server too. */
  readonly signal: AbortSignal;
}

/** Host and path of a URL: what may be shown. */
export function labelOf(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
