import * as z from 'zod';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { refusePushed } from '../pushed/pushed-state.ts';
import { raw } from '../sql.ts';

/**
 * The newest time in a store, as ISO time, rounded up to a millisecond.
 *
 * @throws Problem input-refused: nothing is in it yet, or only counts that an engine made
 */
export async function newestTimeOf(db: Database): Promise<string> {
  const { newest } = await db.row(
    z.object({ newest: z.number().nullable() }),
    raw(`SELECT epoch_ms(greatest((SELECT max(decided_at) FROM decisions),
      (SELECT max(reviewed_at) FROM verdicts)) + INTERVAL 999 microsecond)::DOUBLE AS newest`),
  );
  if (newest === null)
    await refusePushed(db, 'what is asked looks into them; ingest them into another store');
  if (newest === null)
    throw new Problem('input-refused', 'the store is empty; fill it with leeway ingest FILE…', {
      decisions: 0,
    });
  return new Date(newest).toISOString();
}
