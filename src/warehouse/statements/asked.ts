import type { Configuration } from '../../contracts/configuration.ts';
import type { Warehouse } from '../../contracts/warehouse.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Piece } from '../piece.ts';

/** What statements are written for. */
export interface Asked {
  readonly dialect: Dialect;
  readonly warehouse: Warehouse;
  readonly configuration: Configuration;
  /** Microseconds since 1970: nothing later counts. A whole number, or a piece that answers one. */
  readonly asOf: Piece | number;
  /** Decisions from here on (microseconds since 1970) and before there; null for no end. */
  readonly from: number | null;
  readonly until: number | null;
  /** These records alone; all where absent. */
  readonly only?: readonly RecordName[];
}

/** A (domain, model). */
export interface RecordName {
  readonly domain: string;
  readonly model: string;
}

export const DAY_US = 86_400_000_000;
