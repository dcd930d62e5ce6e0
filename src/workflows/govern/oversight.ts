import type { Configuration } from '../../contracts/configuration.ts';
import type { Oversight } from '../../contracts/oversight.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../../store/database.ts';
import { oversightCounts } from '../../store/oversight/oversight-counts.ts';
import { newestTimeOf } from '../../store/record/newest-time.ts';
import { type StorePlace, withStore } from '../with-store.ts';

/** Which decisions, by which rules. ISO times. */
export interface OversightQuestion {
  readonly configuration: Configuration;
  /** Decisions from it on; null = from the first. */
  readonly from: string | null;
  /** Decisions before it; null = to the last. */
  readonly to: string | null;
  /** Verdicts up to it; null = the newest time in the store. */
  readonly asOf: string | null;
}

/**
 * Where and how people reviewed what the AI decided.
 *
 * @throws Problem usage: the span ends before it begins; input-refused: the store is empty
 */
export async function oversightFromStore(place: StorePlace, question: OversightQuestion): Promise<Oversight> {
  return withStore(place, (db) => oversightOnRecord(db, question));
}

/** The same on a store that is open. Makes temporary tables of its connection. */
export async function oversightOnRecord(
  db: Database,
  { configuration, from, to, asOf }: OversightQuestion,
): Promise<Oversight> {
  if (from !== null && to !== null && from >= to)
    throw new Problem('usage', `--from ${from}: is not before --to ${to}; name a span that has a beginning`);
  const until = asOf ?? (await newestTimeOf(db));
  const counts = await oversightCounts(db, { from, to, asOf: until }, configuration);
  return { version: 1, asOf: until, from, to, ...counts };
}
