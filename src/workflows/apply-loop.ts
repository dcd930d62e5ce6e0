import type { Configuration } from '../contracts/configuration.ts';
import type { IngestStatus } from '../contracts/ingest-status.ts';
import type { Database } from '../store/database.ts';
import { refreshEvidence } from '../store/kept/refresh-evidence.ts';
import { bytesOf } from '../store/spool/piece.ts';
import type { Requests } from '../store/spool/requests.ts';
import { requestId, type Segment } from '../store/spool/segment.ts';
import type { Spool } from '../store/spool/spool.ts';
import { applyGroup, groupsOf } from './apply-spool.ts';

/** So much goes into the store at once: much is quick, but must be held. */
const ROUND_BYTES = 128_000_000;
/** So much is worth a run of its own, without a wait for more. */
const ENOUGH_BYTES = 16_000_000;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [500, 30_000];

export interface ApplyParts {
  /** The only connection that writes. */
  readonly db: Database;
  readonly spool: Spool;
  readonly requests: Requests;
  /** By which rules, as of now. */
  readonly configuration: () => Configuration;
  /** Who the server is in the ledger. */
  readonly actor: string;
  /** ms since 1970 */
  readonly clock: () => number;
  /** How long little waits for more to come, so that a trickle makes few runs; in ms. */
  readonly lingerMs: number;
  /** Hears that something may have been written. */
  readonly wrote: () => void;
}

/** The server ends, and writes no more. */
export class Stopped extends Error {
  constructor() {
    super('the server is ending; ask again once it is back');
  }
}

/** Brings what is spooled into the store, over and over, until it is told to stop. */
export class ApplyLoop {
  readonly #parts: ApplyParts;
  readonly #waiting = new Map<string, ((status: IngestStatus) => void)[]>();
  readonly #done: Promise<void>;
  #wake: () => void = () => {};
  /** Who waits for counts that follow all that is in the store. */
  #counting: (() => void)[] = [];
  /** What else is to be written. */
  #writing: (() => Promise<void>)[] = [];
  #changes = 0;
  #written = 0;
  #stopped = false;
  #failure: string | null = null;

  constructor(parts: ApplyParts) {
    this.#parts = parts;
    this.#done = this.#run();
  }

  /** What keeps the last round from the store; null where nothing does. */
  get failure(): string | null {
    return this.#failure;
  }

  /** How often something was written. */
  get changes(): number {
    return this.#changes;
  }

  /** How often something was written that did not come in. */
  get written(): number {
    return this.#written;
  }

  /** Says that something came in. */
  nudge(): void {
    if (this.#stopped || this.#isUrgent || this.#parts.spool.bytes > 0) this.#wake();
  }

  /** Answers once a request is applied or refused, or the server ends before that. */
  async settled(status: IngestStatus): Promise<IngestStatus> {
    if (status.status !== 'spooled' || this.#stopped) return status;
    return new Promise((resolve) => {
      this.#waiting.set(status.id, [...(this.#waiting.get(status.id) ?? []), resolve]);
      this.nudge();
    });
  }

  /** Answers once the counts follow all that was in the store when it was asked. */
  async counted(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      this.#counting.push(resolve);
      this.nudge();
    });
  }

  /**
   * Writes something else, between one group and the next: the store has one writer.
   *
   * @throws Stopped: the server ends; else what the work throws
   */
  async write<T>(work: (db: Database) => Promise<T>): Promise<T> {
    if (this.#stopped) throw new Stopped();
    return new Promise<T>((resolve, reject) => {
      this.#writing.push(async () => {
        if (this.#stopped) reject(new Stopped());
        else
          await work(this.#parts.db)
            .finally(() => {
              this.#changes += 1;
              this.#written += 1;
            })
            .then(resolve, reject);
        await this.#parts.db.dropTemporary();
      });
      this.nudge();
    });
  }

  /** Ends after the group that is being applied; what is left waits for the next server. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#done;
    for (const [id, resolves] of this.#waiting) {
      const status = this.#parts.requests.status(id);
      if (status !== null) for (const resolve of resolves) resolve(status);
    }
    this.#waiting.clear();
    for (const resolve of this.#counting.splice(0)) resolve();
    await this.#write();
  }

  get #isAsked(): boolean {
    return this.#counting.length > 0 || this.#writing.length > 0;
  }

  get #isUrgent(): boolean {
    return this.#waiting.size > 0 || this.#isAsked || this.#parts.spool.bytes >= ENOUGH_BYTES;
  }

  async #run(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.#stopped) {
      await this.#due();
      try {
        await this.#write();
        await this.#count();
        await this.#round();
        [this.#failure, pause] = [null, FIRST_PAUSE_MS];
      } catch (error) {
        this.#failure = error instanceof Error ? error.message : String(error);
        await this.#sleep(pause, () => this.#stopped);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      } finally {
        this.#parts.wrote();
      }
    }
  }

  /** Waits until there is something to do, and then a little for more. */
  async #due(): Promise<void> {
    await this.#sleep(null, () => this.#stopped || this.#isAsked || this.#parts.spool.bytes > 0);
    await this.#sleep(this.#parts.lingerMs, () => this.#stopped || this.#isUrgent);
  }

  /** @param ms null means until woken */
  async #sleep(ms: number | null, isOver: () => boolean): Promise<void> {
    if (isOver()) return;
    await new Promise<void>((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms);
      this.#wake = () => {
        if (!isOver()) return;
        if (timer !== null) clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }

  /** Only when somebody asks: what moves the counts costs the same for one run as for many. */
  async #count(): Promise<void> {
    const asked = this.#counting.splice(0);
    if (asked.length === 0) return;
    try {
      await refreshEvidence(this.#parts.db, this.#parts.configuration());
    } finally {
      // Whoever reads without them reads the rows.
      for (const resolve of asked) resolve();
    }
  }

  async #write(): Promise<void> {
    for (let next = this.#writing.shift(); next !== undefined; next = this.#writing.shift()) await next();
  }

  async #round(): Promise<void> {
    const { db, spool, configuration, actor, clock } = this.#parts;
    for (const group of groupsOf(await spool.take(ROUND_BYTES))) {
      if (this.#stopped) return;
      await this.#write();
      const at = new Date(clock()).toISOString();
      const statuses = await applyGroup(db, group, { configuration: configuration(), at, actor });
      this.#changes += 1;
      await this.#settle(group, statuses);
    }
    await db.dropTemporary();
  }

  async #settle(group: readonly Segment[], statuses: readonly IngestStatus[]): Promise<void> {
    const { spool, requests } = this.#parts;
    await this.#setAside(group, statuses);
    await requests.settle(statuses);
    await spool.remove(group);
    for (const status of statuses) {
      for (const resolve of this.#waiting.get(status.id) ?? []) resolve(status);
      this.#waiting.delete(status.id);
    }
  }

  /** What was acknowledged is not thrown away, though the store will not have it. */
  async #setAside(group: readonly Segment[], statuses: readonly IngestStatus[]): Promise<void> {
    const refused = new Set(statuses.filter(({ status }) => status === 'refused').map(({ id }) => id));
    if (refused.size === 0) return;
    for (const segment of group)
      for (const [place, { alone }] of segment.frames.entries())
        if (alone !== true && refused.has(requestId(segment.number, place)))
          await this.#parts.spool.setAside(
            segment,
            place,
            await bytesOf({ segment, from: place, to: place + 1 }),
          );
  }
}
