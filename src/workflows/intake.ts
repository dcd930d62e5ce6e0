import { createHash } from 'node:crypto';
import type { IngestStatus } from '../contracts/ingest-status.ts';
import type { Mapping } from '../contracts/mapping.ts';
import type { Incoming } from '../store/spool/incoming.ts';
import type { Key, Requests } from '../store/spool/requests.ts';
import type { SpoolKind } from '../store/spool/segment.ts';
import type { Spool } from '../store/spool/spool.ts';
import type { ApplyLoop } from './apply-loop.ts';

/** What is asked with a body. */
export interface IngestAsk {
  readonly kind: SpoolKind;
  readonly key: string | null;
  readonly mapping: Mapping | null;
  /** Wait until it is applied, by itself. */
  readonly wait: boolean;
  /** All of it or nothing; only where somebody waits. */
  readonly strict: boolean;
}

/** An `Idempotency-Key` that came before with another body. */
export class KeyReused extends Error {}

export interface IntakeParts {
  readonly spool: Spool;
  readonly requests: Requests;
  readonly loop: ApplyLoop;
  /** ms since 1970 */
  readonly clock: () => number;
}

/** Takes bodies into the spool, each key once, and answers for them. */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #arriving = new Map<string, { readonly digest: string; readonly id: Promise<string> }>();

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /**
   * Takes JSON lines that end in a line feed. Once it answers they survive `kill -9`.
   *
   * @throws KeyReused
   */
  async takeLines(body: Buffer, lines: number, ask: IngestAsk): Promise<IngestStatus> {
    if (ask.wait || ask.mapping !== null) return this.takeFile([body], 'jsonl', ask, () => {});
    const at = this.#parts.clock();
    const key = ask.key === null ? null : { key: ask.key, digest: digestOf(ask, sha256(body)), at };
    const id = await this.#once(key, async () => {
      const told = { at, lines, ...(key !== null && { key: key.key, digest: key.digest }) };
      return this.#begun(await this.#parts.spool.addLines(ask.kind, body, told), body.length, lines, key);
    });
    return this.#answer(id, ask);
  }

  /**
   * Takes a file of any format, as it comes in.
   *
   * @param tooMuch asked with the bytes so far: what it throws refuses the file
   * @throws KeyReused; what the stream or the disk throws
   */
  async takeFile(
    source: AsyncIterable<Buffer> | Iterable<Buffer>,
    ending: string,
    ask: IngestAsk,
    tooMuch: (bytes: number) => void,
  ): Promise<IngestStatus> {
    const incoming = await this.#parts.spool.receive(source, tooMuch);
    try {
      return await this.#keep(incoming, ending, ask);
    } catch (error) {
      await this.#parts.spool.discard(incoming);
      throw error;
    }
  }

  async #keep(incoming: Incoming, ending: string, ask: IngestAsk): Promise<IngestStatus> {
    const at = this.#parts.clock();
    const key = ask.key === null ? null : { key: ask.key, digest: digestOf(ask, incoming.digest), at };
    let isKept = false;
    const id = await this.#once(key, async () => {
      isKept = true;
      const id = await this.#parts.spool.keep(incoming, ask.kind, ending, {
        at,
        ...(key !== null && { key: key.key, digest: key.digest }),
        ...(ask.mapping !== null && { mapping: ask.mapping }),
        ...(ask.wait && { alone: true as const }),
        ...(ask.strict && { strict: true as const }),
      });
      return this.#begun(id, incoming.bytes, null, key);
    });
    if (!isKept) await this.#parts.spool.discard(incoming);
    return this.#answer(id, ask);
  }

  #begun(id: string, bytes: number, lines: number | null, key: Key | null): string {
    this.#parts.requests.begin(spooled(id, bytes, lines), key);
    this.#parts.loop.nudge();
    return id;
  }

  async #answer(id: string, ask: IngestAsk): Promise<IngestStatus> {
    const status = this.#parts.requests.status(id);
    if (status === null) throw new Error(`request ${id} is not known any more`);
    return ask.wait ? this.#parts.loop.settled(status) : status;
  }

  /** Does it once for each key, and answers the same name to those who ask again. */
  async #once(key: Key | null, work: () => Promise<string>): Promise<string> {
    if (key === null) return work();
    const known = this.#arriving.get(key.key) ?? this.#parts.requests.withKey(key.key);
    if (known !== null && known.digest !== key.digest) throw new KeyReused(key.key);
    if (known !== null) return known.id;
    const id = work();
    this.#arriving.set(key.key, { digest: key.digest, id });
    try {
      return await id;
    } finally {
      this.#arriving.delete(key.key);
    }
  }
}

/** What is known of a body that is safe, and not in the store yet. */
export function spooled(id: string, bytes: number, rows: number | null): IngestStatus {
  return { id, status: 'spooled', bytes, rows, run: null, summary: null, quarantined: [], refusal: null };
}

function sha256(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Of all that makes two requests the same. */
function digestOf({ kind, mapping, strict }: IngestAsk, bytes: string): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, mapping, strict, bytes]))
    .digest('hex');
}
