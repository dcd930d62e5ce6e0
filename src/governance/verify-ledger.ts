import type { KeyObject } from 'node:crypto';
import type { LedgerHead } from '../contracts/ledger.ts';
import type { LedgerCheckpoint, LedgerVerification } from '../contracts/ledger-export.ts';
import { GENESIS } from './append-entries.ts';
import { LedgerWalk } from './ledger-walk.ts';

/** What a ledger is held against besides itself. */
export interface LedgerProofs {
  /** Ed25519; each checkpoint must be signed by one of them. With none, signatures are not looked at. */
  readonly publicKeys?: readonly KeyObject[];
  /** Checkpoints that were kept elsewhere. */
  readonly checkpoints?: readonly LedgerCheckpoint[];
  /** Where the ledger ended when that was published. */
  readonly anchor?: LedgerHead;
  /** Where the lines begin, for the tail of a ledger whose beginning is not doubted: the entry before the first. */
  readonly after?: LedgerHead;
}

/**
 * Walks through a ledger once, in the order of its lines, and holds no more of it than its checkpoints. Finds what was
 * changed, removed, put elsewhere or written anew, as far as the chain, the checkpoints and the anchor reach.
 *
 * @param lines as `LedgerExport` says, entries and checkpoints; what is none makes the ledger malformed there
 */
export async function verifyLedger(
  lines: Iterable<unknown> | AsyncIterable<unknown>,
  { publicKeys = [], checkpoints = [], anchor, after = GENESIS }: LedgerProofs = {},
): Promise<LedgerVerification> {
  const walk = new LedgerWalk(after, publicKeys);
  if (anchor !== undefined) walk.expect(anchor);
  for (const checkpoint of checkpoints) {
    const fault = walk.takeCheckpoint(checkpoint);
    if (fault !== null) return fault;
  }
  for await (const line of lines) {
    const fault = walk.take(line);
    if (fault !== null) return fault;
  }
  return walk.end();
}
