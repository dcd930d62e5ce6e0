import type { LedgerVerification } from '../contracts/ledger-export.ts';
import { Problem } from '../contracts/problem.ts';
import type { StoreCheck } from '../contracts/store-report.ts';
import { type LedgerProofs, verifyLedger } from '../governance/verify-ledger.ts';
import type { Database } from '../store/database.ts';
import { ledgerCheckpoints, ledgerHead, ledgerPage } from '../store/ledger/read-ledger.ts';
import { linesOfFile, linesOfStore } from './ledger-lines.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Up to so many entries a check in passing reads them all; a second or two. */
const ALL = 100_000;

/** Verifies the ledger of a store, all of it. */
export async function verifyStoreLedger(
  place: StorePlace,
  proofs: LedgerProofs,
): Promise<LedgerVerification> {
  return withStore(place, (db) => verifyLedger(linesOfStore(db), proofs));
}

/**
 * Verifies an exported ledger.
 *
 * @throws Problem input-refused: there is no such file
 */
export async function verifyLedgerFile(path: string, proofs: LedgerProofs): Promise<LedgerVerification> {
  try {
    return await verifyLedger(linesOfFile(path), proofs);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'ENOENT' && code !== 'EISDIR') throw error;
    throw new Problem(
      'input-refused',
      `${path}: ${code === 'EISDIR' ? 'a folder' : 'there is no such file'}; name what leeway ledger export wrote`,
    );
  }
}

/** Verifies lines that come from elsewhere. */
export async function verifyLedgerLines(
  lines: AsyncIterable<unknown>,
  proofs: LedgerProofs,
): Promise<LedgerVerification> {
  return verifyLedger(lines, proofs);
}

/** Verifies a ledger in passing: all of a short one, else what came since the last checkpoint. */
export async function verifyTail(db: Database, all = ALL): Promise<LedgerVerification> {
  const { seq } = await ledgerHead(db);
  if (seq <= all) return verifyLedger(linesOfStore(db));
  const from = (await ledgerCheckpoints(db)).at(-1)?.seq ?? seq - all;
  const [first] = await ledgerPage(db, { from }, 1);
  return first === undefined
    ? verifyLedger(linesOfStore(db))
    : verifyLedger(linesOfStore(db, first.seq), { after: { seq: first.seq - 1, hash: first.previous } });
}

/** Whether the ledger of a store is whole, as one thing that must hold. */
export async function checkLedger(db: Database): Promise<StoreCheck> {
  const name = 'every entry of the ledger follows from the one before';
  const verification = await verifyTail(db);
  return verification.ok
    ? { name, broken: 0, mend: null }
    : {
        name,
        broken: 1,
        mend: `${verification.sentence}: compare with an export or a backup of before`,
      };
}
