import { randomBytes } from 'node:crypto';
import type { Actor } from '../contracts/actor.ts';
import type { Configuration } from '../contracts/configuration.ts';
import type { Governance } from '../contracts/governance.ts';
import type { Packet } from '../contracts/packet.ts';
import { Problem } from '../contracts/problem.ts';
import type { Publication, Publications } from '../contracts/publication.ts';
import type { Register } from '../contracts/register.ts';
import type { ExportFormat } from '../contracts/thresholds.ts';
import type { NewToken, Token, TokenGrant } from '../contracts/token.ts';
import { personBehind } from '../governance/access/bind-account.ts';
import { rightsOfGroups } from '../governance/access/rights-of-groups.ts';
import { holderOf, whyClosed } from '../governance/access/tokens-of.ts';
import type { Database } from '../store/database.ts';
import { nameOfAccount, type Vouched } from './access/bind-account.ts';
import { type KnownCallers, knownCallers } from './access/known-callers.ts';
import { tokenOf } from './access/token-secret.ts';
import { makeTokenIn, revokeTokenIn } from './access/tokens.ts';
import { RecentAnswers } from './answer-once.ts';
import { domainNames } from './domain-record.ts';
import { type Exported, exportedOf, requireWholeLedger } from './exports/in-store.ts';
import { publishedFiles, recordPublication } from './exports/record-publication.ts';
import { type Governing, governanceIn } from './govern/governing.ts';
import { type ProposalWithPack, proposalUnder } from './govern/look.ts';
import { packetOnRecord } from './govern/packet.ts';
import type { ServeOptions } from './serve-options.ts';
import { type Freshness, LastAnswers, type Told } from './served/last-answers.ts';
import { LastRegister } from './served/last-register.ts';
import { OfWrites } from './served/of-writes.ts';
import type { ServedAccess } from './served/served-access.ts';
import { type StorePulse, storePulse } from './served/store-pulse.ts';

/** Who acts by a secret, or why nobody does. */
export type Holder =
  | { readonly actor: Actor; readonly tokenId: string }
  | { readonly refusal: 'unknown' | 'revoked' | 'expired' };

/** Who may do what in a store that is served, and what they do. */
export class ServedGovernance {
  readonly #access: ServedAccess;
  #callers: KnownCallers;
  #decided = 0;
  readonly #packets = new RecentAnswers<Packet>();
  readonly #governance: OfWrites<Governance>;
  readonly #whole: OfWrites<void>;
  readonly #files: OfWrites<Publications['files']>;
  readonly #names: LastAnswers<string[]>;
  readonly #register = new LastRegister();

