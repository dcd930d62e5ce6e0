import { createHash, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Problem } from '../../contracts/problem.ts';
import type { ExportFormat } from '../../contracts/thresholds.ts';
import type { Database } from '../../store/database.ts';
import { wholeOrNothing } from '../../store/record/whole-or-nothing.ts';
import { UNNAMED } from '../record-events.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import { signedBundle, withoutSignature } from './bundle-signature.ts';
import { type Exported, exportedIn } from './in-store.ts';
import { recordPublication } from './record-publication.ts';
import { signaturePath, signExport } from './signature.ts';

export interface PublishRequest {
  readonly format: ExportFormat;
  /** The file to be published. */
  readonly path: string;
  /** Ed25519, or for OPA what it verifies; null = without a signature. */
  readonly privateKey: KeyObject | null;
}

/** What is in force, and whether it is another than what was published before. */
export interface Published extends Exported {
  readonly isNew: boolean;
}

/**
 * What is in force in a store, to be looked at; nothing is recorded.
 *
 * @throws Problem check-failed: the ledger is broken
 */
export async function exportFromStore(place: StorePlace, format: ExportFormat): Promise<Exported> {
  return withStore(place, (db) => exportedIn(db, place, format));
}

/**
 * Publishes what is in force as a whole file, at once, and its signature beside it; a bundle for OPA has it inside. The ledger
 * knows of a change before anybody else does; what is as it was is left alone.
 *
 * @throws Problem check-failed: the ledger is broken; usage: a signature is there that would no longer hold
 */
export async function publishExport(place: StorePlace, request: PublishRequest): Promise<Published> {
  return withStore(place, (db) => publishIn(db, place, request));
}

/** The same in a store that is open. */
export async function publishIn(
  db: Database,
  place: StorePlace,
  request: PublishRequest,
): Promise<Published> {
  const exported = await exportedIn(db, place, request.format);
  const { path, format } = request;
  const { revision } = exported.thresholds;
  const acting = { at: place.now, actor: place.actor ?? UNNAMED };
  return publishExported(exported, request, (digest) =>
    recordPublication(db, acting, { path, format, digest, revision }),
  );
}

/**
 * Publishes what came from a store, wherever that is.
 *
 * @param tell the ledger of a change, by the digest of what will be there
 * @throws Problem usage: a signature is there that would no longer hold; else what `tell` throws, and nothing is published
 */
export async function publishExported(
  exported: Exported,
  { path, privateKey }: Omit<PublishRequest, 'format'>,
  tell: (digest: string) => Promise<void>,
): Promise<Published> {
  if (exported.format === 'opa') {
    const bytes = await signedBundle(exported, privateKey, readIfThere(path), path);
    return putIfNew(path, { ...exported, bytes }, tell);
  }
  const beside = signaturePath(path);
  if (privateKey === null && readIfThere(beside) !== null && !isThere(path, exported.bytes))
    throw new Problem(
      'usage',
      `${beside}: signs what is there now, and would no longer hold; give --sign, or remove it`,
    );
  const published = await putIfNew(path, exported, tell);
  if (privateKey !== null) {
    const signature = Buffer.from(await signExport(exported, privateKey));
    if (!isThere(beside, signature)) await put(beside, signature);
  }
  return published;
}

/** Whether a file is what would be published; its signature is not looked at. */
export function isPublished(path: string, { format, bytes }: Exported): boolean {
  const there = readIfThere(path);
  return there !== null && (format === 'opa' ? withoutSignature(there) : there).equals(bytes);
}

async function putIfNew(
  path: string,
  exported: Exported,
  tell: (digest: string) => Promise<void>,
): Promise<Published> {
  const isNew = !isThere(path, exported.bytes);
  const digest = createHash('sha256').update(exported.bytes).digest('hex');
  if (isNew) await put(path, exported.bytes, () => tell(digest));
  return { ...exported, isNew };
}

async function put(path: string, bytes: Buffer, before: () => Promise<void> = async () => {}): Promise<void> {
  await wholeOrNothing(path, async (unfinished) => {
    await writeFile(unfinished, bytes);
    await before();
    return { answer: undefined, written: [unfinished] };
  });
}

function isThere(path: string, bytes: Buffer): boolean {
  return readIfThere(path)?.equals(bytes) ?? false;
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
