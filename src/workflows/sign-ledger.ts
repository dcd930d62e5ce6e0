import { createPublicKey, type KeyObject } from 'node:crypto';
import type { LedgerHead } from '../contracts/ledger.ts';
import type { LedgerCheckpoint } from '../contracts/ledger-export.ts';
import { Problem } from '../contracts/problem.ts';
import { keyIdOf, signCheckpoint } from '../governance/checkpoint.ts';
import type { Database } from '../store/database.ts';
import { addCheckpoint } from '../store/ledger/append-to-ledger.ts';
import { ledgerCheckpoints, ledgerHead, ledgerPage } from '../store/ledger/read-ledger.ts';
import { verifyTail } from './check-ledger.ts';
import { recordEvents, UNNAMED } from './record-events.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Where the ledger of a store ends: what to publish elsewhere. */
export async function anchorOfStore(place: StorePlace): Promise<LedgerHead> {
  return withStore(place, ledgerHead);
}

/**
 * Signs where the ledger of a store ends, and keeps the signature in it. Where the same key has signed that end before,
 * nothing is added. The first signature of a key is told by an entry of its own, which has the public key.
 *
 * @param privateKey Ed25519
 * @throws Problem usage: the ledger is empty; check-failed: it is broken, and a signature would say that it is not
 */
export async function signStoreLedger(
  place: StorePlace,
  privateKey: KeyObject,
): Promise<{ readonly checkpoint: LedgerCheckpoint; readonly isNew: boolean }> {
  const publicKey = createPublicKey(privateKey);
  const keyId = keyIdOf(publicKey);
  return withStore(place, (db) =>
    db.transaction(async () => {
      if ((await ledgerHead(db)).seq === 0)
        throw new Problem('usage', `${place.path}: the ledger is empty, there is nothing to sign yet`);
      const verification = await verifyTail(db);
      if (!verification.ok)
        throw new Problem('check-failed', `${place.path}: not signed: ${verification.sentence}`, {
          seq: verification.seq,
          kind: verification.kind,
        });
      await tellOfKey(db, place, publicKey, keyId);
      const head = await ledgerHead(db);
      const known = (await ledgerCheckpoints(db, { from: head.seq })).find((one) => one.keyId === keyId);
      if (known !== undefined) return { checkpoint: known, isNew: false };
      const checkpoint = signCheckpoint(head, place.now, privateKey, keyId);
      await addCheckpoint(db, checkpoint);
      return { checkpoint, isNew: true };
    }),
  );
}

/** Says in the ledger that a key signs from now on; once. */
async function tellOfKey(
  db: Database,
  place: StorePlace,
  publicKey: KeyObject,
  keyId: string,
): Promise<void> {
  const [told] = await ledgerPage(db, { type: 'key.added', subject: keyId }, 1);
  if (told !== undefined) return;
  const { kty = '', crv = '', x = '' } = publicKey.export({ format: 'jwk' });
  const body = { use: 'checkpoints', key: { kty, crv, x } };
  const { now: at, actor = UNNAMED } = place;
  await recordEvents(db, [{ at, actor, type: 'key.added', subject: keyId, body }]);
}