  /** @param callers whom the store knows before anybody uses it */
  constructor(access: ServedAccess, callers: KnownCallers) {
    [this.#access, this.#callers] = [access, callers];
    const { written } = access;
    [this.#governance, this.#whole] = [new OfWrites(written), new OfWrites(written)];
    this.#files = new OfWrites(written);
    this.#names = new LastAnswers(() => ({ changes: access.changes(), decided: written() }));
  }

  /**
   * Whether whoever calls has to say who they are: a provider lets people in, or the store ever let anybody in. Where it did,
   * it asks, also once all tokens are closed and there is no provider any more.
   */
  get asksWhoCalls(): boolean {
    const { tokens, persons } = this.#callers;
    return this.configuration.oidc !== undefined || tokens.length > 0 || persons.length > 0;
  }

  /** ISO time */
  get now(): string {
    return new Date(this.#access.options.clock()).toISOString();
  }

  get options(): Omit<ServeOptions, 'configuration' | 'file'> {
    return this.#access.options;
  }

  /** How often something was decided here. */
  get decided(): number {
    return this.#decided;
  }

  /** The rules by which the server goes, as of now: ask again for the next answer. */
  get configuration(): Configuration {
    return this.#access.configuration();
  }

  /** Who holds a secret, as of now. */
  holder(secret: string): Holder {
    const found = tokenOf(secret, this.#callers.tokens);
    if (found === null) return { refusal: 'unknown' };
    return this.holderOf(found.token.id);
  }

  /** Who holds the token of an id that was shown before, as of now. */
  holderOf(tokenId: string): Holder {
    const token = this.#callers.tokens.find((one) => one.token.id === tokenId)?.token;
    if (token === undefined) return { refusal: 'unknown' };
    const refusal = whyClosed(token, this.now);
    return refusal === null ? { actor: holderOf(token), tokenId } : { refusal };
  }

  /**
   * Lets somebody in whom the provider vouches for.
   *
   * @throws Problem not-allowed: none of their groups may do anything here, or nobody can say who they are
   */
  async admit(vouched: Vouched): Promise<Actor> {
    const { configuration } = this;
    const { actor: server = 'leeway serve' } = this.options;
    const { groups = {}, people = {} } = configuration.oidc ?? {};
    const rights = rightsOfGroups(vouched.groups, groups);
    if (rights === null)
      throw new Problem(
        'not-allowed',
        'this account is in no group that may come in here; whoever runs this server says which do',
        { reason: 'no-group' },
      );
    const known = personBehind(vouched.account, this.#callers.persons, people);
    const at = { now: this.now, server };
    const name = known?.name ?? (await this.#write((db) => nameOfAccount(db, vouched, configuration, at)));
    return { name, kind: 'person', ...rights };
  }

  /** All that were ever given, oldest first. */
  get tokens(): readonly Token[] {
    return this.#callers.tokens.map(({ token }) => token);
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
    const { madeBy } = this.#access.options;
    return this.#access.write(async (db) => {
      const { now, configuration } = this;
      try {
        return await work({ db, now, actor, configuration, asOf: now, madeBy });
      } finally {
        this.#decided += 1;
      }
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
    return this.#governance.of(() => this.#access.glance(governanceIn));
  }

  /** The domains that have decisions, in order. */
  names(freshness: Freshness): Promise<Told<string[]>> {
    return this.#names.of(null, freshness, () => this.#access.glance(domainNames));
  }

  /**
   * A proposal, and what it rests on.
   *
   * @throws NotThere; Problem check-failed: its evidence is not in the store
   */
  async proposal(id: string): Promise<ProposalWithPack> {
    const governance = await this.remembered();
    return this.#access.glance((db) => proposalUnder(governance, db, id));
  }

  /** What is to be seen of the store at once. */
  async pulse(): Promise<StorePulse> {
    const known = await this.remembered();
    return this.#access.glance((db) => storePulse(db, known));
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

  /** Which authority the AI holds, in every domain, as of now: all that was decided, of domains that may be a little old. */
  async register(freshness: Freshness): Promise<Told<Register>> {
    const { answer: names, ageMs } = await this.names(freshness);
    return { answer: this.#register.of(await this.remembered(), names, this.now), ageMs };
  }

  /**
   * What is in force, as another program reads it.
   *
   * @throws Problem check-failed: the ledger is broken
   */
  async exported(format: ExportFormat): Promise<Exported> {
    await this.#whole.of(() => this.#access.glance((db) => requireWholeLedger(db, this.#access.path)));
    return exportedOf(await this.remembered(), this.now, format);
  }

  /** What was published, and what of it is in force. */
  async publications(): Promise<Omit<Publications, 'pulls'>> {
    const { revision } = (await this.exported('json')).thresholds;
    const files = await this.#files.of(() => this.#access.glance((db) => publishedFiles(db, revision)));
    return { revision, files: files.map((one) => ({ ...one, isCurrent: one.revision === revision })) };
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

  #write<T>(work: (db: Database) => Promise<T>): Promise<T> {
    return this.#access.write(async (db) => {
      const answer = await work(db);
      this.#callers = await knownCallers(db);
      return answer;
    });
  }
}
