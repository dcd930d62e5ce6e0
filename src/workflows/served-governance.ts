import { randomBytes } from 'node:crypto';
import type { Actor } from '../contracts/actor.ts';
import type { AuditPlanReport } from '../contracts/audit-plan.ts';
import type { Governance } from '../contracts/governance.ts';
import type { Packet } from '../contracts/packet.ts';
import { Problem } from '../contracts/problem.ts';
import type { Publication, Publications } from '../contracts/publication.ts';
import type { Register } from '../contracts/register.ts';
import type { ExportFormat } from '../contracts/thresholds.ts';
import type { NewToken, Token, TokenGrant } from '../contracts/token.ts';
import { holderOf, type KnownToken, whyClosed } from '../governance/access/tokens-of.ts';
import { registerOf } from '../governance/register-of.ts';
import type { Database } from '../store/database.ts';
import { tokenOf } from './access/token-secret.ts';
import { knownTokens, makeTokenIn, revokeTokenIn } from './access/tokens.ts';
import { RecentAnswers } from './answer-once.ts';
import { domainNames } from './domain-record.ts';
import { type Exported, exportedOf, requireWholeLedger } from './exports/in-store.ts';
import { publishedFiles, recordPublication } from './exports/record-publication.ts';
import { type Governing, governanceIn } from './govern/governing.ts';
import { type ProposalWithPack, proposalUnder } from './govern/look.ts';
import { packetOnRecord } from './govern/packet.ts';
import { OfLedger } from './of-ledger.ts';
import { type PlanAim, planAuditsOnRecord } from './plan-audits.ts';
import type { ServeOptions } from './serve-options.ts';
import { type StorePulse, storePulse } from './served/store-pulse.ts';

/** How a store that is served is read and written. */
export interface ServedAccess {
  /** Of the store. */
  readonly path: string;
  readonly options: ServeOptions;
  /** What takes its time, from counts that follow the newest run. */
  readonly read: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  /** What takes no time, and does not wait for what does. */
  readonly glance: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  /** On the one connection that writes. */
  readonly write: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
}

/** Who acts by a secret, or why nobody does. */
export type Holder =
  | { readonly actor: Actor; readonly tokenId: string }
  | { readonly refusal: 'unknown' | 'revoked' | 'expired' };

/** Who may do what in a store that is served, and what they do. */
export class ServedGovernance {
  readonly #access: ServedAccess;
  #tokens: readonly KnownToken[];
  readonly #governance = new OfLedger<Governance>();
  readonly #packets = new RecentAnswers<Packet>();
  readonly #plans = new RecentAnswers<AuditPlanReport>();
  readonly #whole = new OfLedger<void>();

