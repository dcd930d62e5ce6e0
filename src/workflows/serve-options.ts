import type { Configuration } from '../contracts/configuration.ts';
import type { Governing } from './govern/governing.ts';
import type { ConfigurationFile } from './read-settings.ts';

/** How a store is served. */
export interface ServeOptions {
  /** By which it begins; `LiveConfiguration` has the rules by which it goes. */
  readonly configuration: Configuration;
  /** Where these rules came from; absent or null: from no file, and so they stay what they are. */
  readonly file?: ConfigurationFile | null;
  /** ms since 1970 */
  readonly clock: () => number;
  /** Beyond so many bytes that are not in the store yet, no more are taken. */
  readonly mostSpooledBytes: number;
  /** How long little waits for more, in ms. */
  readonly lingerMs: number;
  /** Who the server is in the ledger; `leeway serve` where it has no other name. */
  readonly actor?: string;
  /** What makes the packs of proposals: the version, and a digest of the code. */
  readonly madeBy: Governing['madeBy'];
}
