import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import type { Oversight } from '../../contracts/oversight.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../../store/database.ts';
import { oversightCounts } from '../../store/oversight/oversight-counts.ts';
import { raw } from '../../store/sql.ts';
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
  const until = asOf ?? (await newestTime(db));
  const counts = await oversightCounts(db, { from, to, asOf: until }, configuration);
  return { version: 1, asOf: until, from, to, ...counts };
}

async function newestTime(db: Database): Promise<string> {
  const { newest } = await db.row(
    z.object({ newest: z.number().nullable() }),
    raw(`SELECT epoch_ms(greatest((SELECT max(decided_at) FROM decisions),
      (SELECT max(reviewed_at) FROM verdicts)) + INTERVAL 999 microsecond)::DOUBLE AS newest`),
  );
  if (newest === null)
    throw new Problem('input-refused', 'the store is empty; fill it with leeway ingest FILE…');
  return new Date(newest).toISOString();
}