  /** @param tokens of the store, as they are before anybody uses it */
  constructor(access: ServedAccess, tokens: readonly KnownToken[]) {
    [this.#access, this.#tokens] = [access, tokens];
  }

  /** Whether the store ever gave anybody a token. Where it did, it asks for one, also once all of them are closed. */
  get asksForTokens(): boolean {
    return this.#tokens.length > 0;
  }

  /** ISO time */
  get now(): string {
    return new Date(this.#access.options.clock()).toISOString();
  }

  get options(): ServeOptions {
    return this.#access.options;
  }

  /** Who holds a secret, as of now. */
  holder(secret: string): Holder {
    const found = tokenOf(secret, this.#tokens);
    if (found === null) return { refusal: 'unknown' };
    return this.holderOf(found.token.id);
  }

  /** Who holds the token of an id that was shown before, as of now. */
  holderOf(tokenId: string): Holder {
    const token = this.#tokens.find((one) => one.token.id === tokenId)?.token;
    if (token === undefined) return { refusal: 'unknown' };
    const refusal = whyClosed(token, this.now);
    return refusal === null ? { actor: holderOf(token), tokenId } : { refusal };
  }

  /** All that were ever given, oldest first. */
  get tokens(): readonly Token[] {
    return this.#tokens.map(({ token }) => token);
  }

  /** @throws Problem usage: it would open nothing, or for too long */
  createToken(actor: Actor, grant: TokenGrant): Promise<NewToken> {
    return this.#write((db) => makeTokenIn(db, { at: this.now, actor: actor.name }, grant, randomBytes));
  }

  /** @throws Problem usage: no such token, or it is revoked already */
  revokeToken(actor: Actor, id: string, reason: string): Promise<Token> {
    return this.#write((db) => revokeTokenIn(db, { at: this.now, actor: actor.name }, id, reason));
  }

  /**
   * Decides something as somebody: whoever decides at the same time is seen.
   *
   * @throws Problem not-allowed: a rule
   */
  govern<T>(actor: Actor, work: (governing: Governing) => Promise<T>): Promise<T> {
    const { configuration, madeBy } = this.#access.options;
    return this.#access.write(async (db) => {
      const { now } = this;
      return work({ db, now, actor, configuration, asOf: now, madeBy });
    });
  }

  /** Looks something up that takes its time: it reads decisions, or computes. */
  read<T>(work: (db: Database, now: string) => Promise<T>): Promise<T> {
    return this.#access.read((db) => work(db, this.now));
  }

  /** Looks something up in the ledger and what is kept with it. */
  glance<T>(work: (db: Database, now: string) => Promise<T>): Promise<T> {
    return this.#access.glance((db) => work(db, this.now));
  }

  /** All that governance remembers. */
  remembered(): Promise<Governance> {
    return this.glance((db) => this.#remember(db));
  }

  /**
   * A proposal, and what it rests on.
   *
   * @throws NotThere; Problem check-failed: its evidence is not in the store
   */
  proposal(id: string): Promise<ProposalWithPack> {
    return this.glance(async (db) => proposalUnder(await this.#remember(db), db, id));
  }

  /** What is to be seen of the store at once. */
  pulse(): Promise<StorePulse> {
    return this.glance(async (db) => storePulse(db, await this.#remember(db)));
  }

  /**
   * All that a board needs to decide on a proposal.
   *
   * @throws NotThere; Problem check-failed: its evidence is not in the store
   */
  packet(id: string): Promise<Packet> {
    return this.read(async (db, now) => {
      const packet = await this.#packets.of(db, id, () => packetOnRecord(db, id, now));
      // What is in the store is what it was, and yet a proposal lapses.
      return { ...packet, madeAt: now, record: { ...packet.record, readAt: now } };
    });
  }

  /**
   * The reviews that would bring each domain more authority.
   *
   * @throws Problem as `planAuditsOnRecord`
   */
  auditPlan(aim: PlanAim): Promise<AuditPlanReport> {
    const { configuration } = this.options;
    return this.read((db) =>
      this.#plans.of(db, aim, () => planAuditsOnRecord(db, { configuration, ...aim, draw: null })),
    );
  }

  /** Which authority the AI holds, in every domain. */
  register(): Promise<Register> {
    return this.glance(async (db, now) => {
      return registerOf(await this.#remember(db), await domainNames(db), now);
    });
  }

  /**
   * What is in force, as another program reads it.
   *
   * @throws Problem check-failed: the ledger is broken
   */
  exported(format: ExportFormat): Promise<Exported> {
    return this.glance(async (db, now) => {
      await this.#whole.of(db, () => requireWholeLedger(db, this.#access.path));
      return exportedOf(await this.#remember(db), now, format);
    });
  }

  /** What was published, and what of it is in force. */
  async publications(): Promise<Omit<Publications, 'pulls'>> {
    const { revision } = (await this.exported('json')).thresholds;
    return { revision, files: await this.glance((db) => publishedFiles(db, revision)) };
  }

  /**
   * Says in the ledger that somebody has published what is in force.
   *
   * @throws Problem check-failed: something else is in force meanwhile
   */
  async published(actor: Actor, publication: Publication): Promise<void> {
    const { thresholds } = await this.exported(publication.format);
    if (thresholds.revision !== publication.revision)
      throw new Problem(
        'check-failed',
        `${publication.path}: something else is in force meanwhile; export it again`,
      );
    await this.#access.write((db) => recordPublication(db, { at: this.now, actor: actor.name }, publication));
  }

  #remember(db: Database): Promise<Governance> {
    return this.#governance.of(db, () => governanceIn(db));
  }

  #write<T>(work: (db: Database) => Promise<T>): Promise<T> {
    return this.#access.write(async (db) => {
      const answer = await work(db);
      this.#tokens = await knownTokens(db);
      return answer;
    });
  }
}
