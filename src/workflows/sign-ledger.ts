import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import type { LedgerHead } from '../contracts/ledger.ts';
import { CheckpointKey, type LedgerCheckpoint, type LedgerVerification } from '../contracts/ledger-export.ts';
import { Problem } from '../contracts/problem.ts';
import { isSignedBy, keyIdOf, signCheckpoint } from '../governance/checkpoint.ts';
import type { Database } from '../store/database.ts';
import { addCheckpoint } from '../store/ledger/append-to-ledger.ts';
import { ledgerCheckpoints, ledgerHead, ledgerPage } from '../store/ledger/read-ledger.ts';
import { verifyLedgerLines, verifyTail } from './check-ledger.ts';
import { type Acting, recordEvents, UNNAMED } from './record-events.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Where the ledger of a store ends: what to publish elsewhere. */
export async function anchorOfStore(place: StorePlace): Promise<LedgerHead> {
  return withStore(place, ledgerHead);
}

/** A checkpoint, and whether it is kept since now. */
export interface Signed {
  readonly checkpoint: LedgerCheckpoint;
  readonly isNew: boolean;
}

/**
 * Signs where the ledger of a store ends, and keeps the signature in it. Where the same key has signed that end before,
 * nothing is added. The first signature of a key is told by an entry of its own, which has the public key.
 *
 * @param privateKey Ed25519
 * @throws Problem usage: the ledger is empty; check-failed: it is broken, and a signature would say that it is not
 */
export async function signStoreLedger(place: StorePlace, privateKey: KeyObject): Promise<Signed> {
  const { path, now: at, actor = UNNAMED } = place;
  return withStore(place, (db) =>
    db.transaction(async () => {
      const keyId = await addCheckpointKey(db, { at, actor }, publicPart(privateKey), path);
      return keepCheckpoint(db, signCheckpoint(await ledgerHead(db), at, privateKey, keyId));
    }),
  );
}

/**
 * Signs where a ledger ends that is elsewhere.
 *
 * @param lines all of it, as it is exported
 * @param at ISO time
 * @param place what the ledger is called where it is refused
 * @throws Problem check-failed: it is broken, and a signature would say that it is not
 */
export async function signLedgerLines(
  lines: AsyncIterable<unknown>,
  privateKey: KeyObject,
  at: string,
  place: string,
): Promise<LedgerCheckpoint> {
  const { head } = requireWhole(await verifyLedgerLines(lines, {}), place);
  return signCheckpoint(head, at, privateKey, keyIdOf(createPublicKey(privateKey)));
}

/** @throws Problem check-failed */
function requireWhole(
  verification: LedgerVerification,
  place: string,
): Extract<LedgerVerification, { ok: true }> {
  if (verification.ok) return verification;
  const { seq, kind, sentence } = verification;
  throw new Problem('check-failed', `${place}: not signed: ${sentence}`, { seq, kind });
}

/** What may be known of a key that signs. */
export function publicPart(privateKey: KeyObject): CheckpointKey {
  return CheckpointKey.parse(createPublicKey(privateKey).export({ format: 'jwk' }));
}

/**
 * Says in the ledger that a key signs from now on; once.
 *
 * @param db in the transaction that writes
 * @param place what the store is called where it is refused
 * @returns the name of the key
 * @throws Problem usage: the ledger is empty; check-failed: it is broken, and a signature would say that it is not
 */
export async function addCheckpointKey(
  db: Database,
  acting: Acting,
  key: CheckpointKey,
  place: string,
): Promise<string> {
  if ((await ledgerHead(db)).seq === 0)
    throw new Problem('usage', `${place}: the ledger is empty, there is nothing to sign yet`);
  requireWhole(await verifyTail(db), place);
  const keyId = keyIdOf(keyObject(key));
  if ((await keyAdded(db, keyId)) === null)
    await recordEvents(db, [
      { ...acting, type: 'key.added', subject: keyId, body: { use: 'checkpoints', key } },
    ]);
  return keyId;
}

/**
 * Keeps the signature of an entry of the ledger, unless the same key has signed it before.
 *
 * @param db in the transaction that writes
 * @throws Problem check-failed: the ledger knows no such key or no such entry, or the signature is another's
 */
export async function keepCheckpoint(db: Database, checkpoint: LedgerCheckpoint): Promise<Signed> {
  const { seq, hash, keyId } = checkpoint;
  const refuse = (reason: string): Problem =>
    new Problem('check-failed', `not signed: ${reason}; sign it again with leeway ledger checkpoint`);
  const key = await keyAdded(db, keyId);
  if (key === null) throw refuse(`the ledger knows no key ${keyId}`);
  if (!isSignedBy(checkpoint, keyObject(key))) throw refuse(`the signature is not that of the key ${keyId}`);
  const [entry] = await ledgerPage(db, { from: seq, to: seq }, 1);
  if (entry?.hash !== hash) throw refuse(`entry ${seq} has another hash here`);
  const known = (await ledgerCheckpoints(db, { from: seq })).find(
    (one) => one.seq === seq && one.keyId === keyId,
  );
  if (known !== undefined) return { checkpoint: known, isNew: false };
  await addCheckpoint(db, checkpoint);
  return { checkpoint, isNew: true };
}

const AddedKey = z.object({ key: CheckpointKey });

/** The key of a name, where the ledger says that it signs. */
async function keyAdded(db: Database, keyId: string): Promise<CheckpointKey | null> {
  const [told] = await ledgerPage(db, { type: 'key.added', subject: keyId }, 1);
  return told === undefined ? null : AddedKey.parse(JSON.parse(told.body)).key;
}

function keyObject(key: CheckpointKey): KeyObject {
  return createPublicKey({ key, format: 'jwk' });
}
