import type { Publication } from '../../contracts/publication.ts';
import type { Database } from '../../store/database.ts';
import { type Acting, recordEvents } from '../record-events.ts';

/** Says in the ledger that a file was published. */
export async function recordPublication(
  db: Database,
  acting: Acting,
  { path, ...body }: Publication,
): Promise<void> {
  await db.transaction(() =>
    recordEvents(db, [{ ...acting, type: 'export.published', subject: path, body }]),
  );
}
