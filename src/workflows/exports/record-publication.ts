import { Publication, type Publications } from '../../contracts/publication.ts';
import type { Database } from '../../store/database.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
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

/**
 * What was published last at each path.
 *
 * @param revision of what is in force now
 */
export async function publishedFiles(db: Database, revision: string): Promise<Publications['files']> {
  const files = new Map<string, Publications['files'][number]>();
  for await (const { at, actor, subject, body } of readLedger(db, { type: 'export.published' })) {
    // A format that this leeway does not know is not listed.
    const { data } = Publication.safeParse({ path: subject, ...Object(JSON.parse(body)) });
    if (data !== undefined)
      files.set(subject, { ...data, at, by: actor, isCurrent: data.revision === revision });
  }
  return [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}
