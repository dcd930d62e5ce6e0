import { join } from 'node:path';
import type { DomainOverview } from '../contracts/domain-parts.ts';
import type { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import type { DomainReport } from '../contracts/domain-report.ts';
import type { IngestStatus } from '../contracts/ingest-status.ts';
import type { LedgerPage, LedgerVerification } from '../contracts/ledger-export.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import type { StoreReport } from '../contracts/store-report.ts';
import type { KnownToken } from '../governance/access/tokens-of.ts';
import type { Database } from '../store/database.ts';
import { closeRecord, openRecord } from '../store/record/open-record.ts';
import type { Frame } from '../store/spool/frame.ts';
import { type Key, Requests } from '../store/spool/requests.ts';
import { requestId } from '../store/spool/segment.ts';
import { leaveServerNote, removeServerNote } from '../store/spool/server-note.ts';
import { Spool } from '../store/spool/spool.ts';
import { knownTokens } from './access/tokens.ts';
import { RecentAnswers } from './answer-once.ts';
import { ApplyLoop } from './apply-loop.ts';
import { verifyTail } from './check-ledger.ts';
import { overviewOf } from './domain-parts.ts';
import { unknownDomain } from './domain-record.ts';
import { domainsOnRecord } from './domains-of-store.ts';
import { Intake, spooled } from './intake.ts';
import { examineRecord, recommendOnRecord } from './keep-store.ts';
import { type LedgerListing, ledgerOnRecord } from './list-ledger.ts';
import { ReadingTurns } from './reading-turns.ts';
import { reportOnRecord } from './report-domain.ts';
import type { ServeOptions } from './serve-options.ts';
import { type DomainFigures, domainFigures } from './served/domain-figures.ts';
import { DomainQuestions } from './served/domain-questions.ts';
import { LedgerFeed } from './served/ledger-feed.ts';
import { WebhookRecord } from './served/webhook-record.ts';
import { type ServedAccess, ServedGovernance } from './served-governance.ts';

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
  /** What takes bodies in. */
  readonly intake: Intake;
  /** Who may do what, and what they do. */
  readonly governance: ServedGovernance;
  /** What somebody asks who looks into domains. */
  readonly questions: DomainQuestions;
  /** The ledger as it grows. */
  readonly feed: LedgerFeed;
  /** What is remembered of who is told of it. */
  readonly webhooks: WebhookRecord;
  readonly #recommended = new RecentAnswers<RecommendationReport>();
  readonly #reliable = new RecentAnswers<DomainReliabilityReport>();
  readonly #reported = new RecentAnswers<DomainReport>();
  readonly #reads: ReadingTurns;
  /** What takes no time does not wait for what does. */
  readonly #glances: ReadingTurns;

  private constructor(
    path: string,
    options: ServeOptions,
    { db, spool, requests }: { readonly db: Database; readonly spool: Spool; readonly requests: Requests },
    tokens: readonly KnownToken[],
  ) {
    [this.#path, this.#options, this.#db, this.#spool, this.#requests] = [path, options, db, spool, requests];
    [this.#reads, this.#glances] = [new ReadingTurns(db), new ReadingTurns(db)];
    const { configuration, clock, lingerMs, actor = 'leeway serve' } = options;
    const wrote = (): void => this.feed.hear();
    this.#loop = new ApplyLoop({ db, spool, requests, configuration, actor, clock, lingerMs, wrote });
    this.intake = new Intake({ spool, requests, loop: this.#loop, clock });
    const access: ServedAccess = {
      ...{ options, path },
      read: (work) => this.#read(work),
      glance: (work) => this.#glances.read(work),
      write: (work) => this.#loop.write(work),
    };
    this.governance = new ServedGovernance(access, tokens);
    this.questions = new DomainQuestions(access, (asked, asOf) => this.#recommendOn(asked, asOf, false));
    const remembered = () => this.governance.remembered();
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
      return new ServedStore(path, options, { db, spool, requests }, await knownTokens(db));
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

  /** The same as `leeway recommend`, on what is in the store now. */
  recommend(asOf: string | null, firstLook: boolean): Promise<RecommendationReport> {
    return this.#read((db) => this.#recommendOn(db, asOf, firstLook));
  }

  #recommendOn(db: Database, asOf: string | null, firstLook: boolean): Promise<RecommendationReport> {
    const { configuration } = this.#options;
    return this.#recommended.of(db, [asOf, firstLook], () =>
      recommendOnRecord(db, { configuration, asOf, firstLook }, false),
    );
  }

  /** The same as `leeway domains`. */
  domains(asOf: string | null): Promise<DomainReliabilityReport> {
    return this.#read((db) => this.#domainsOn(db, asOf));
  }

  #domainsOn(db: Database, asOf: string | null): Promise<DomainReliabilityReport> {
    const { configuration } = this.#options;
    return this.#reliable.of(db, [asOf], () =>
      domainsOnRecord(db, { configuration, asOf }, false, () => this.#recommendOn(db, asOf, false)),
    );
  }

  /** What both say of one domain. */
  overview(domain: string, asOf: string | null): Promise<DomainOverview> {
    return this.#read(async (db) => {
      const [recommended, reliable] = [
        await this.#recommendOn(db, asOf, false),
        await this.#domainsOn(db, asOf),
      ];
      const overview = overviewOf(domain, recommended, reliable);
      if (overview === null) throw await unknownDomain(db, domain);
      return overview;
    });
  }

  /** The same as `leeway report`. */
  report(domain: string, asOf: string | null): Promise<DomainReport> {
    const { configuration } = this.#options;
    return this.#read((db) =>
      this.#reported.of(db, [domain, asOf], () => reportOnRecord(db, { domain, configuration, asOf }, false)),
    );
  }

  /** What a chart over time shows of every domain. */
  async figures(): Promise<DomainFigures[]> {
    const [reliable, recommended] = await this.#read(async (db) => [
      await this.#domainsOn(db, null),
      await this.#recommendOn(db, null, false),
    ]);
    return domainFigures(await this.governance.register(), reliable, recommended);
  }

  /** The same as `leeway doctor`. */
  examine(): Promise<StoreReport> {
    return this.#read((db) => examineRecord(db, this.#path, this.#options.configuration));
  }

  /** The same as `leeway ledger`. */
  ledger(question: LedgerListing): Promise<LedgerPage> {
    return this.#glances.read((db) => ledgerOnRecord(db, question));
  }

  /** Whether the ledger is whole: all of a short one, else what came since the last signature. */
  verifyLedger(): Promise<LedgerVerification> {
    return this.#read((db) => verifyTail(db));
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
