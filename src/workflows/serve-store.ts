import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Configuration } from '../contracts/configuration.ts';
import type { IngestStatus } from '../contracts/ingest-status.ts';
import type { Mapping } from '../contracts/mapping.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import type { StoreReport } from '../contracts/store-report.ts';
import type { Database } from '../store/database.ts';
import { closeRecord, openRecord } from '../store/record/open-record.ts';
import type { Frame } from '../store/spool/frame.ts';
import type { Incoming } from '../store/spool/incoming.ts';
import { type Key, Requests } from '../store/spool/requests.ts';
import { requestId, type SpoolKind } from '../store/spool/segment.ts';
import { leaveServerNote, removeServerNote } from '../store/spool/server-note.ts';
import { Spool } from '../store/spool/spool.ts';
import { ApplyLoop } from './apply-loop.ts';
import { examineRecord, recommendOnRecord } from './keep-store.ts';

export interface ServeOptions {
  readonly configuration: Configuration;
  /** ms since 1970 */
  readonly clock: () => number;
  /** Beyond so many bytes that are not in the store yet, no more are taken. */
  readonly mostSpooledBytes: number;
  /** How long little waits for more, in ms. */
  readonly lingerMs: number;
}

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

/** So many requests that are not applied yet are held in memory. */
const MOST_WAITING = 500_000;

/** A store that is open for as long as a server runs, with the spool before it. */
export class ServedStore {
  readonly #path: string;
  readonly #options: ServeOptions;
  readonly #db: Database;
  readonly #spool: Spool;
  readonly #requests: Requests;
  readonly #loop: ApplyLoop;
  readonly #arriving = new Map<string, { readonly digest: string; readonly id: Promise<string> }>();
  #reading: Promise<unknown> = Promise.resolve();

