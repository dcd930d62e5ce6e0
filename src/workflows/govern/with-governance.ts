import type { Actor } from '../../contracts/actor.ts';
import type { Configuration } from '../../contracts/configuration.ts';
import type { Database } from '../../store/database.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import type { Governing } from './governing.ts';

/** Who acts on a store, and by which rules. */
export interface GovernRequest {
  readonly configuration: Configuration;
  readonly actor: Actor;
  /** ISO time as of which evidence is judged; null = now. */
  readonly asOf: string | null;
  /** Version of what runs. */
  readonly version: string;
}

/**
 * Governs a store.
 *
 * @throws Problem input-refused: there is no such store, or another process has it; else what the work throws
 */
export async function withGovernance<T>(
  place: StorePlace,
  request: GovernRequest,
  work: (governing: Governing) => Promise<T>,
): Promise<T> {
  return withStore(place, (db) => work(governingOn(db, place, request)));
}

/** The same on a store that is open. */
function governingOn(
  db: Database,
  { now, code }: Pick<StorePlace, 'now' | 'code'>,
  { configuration, actor, asOf, version }: GovernRequest,
): Governing {
  const madeBy = { leeway: version, code: code ?? null };
  return { db, now, actor, configuration, asOf: asOf ?? now, madeBy };
}
