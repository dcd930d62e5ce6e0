import { join } from 'node:path';
import type { IngestStatus } from '../contracts/ingest-status.ts';
import type { LedgerVerification } from '../contracts/ledger-export.ts';
import type { StoreReport } from '../contracts/store-report.ts';
import type { Database } from '../store/database.ts';
import { closeRecord, openRecord } from '../store/record/open-record.ts';
import { snapshotRecord } from '../store/record/snapshot-record.ts';
import type { Frame } from '../store/spool/frame.ts';
import { type Key, Requests } from '../store/spool/requests.ts';
import { requestId } from '../store/spool/segment.ts';
import { leaveServerNote, removeServerNote } from '../store/spool/server-note.ts';
import { Spool } from '../store/spool/spool.ts';
import { type KnownCallers, knownCallers } from './access/known-callers.ts';
import { ApplyLoop } from './apply-loop.ts';
import { verifyTail } from './check-ledger.ts';
import { Intake, spooled } from './intake.ts';
import { examineRecord } from './keep-store.ts';
import { ReadingTurns } from './reading-turns.ts';
import type { ServeOptions } from './serve-options.ts';
import { DomainQuestions } from './served/domain-questions.ts';
import { IntakeQuestions } from './served/intake-questions.ts';
import type { StoreState } from './served/last-answers.ts';
import { LedgerFeed } from './served/ledger-feed.ts';
import { LiveConfiguration } from './served/live-configuration.ts';
import { RecordReports } from './served/record-reports.ts';
import { Renewals } from './served/renewals.ts';
import type { ServedAccess } from './served/served-access.ts';
import { ServedSettings } from './served/served-settings.ts';
import { WebhookRecord } from './served/webhook-record.ts';
import { ServedGovernance } from './served-governance.ts';

/** So many requests that are not applied yet are held in memory. */
const MOST_WAITING = 500_000;
/** With the writer no more than the four threads on which Node waits for DuckDB: what takes long never takes them all. */
const [READS_AT_ONCE, GLANCES_AT_ONCE] = [2, 2];

/** A store that is open for as long as a server runs, with the spool before it. */
export class ServedStore {
  readonly #path: string;
  readonly #options: ServeOptions;
  readonly #live: LiveConfiguration;
  readonly #db: Database;
  readonly #spool: Spool;
  readonly #requests: Requests;
  readonly #loop: ApplyLoop;
  /** What takes bodies in. */
  readonly intake: Intake;
  /** Who may do what, and what they do. */
  readonly governance: ServedGovernance;
  /** What somebody asks who looks into domains. */
  readonly questions: DomainQuestions;
  /** What came in, and what was written of it. */
  readonly intakes: IntakeQuestions;
  /** The ledger as it grows. */
  readonly feed: LedgerFeed;
  /** The rules, and their file. */
  readonly settings: ServedSettings;
  /** What is remembered of who is told of it. */
  readonly webhooks: WebhookRecord;
  /** How reliable the AI is, and what it may do next. */
  readonly reports: RecordReports;
  readonly #reads: ReadingTurns;
  /** What takes no time does not wait for what does. */
  readonly #glances: ReadingTurns;

  private constructor(
    path: string,
    options: ServeOptions,
    { db, spool, requests }: { readonly db: Database; readonly spool: Spool; readonly requests: Requests },
    callers: KnownCallers,
  ) {
    [this.#path, this.#options, this.#db, this.#spool, this.#requests] = [path, options, db, spool, requests];
    [this.#reads, this.#glances] = [
      new ReadingTurns(db, READS_AT_ONCE),
      new ReadingTurns(db, GLANCES_AT_ONCE),
    ];
    const { clock, lingerMs, actor = 'leeway serve', file = null } = options;
    this.#live = new LiveConfiguration(options.configuration);
    const configuration = () => this.#live.current;
    const wrote = (): void => this.feed.hear();
    this.#loop = new ApplyLoop({ db, spool, requests, configuration, actor, clock, lingerMs, wrote });
    this.intake = new Intake({ spool, requests, loop: this.#loop, clock });
    const access: ServedAccess = {
      ...{ options, path, configuration },
      read: (work) => this.#read(work),
      glance: (work) => this.#glances.read(work),
      write: (work) => this.#loop.write(work),
      changes: () => this.#loop.changes,
      written: () => this.#loop.written,
    };
    this.governance = new ServedGovernance(access, callers);
    const remembered = () => this.governance.remembered();
    this.settings = new ServedSettings({
      ...{ live: this.#live, file },
      known: async (freshness) => ({
        governance: await this.governance.remembered(),
        domains: (await this.governance.names(freshness)).answer,
      }),
      glance: (work) => this.governance.glance(work),
      write: (work) => access.write((db) => work(db, this.governance.now)),
    });
    const state = (): StoreState => this.#state;
    const renewals = new Renewals();
    this.reports = new RecordReports(access, this.governance, state, renewals);
    this.questions = new DomainQuestions(access, state, renewals, (asOf, freshness) =>
      this.reports.recommend(asOf, false, freshness),
    );
    this.intakes = new IntakeQuestions(access);
    this.feed = new LedgerFeed({ glance: access.glance, remembered });
    this.webhooks = new WebhookRecord(access);
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
      return new ServedStore(path, options, { db, spool, requests }, await knownCallers(db));
    } catch (error) {
      closeRecord(db, path);
      throw error;
    }
  }

  /** Leaves word beside the store of where it is served, and the key for its owner. */
  announce(url: string, ownerKey: string): void {
    leaveServerNote(this.#path, url, ownerKey);
  }

  /** Whether so many bytes more may come; where not, the store must catch up first. */
  hasRoom(bytes: number): boolean {
    return (
      this.#spool.bytes + bytes <= this.#options.mostSpooledBytes && this.#requests.waiting < MOST_WAITING
    );
  }

  /** What has changed so far: what came in, and what people decided; of the rules too. */
  get #state(): StoreState {
    return { changes: this.#loop.changes, decided: this.governance.decided + this.#live.revision };
  }

  /** Grows with whatever changes. */
  get revision(): number {
    return this.#state.changes + this.#state.decided;
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

  /** The same as `leeway doctor`. */
  examine(): Promise<StoreReport> {
    return this.#read((db) => examineRecord(db, this.#path, this.#live.current));
  }

  /** Whether the ledger is whole: all of a short one, else what came since the last signature. */
  verifyLedger(): Promise<LedgerVerification> {
    return this.#read((db) => verifyTail(db));
  }

  /**
   * Writes the store as it is into a file of its own, for servers that only read.
   *
   * @throws Problem usage: there is something else in that place; input-refused: it cannot be written
   */
  async snapshot(file: string): Promise<void> {
    const db = await this.#db.sibling();
    try {
      await snapshotRecord(db, file);
    } finally {
      db.close();
    }
  }

  /** Applies no more after what is being applied; who waits is told that their body is safe. */
  async stopApplying(): Promise<void> {
    await this.#loop.stop();
  }

  /** Closes the store, once nothing comes in any more; the rest of the spool is for the next server. */
  async close(): Promise<void> {
    await this.stopApplying();
    await Promise.all([this.#reads.end(), this.#glances.end()]);
    await this.#spool.close();
    removeServerNote(this.#path);
    closeRecord(this.#db, this.#path);
  }

  /** What is read from the counts, once they follow the newest run. */
  #read<T>(work: (db: Database) => Promise<T>): Promise<T> {
    return this.#reads.read(work, () => this.#loop.counted());
  }
}

function keyOf({ key, digest, at }: Frame): Key | null {
  return key === undefined || digest === undefined ? null : { key, digest, at };
}
