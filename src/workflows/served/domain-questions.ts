import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DecisionPage } from '../../contracts/decision-page.ts';
import type { DomainTrend, TrendStep } from '../../contracts/domain-parts.ts';
import type { RecommendationReport } from '../../contracts/recommendation.ts';
import type { WhatIf } from '../../contracts/what-if.ts';
import { type DecisionsQuestion, decisionsIntoFile, decisionsOnRecord } from '../list-decisions.ts';
import { trendOnRecord } from '../trend-of-domain.ts';
import { whatIfOnRecord } from '../what-if.ts';
import { type Freshness, LastAnswers, type StoreState, type Told } from './last-answers.ts';
import type { Renewals } from './renewals.ts';
import type { ServedAccess } from './served-access.ts';

/** Which decisions of a domain are asked for, under the rules of the server. */
type Listed = Omit<DecisionsQuestion, 'configuration'>;

/** What is recommended, and how old that is. */
type Recommend = (asOf: string | null, freshness: Freshness) => Promise<Told<RecommendationReport>>;

/** What somebody asks who looks into domains: over time, at other thresholds, and at the decisions themselves. */
export class DomainQuestions {
  readonly #access: Pick<ServedAccess, 'configuration' | 'read'>;
  readonly #recommend: Recommend;
  readonly #last: {
    readonly trend: LastAnswers<DomainTrend>;
    readonly whatIf: LastAnswers<WhatIf>;
  };

  constructor(
    access: Pick<ServedAccess, 'configuration' | 'read'>,
    state: () => StoreState,
    renewals: Renewals,
    recommend: Recommend,
  ) {
    [this.#access, this.#recommend] = [access, recommend];
    this.#last = {
      trend: new LastAnswers(state, renewals),
      whatIf: new LastAnswers(state, renewals),
    };
  }

  /** One domain over time. */
  trend(
    domain: string,
    asOf: string | null,
    by: TrendStep,
    freshness: Freshness,
  ): Promise<Told<DomainTrend>> {
    const configuration = this.#access.configuration();
    return this.#last.trend.of([domain, asOf, by], freshness, () =>
      this.#access.read((db) => trendOnRecord(db, { domain, configuration, asOf, by }, false)),
    );
  }

  /** What would be at other thresholds. */
  async whatIf(domain: string, asOf: string | null, freshness: Freshness): Promise<Told<WhatIf>> {
    const configuration = this.#access.configuration();
    // All domains are recommended on at once, so this one does not wait for the newest of that.
    const recommended = await this.#recommend(asOf, freshness);
    const { answer, ageMs } = await this.#last.whatIf.of([domain, asOf], freshness, () =>
      this.#access.read((db) =>
        whatIfOnRecord(db, { domain, configuration, asOf }, async () => recommended.answer),
      ),
    );
    return { answer, ageMs: Math.max(ageMs, recommended.ageMs) };
  }

  /** The same as `leeway report DOMAIN --decisions`, page by page. */
  decisions(
    listed: Listed,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<DecisionPage> {
    const configuration = this.#access.configuration();
    return this.#access.read((db) => decisionsOnRecord(db, { ...listed, configuration }, page));
  }

  /** The same as a CSV file, which is for the caller to remove. @returns where it is */
  decisionsFile(listed: Listed): Promise<string> {
    const configuration = this.#access.configuration();
    return this.#access.read(async (db) => {
      const path = join(db.scratch, `decisions-${randomUUID()}.csv`);
      await decisionsIntoFile(db, { ...listed, configuration }, path);
      return path;
    });
  }
}
