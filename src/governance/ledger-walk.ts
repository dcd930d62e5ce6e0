import type { KeyObject } from 'node:crypto';
import type { LedgerHead } from '../contracts/ledger.ts';
import {
  type KeptEntry,
  type LedgerCheckpoint,
  LedgerExport,
  type LedgerFault,
  type LedgerVerification,
} from '../contracts/ledger-export.ts';
import { isSignedBy, keyIdOf } from './checkpoint.ts';
import { digest } from './digest.ts';

export type BrokenLedger = Extract<LedgerVerification, { ok: false }>;

/** What an entry must be, and who says so. */
interface Mark {
  readonly hash: string;
  readonly by: string;
  /** Null where nobody's signature was looked at. */
  readonly signed: LedgerCheckpoint | null;
}

/** A walk through a ledger, line by line; it ends at the first fault. */
export class LedgerWalk {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #marks = new Map<number, Mark[]>();
  #head: LedgerHead;
  #entries = 0;
  #signed: LedgerCheckpoint | null = null;
  /** An entry that should have come, and the one that came: whether it comes later is yet to be seen. */
  #gap: { readonly missing: number; readonly found: number } | null = null;

  constructor(after: LedgerHead, publicKeys: readonly KeyObject[]) {
    this.#head = { seq: after.seq, hash: after.hash };
    this.#keys = new Map(publicKeys.map((key) => [keyIdOf(key), key]));
  }

  /** Says what an entry must be that is still to come, or was the last one. */
  expect({ seq, hash }: LedgerHead): BrokenLedger | null {
    return this.#mark(seq, { hash, by: `the anchor ${seq}:${hash.slice(0, 8)}…`, signed: null });
  }

  take(line: unknown): BrokenLedger | null {
    const isSound = isLine(line);
    if (this.#gap !== null) {
      const { missing, found } = this.#gap;
      return isSound && line.kind === 'entry' && line.seq === missing
        ? broken(
            'reordered',
            missing,
            `entry ${missing} stands after entry ${found}; they were put in another order`,
          )
        : null;
    }
    if (!isSound) return this.#malformed();
    if (line.kind === 'checkpoint') {
      const { kind: _, ...checkpoint } = line;
      return this.takeCheckpoint(checkpoint);
    }
    const { kind: _, ...entry } = line;
    return this.#takeEntry(entry);
  }

  takeCheckpoint(checkpoint: LedgerCheckpoint): BrokenLedger | null {
    const { seq, hash, at, keyId } = checkpoint;
    const by = `the checkpoint of ${at}`;
    if (this.#keys.size > 0) {
      const key = this.#keys.get(keyId);
      if (key === undefined)
        return broken(
          'unknown-key',
          seq,
          `${by} on entry ${seq} is signed with the key ${keyId}, which is none of those given`,
        );
      if (!isSignedBy(checkpoint, key))
        return broken(
          'bad-signature',
          seq,
          `${by} on entry ${seq} does not bear the signature of its key; it was changed or forged`,
        );
    }
    return this.#mark(seq, { hash, by, signed: this.#keys.size > 0 ? checkpoint : null });
  }

  /** What all of it comes to, once no more lines follow. */
  end(): LedgerVerification {
    if (this.#gap !== null) {
      const { missing, found } = this.#gap;
      return broken('removed', missing, `entry ${missing} is missing: entry ${found} stands in its place`);
    }
    const { seq } = this.#head;
    const [beyond] = [...this.#marks].sort(([one], [other]) => one - other);
    if (beyond === undefined)
      return this.#keys.size > 0 && this.#signed === null
        ? broken(
            'unsigned',
            1,
            'entry 1 is not signed, and none after it: no checkpoint stands in the ledger',
          )
        : { ok: true, entries: this.#entries, head: this.#head, signed: this.#signed };
    const [named, [mark]] = beyond;
    return broken(
      'removed',
      seq + 1,
      `entry ${seq + 1} is missing: the ledger ends ${seq === 0 ? 'before it' : `with entry ${seq}`}, and ${mark?.by} names entry ${named}`,
    );
  }

  #takeEntry({ hash, ...fields }: KeptEntry): BrokenLedger | null {
    const { seq: before, hash: previous } = this.#head;
    const place = before + 1;
    const actual = digestOf(fields);
    if (actual === null) return this.#malformed();
    // An entry that has another number, and would be sound under its own, was renumbered; else another one stands here.
    if (actual !== hash && (fields.seq === place || digestOf({ ...fields, seq: place }) === hash))
      return broken(
        'changed',
        place,
        `entry ${place} was changed: its content does not have the hash that it bears`,
      );
    if (fields.seq > place) {
      this.#gap = { missing: place, found: fields.seq };
      return null;
    }
    if (fields.seq < place)
      return broken(
        'reordered',
        place,
        `entry ${fields.seq} stands where entry ${place} belongs; it came before, or was put there`,
      );
    if (fields.previous !== previous)
      return before === 0
        ? broken('rewritten', place, 'entry 1 was written after another one, which is not there')
        : broken(
            'rewritten',
            before,
            `entry ${before} was rewritten: entry ${place} was written after another one`,
          );
    this.#head = { seq: place, hash };
    this.#entries += 1;
    const marks = this.#marks.get(place) ?? [];
    this.#marks.delete(place);
    for (const mark of marks) {
      const fault = this.#mark(place, mark);
      if (fault !== null) return fault;
    }
    return null;
  }

  #mark(seq: number, mark: Mark): BrokenLedger | null {
    if (seq > this.#head.seq) {
      this.#marks.set(seq, [...(this.#marks.get(seq) ?? []), mark]);
      return null;
    }
    if (seq < this.#head.seq)
      return broken(
        'reordered',
        seq,
        `${mark.by} on entry ${seq} stands after entry ${this.#head.seq}; it belongs before the next one`,
      );
    if (mark.hash !== this.#head.hash)
      return broken(
        'rewritten',
        seq,
        `entry ${seq} was rewritten, or one before it: it is not the one that ${mark.by} names`,
      );
    if (mark.signed !== null) this.#signed = mark.signed;
    return null;
  }

  #malformed(): BrokenLedger {
    const place = this.#head.seq + 1;
    return broken(
      'malformed',
      place,
      `entry ${place} cannot be read: what stands there is no entry or checkpoint in canonical JSON`,
    );
  }
}

function broken(kind: LedgerFault, seq: number, sentence: string): BrokenLedger {
  return { ok: false, seq, kind, sentence };
}

/** Checks and changes nothing: the hash is of what stands there. Content too deep to be walked through is no line. */
function isLine(line: unknown): line is LedgerExport {
  try {
    return LedgerExport.safeParse(line).success;
  } catch {
    return false;
  }
}

function digestOf(fields: unknown): string | null {
  try {
    return digest(fields);
  } catch {
    return null;
  }
}