  private constructor(
    path: string,
    options: ServeOptions,
    { db, spool, requests }: { readonly db: Database; readonly spool: Spool; readonly requests: Requests },
  ) {
    [this.#path, this.#options, this.#db, this.#spool, this.#requests] = [path, options, db, spool, requests];
    const { configuration, clock, lingerMs } = options;
    this.#loop = new ApplyLoop({ db, spool, requests, configuration, clock, lingerMs });
  }

  /**
   * Opens a store and its spool, and begins to apply what an earlier server left.
   *
   * @throws Problem input-refused: there is no such store, or another process has it
   */
  static async open(path: string, options: ServeOptions): Promise<ServedStore> {
    const db = await openRecord(path, { at: new Date(options.clock()).toISOString() });
    try {
      // Whoever has the store has its spool.
      const spool = await Spool.open(`${path}.spool`, options.clock);
      const requests = await Requests.open(join(spool.folder, 'requests.jsonl'), options.clock);
      for (const { number, frames } of spool.sealed)
        for (const [place, frame] of frames.entries())
          requests.begin(spooled(requestId(number, place), frame.to - frame.from, frame.lines), keyOf(frame));
      return new ServedStore(path, options, { db, spool, requests });
    } catch (error) {
      closeRecord(db, path);
      throw error;
    }
  }

  /** Leaves word beside the store of where it is served. */
  announce(url: string): void {
    leaveServerNote(this.#path, url);
  }

  /** Whether so many bytes more may come; where not, the store must catch up first. */
  hasRoom(bytes: number): boolean {
    return (
      this.#spool.bytes + bytes <= this.#options.mostSpooledBytes && this.#requests.waiting < MOST_WAITING
    );
  }

  /** Why nothing gets into the store at the moment; null where all is well. */
  get failure(): string | null {
    return this.#loop.failure;
  }

  /** Bytes that are acknowledged and not in the store. */
  get spooledBytes(): number {
    return this.#spool.bytes;
  }

  /** What became of a request; null where nobody knows of it, any more or at all. */
  status(id: string): IngestStatus | null {
    return this.#requests.status(id);
  }

  /**
   * Takes JSON lines that end in a line feed. Once it answers they survive `kill -9`.
   *
   * @throws KeyReused
   */
  async takeLines(body: Buffer, lines: number, ask: IngestAsk): Promise<IngestStatus> {
    if (ask.wait || ask.mapping !== null) return this.takeFile([body], 'jsonl', ask, () => {});
    const at = this.#options.clock();
    const key = ask.key === null ? null : { key: ask.key, digest: digestOf(ask, sha256(body)), at };
    const id = await this.#once(key, async () => {
      const told = { at, lines, ...(key !== null && { key: key.key, digest: key.digest }) };
      return this.#begun(await this.#spool.addLines(ask.kind, body, told), body.length, lines, key);
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
    const incoming = await this.#spool.receive(source, tooMuch);
    try {
      return await this.#keep(incoming, ending, ask);
    } catch (error) {
      await this.#spool.discard(incoming);
      throw error;
    }
  }

  /** The same as `leeway recommend`, on what is in the store now. */
  recommend(asOf: string | null, firstLook: boolean): Promise<RecommendationReport> {
    const { configuration } = this.#options;
    return this.#read((db) => recommendOnRecord(db, { configuration, asOf, firstLook }));
  }

  /** The same as `leeway doctor`. */
  examine(): Promise<StoreReport> {
    return this.#read((db) => examineRecord(db, this.#path));
  }

  /** Applies no more after what is being applied; who waits is told that their body is safe. */
  async stopApplying(): Promise<void> {
    await this.#loop.stop();
  }

  /** Closes the store, once nothing comes in any more; the rest of the spool is for the next server. */
  async close(): Promise<void> {
    await this.stopApplying();
    await this.#reading.catch(() => {});
    await this.#spool.close();
    removeServerNote(this.#path);
    closeRecord(this.#db, this.#path);
  }

  async #keep(incoming: Incoming, ending: string, ask: IngestAsk): Promise<IngestStatus> {
    const at = this.#options.clock();
    const key = ask.key === null ? null : { key: ask.key, digest: digestOf(ask, incoming.digest), at };
    let isKept = false;
    const id = await this.#once(key, async () => {
      isKept = true;
      const id = await this.#spool.keep(incoming, ask.kind, ending, {
        at,
        ...(key !== null && { key: key.key, digest: key.digest }),
        ...(ask.mapping !== null && { mapping: ask.mapping }),
        ...(ask.wait && { alone: true as const }),
        ...(ask.strict && { strict: true as const }),
      });
      return this.#begun(id, incoming.bytes, null, key);
    });
    if (!isKept) await this.#spool.discard(incoming);
    return this.#answer(id, ask);
  }

  #begun(id: string, bytes: number, lines: number | null, key: Key | null): string {
    this.#requests.begin(spooled(id, bytes, lines), key);
    this.#loop.nudge();
    return id;
  }

  async #answer(id: string, ask: IngestAsk): Promise<IngestStatus> {
    const status = this.#requests.status(id);
    if (status === null) throw new Error(`request ${id} is not known any more`);
    return ask.wait ? this.#loop.settled(status) : status;
  }

  /** Does it once for each key, and answers the same name to those who ask again. */
  async #once(key: Key | null, work: () => Promise<string>): Promise<string> {
    if (key === null) return work();
    const known = this.#arriving.get(key.key) ?? this.#requests.withKey(key.key);
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

  /** Reads one after the other, each in a snapshot, beside whatever is written. */
  async #read<T>(work: (db: Database) => Promise<T>): Promise<T> {
    const mine = this.#reading
      .catch(() => {})
      .then(async () => {
        const db = await this.#db.sibling();
        try {
          return await db.transaction(() => work(db));
        } finally {
          db.close();
        }
      });
    this.#reading = mine;
    return mine;
  }
}

function spooled(id: string, bytes: number, rows: number | null): IngestStatus {
  return { id, status: 'spooled', bytes, rows, run: null, summary: null, quarantined: [], refusal: null };
}

function keyOf({ key, digest, at }: Frame): Key | null {
  return key === undefined || digest === undefined ? null : { key, digest, at };
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
