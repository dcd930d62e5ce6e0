import type { AuditPlanReport } from '../../contracts/audit-plan.ts';
import type { DomainOverview } from '../../contracts/domain-parts.ts';
import type { DomainReliabilityReport } from '../../contracts/domain-reliability.ts';
import type { DomainReport } from '../../contracts/domain-report.ts';
import type { DomainWeeks } from '../../contracts/domain-weeks.ts';
import type { RecommendationReport } from '../../contracts/recommendation.ts';
import type { Database } from '../../store/database.ts';
import { overviewOf } from '../domain-parts.ts';
import { unknownDomain } from '../domain-record.ts';
import { domainsOf, type JudgedRecord, judgedRecord, recommendedIn } from '../domains-of-store.ts';
import { type PlanAim, planAuditsOnRecord } from '../plan-audits.ts';
import { recommendOnRecord } from '../recommend-on-record.ts';
import { reportOnRecord } from '../report-domain.ts';
import type { ServedGovernance } from '../served-governance.ts';
import { weeksOf } from '../weeks-of-domains.ts';
import { type DomainFigures, domainFigures } from './domain-figures.ts';
import { type Freshness, LastAnswers, type StoreState, type Told } from './last-answers.ts';
import type { Renewals } from './renewals.ts';
import type { ServedAccess } from './served-access.ts';

const FRESH: Freshness = { isFresh: true };

/** What a record says as a whole, all of it of one moment: it is read once for all. */
interface WholeRecord extends Pick<JudgedRecord, 'recommended'> {
  readonly reliable: DomainReliabilityReport;
  readonly weeks: DomainWeeks;
}

/** What the record of a store that is served says: all of it comes from the counts, and is kept at hand. */
export class RecordReports {
  readonly #access: ServedAccess;
  readonly #governance: Pick<ServedGovernance, 'register'>;
  readonly #last: {
    readonly whole: LastAnswers<WholeRecord>;
    readonly firstLook: LastAnswers<RecommendationReport>;
    readonly reported: LastAnswers<DomainReport>;
    readonly planned: LastAnswers<AuditPlanReport>;
  };

  constructor(
    access: ServedAccess,
    governance: Pick<ServedGovernance, 'register'>,
    state: () => StoreState,
    renewals: Renewals,
  ) {
    [this.#access, this.#governance] = [access, governance];
    this.#last = {
      whole: new LastAnswers(state, renewals),
      firstLook: new LastAnswers(state, renewals),
      reported: new LastAnswers(state, renewals),
      planned: new LastAnswers(state, renewals),
    };
  }

  /**
   * The same as `leeway recommend`.
   *
   * @throws Problem configuration: rules by which nothing can be recommended
   */
  async recommend(
    asOf: string | null,
    firstLook: boolean,
    freshness: Freshness,
  ): Promise<Told<RecommendationReport>> {
    const configuration = this.#access.configuration();
    if (firstLook)
      return this.#last.firstLook.of([asOf], freshness, () =>
        this.#access.read((db) => recommendOnRecord(db, { configuration, asOf, firstLook }, false)),
      );
    const { answer, ageMs } = await this.#whole(asOf, freshness);
    return { answer: recommendedIn(answer), ageMs };
  }

  /** The same as `leeway domains`. */
  async domains(asOf: string | null, freshness: Freshness): Promise<Told<DomainReliabilityReport>> {
    const { answer, ageMs } = await this.#whole(asOf, freshness);
    return { answer: answer.reliable, ageMs };
  }

  /** The last weeks of every domain. */
  async weeks(asOf: string | null, freshness: Freshness): Promise<Told<DomainWeeks>> {
    const { answer, ageMs } = await this.#whole(asOf, freshness);
    return { answer: answer.weeks, ageMs };
  }

  #whole(asOf: string | null, freshness: Freshness): Promise<Told<WholeRecord>> {
    return this.#last.whole.of([asOf], freshness, () => this.#access.read((db) => this.#wholeOn(db, asOf)));
  }

  async #wholeOn(db: Database, asOf: string | null): Promise<WholeRecord> {
    const configuration = this.#access.configuration();
    const record = await judgedRecord(db, { configuration, asOf }, false);
    return {
      recommended: record.recommended,
      reliable: domainsOf(record, configuration),
      weeks: await weeksOf(db, record.history, configuration),
    };
  }

  /**
   * What both say of one domain.
   *
   * @throws NotThere
   */
  async overview(domain: string, asOf: string | null, freshness: Freshness): Promise<Told<DomainOverview>> {
    const { answer: whole, ageMs } = await this.#whole(asOf, freshness);
    const answer = overviewOf(domain, recommendedIn(whole), whole.reliable);
    if (answer === null) throw await this.#access.glance((db) => unknownDomain(db, domain));
    return { answer, ageMs };
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
    const { answer } = await this.#whole(null, FRESH);
    const register = await this.#governance.register(FRESH);
    return domainFigures(register.answer, answer.reliable, recommendedIn(answer));
  }
}
