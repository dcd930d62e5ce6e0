import type { AuditPlanReport } from '../../contracts/audit-plan.ts';
import type { DomainOverview } from '../../contracts/domain-parts.ts';
import type { DomainReliabilityReport } from '../../contracts/domain-reliability.ts';
import type { DomainReport } from '../../contracts/domain-report.ts';
import type { RecommendationReport } from '../../contracts/recommendation.ts';
import type { Database } from '../../store/database.ts';
import { RecentAnswers } from '../answer-once.ts';
import { overviewOf } from '../domain-parts.ts';
import { unknownDomain } from '../domain-record.ts';
import { domainsOnRecord } from '../domains-of-store.ts';
import { recommendOnRecord } from '../keep-store.ts';
import { type Freshness, LastAnswers, type StoreState, type Told } from '../last-answers.ts';
import { type PlanAim, planAuditsOnRecord } from '../plan-audits.ts';
import { reportOnRecord } from '../report-domain.ts';
import type { ServedGovernance } from '../served-governance.ts';
import { type DomainFigures, domainFigures } from './domain-figures.ts';
import type { ServedAccess } from './served-access.ts';

const FRESH: Freshness = { isFresh: true };

/** What the record of a store that is served says: all of it comes from the counts, and is kept at hand. */
export class RecordReports {
  readonly #access: ServedAccess;
  readonly #state: () => StoreState;
  readonly #governance: Pick<ServedGovernance, 'register'>;
  /** By what is in the store: of two questions that are asked at once, one is worked out. */
  readonly #recommended = new RecentAnswers<RecommendationReport>();
  readonly #reliable = new RecentAnswers<DomainReliabilityReport>();
  readonly #last: {
    readonly recommended: LastAnswers<RecommendationReport>;
    readonly reliable: LastAnswers<DomainReliabilityReport>;
    readonly reported: LastAnswers<DomainReport>;
    readonly planned: LastAnswers<AuditPlanReport>;
  };

  constructor(access: ServedAccess, governance: Pick<ServedGovernance, 'register'>, state: () => StoreState) {
    [this.#access, this.#governance, this.#state] = [access, governance, state];
    this.#last = {
      recommended: new LastAnswers(state),
      reliable: new LastAnswers(state),
      reported: new LastAnswers(state),
      planned: new LastAnswers(state),
    };
  }

  /** The same as `leeway recommend`. */
  recommend(
    asOf: string | null,
    firstLook: boolean,
    freshness: Freshness,
  ): Promise<Told<RecommendationReport>> {
    return this.#last.recommended.of([asOf, firstLook], freshness, () =>
      this.#access.read((db) => this.recommendOn(db, asOf, firstLook)),
    );
  }

  /** The same for whoever reads already. */
  recommendOn(db: Database, asOf: string | null, firstLook: boolean): Promise<RecommendationReport> {
    const configuration = this.#access.configuration();
    return this.#recommended.of(db, [asOf, firstLook, this.#state().decided], () =>
      recommendOnRecord(db, { configuration, asOf, firstLook }, false),
    );
  }

  /** The same as `leeway domains`. */
  domains(asOf: string | null, freshness: Freshness): Promise<Told<DomainReliabilityReport>> {
    return this.#last.reliable.of([asOf], freshness, () =>
      this.#access.read((db) => this.#domainsOn(db, asOf)),
    );
  }

  #domainsOn(db: Database, asOf: string | null): Promise<DomainReliabilityReport> {
    const configuration = this.#access.configuration();
    return this.#reliable.of(db, [asOf, this.#state().decided], () =>
      domainsOnRecord(db, { configuration, asOf }, false, () => this.recommendOn(db, asOf, false)),
    );
  }

  /**
   * What both say of one domain.
   *
   * @throws NotThere
   */
  async overview(domain: string, asOf: string | null, freshness: Freshness): Promise<Told<DomainOverview>> {
    const recommended = await this.recommend(asOf, false, freshness);
    const reliable = await this.domains(asOf, freshness);
    const answer = overviewOf(domain, recommended.answer, reliable.answer);
    if (answer === null) throw await this.#access.glance((db) => unknownDomain(db, domain));
    return { answer, ageMs: Math.max(recommended.ageMs, reliable.ageMs) };
  }

  /** The same as `leeway report`. */
  report(domain: string, asOf: string | null, freshness: Freshness): Promise<Told<DomainReport>> {
    const configuration = this.#access.configuration();
    return this.#last.reported.of([domain, asOf], freshness, () =>
      this.#access.read((db) => reportOnRecord(db, { domain, configuration, asOf }, false)),
    );
  }

  /**
   * The reviews that would bring each domain more authority.
   *
   * @throws Problem as `planAuditsOnRecord`
   */
  auditPlan(aim: PlanAim, freshness: Freshness): Promise<Told<AuditPlanReport>> {
    const configuration = this.#access.configuration();
    return this.#last.planned.of(aim, freshness, () =>
      this.#access.read((db) => planAuditsOnRecord(db, { configuration, ...aim, draw: null })),
    );
  }

  /** What a chart over time shows of every domain, as of now: whoever asks writes the time beside it. */
  async figures(): Promise<DomainFigures[]> {
    const recommended = await this.recommend(null, false, FRESH);
    const reliable = await this.domains(null, FRESH);
    return domainFigures(await this.#governance.register(), reliable.answer, recommended.answer);
  }
}
