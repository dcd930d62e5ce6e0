import type { Configuration } from '../../contracts/configuration.ts';
import type { Database } from '../../store/database.ts';
import type { ServeOptions } from '../serve-options.ts';

/** How a store that is served is read and written. */
export interface ServedAccess {
  /** Of the store. */
  readonly path: string;
  readonly options: ServeOptions;
  /** The rules by which it goes, as of now. */
  readonly configuration: () => Configuration;
  /** What takes its time, from counts that follow the newest run. */
  readonly read: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  /** What takes no time, and does not wait for what does. */
  readonly glance: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  /** On the one connection that writes. */
  readonly write: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  /** How often something was written, whoever did. */
  readonly changes: () => number;
  /** How often something was written that did not come in. */
  readonly written: () => number;
}
