import type { TopLevelSpec } from 'vega-lite';
import type { CutRow, Cuts } from '../contracts/cut.ts';
import { bestOf } from '../contracts/estimate-text.ts';
import type { ChartSize } from './chart-frame.ts';
import { reviewerFunnel } from './reviewer-funnel.ts';
import { type TrendOptions, trend } from './trend.ts';
import { triggerYield } from './trigger-yield.ts';

type Period = Omit<CutRow, 'value'> & { readonly from: string };

/** How it went, week by week. */
export function trendChart(weeks: readonly Period[], options: TrendOptions): TopLevelSpec {
  return trend(
    weeks.map(({ from, decisions, reviewed, errorRate }) => {
      const rate = bestOf(errorRate);
      return {
        ...{ week: from, decisions, reviewed, errorRate: rate?.value ?? null },
        ...{ low: rate?.low ?? null, high: rate?.high ?? null },
      };
    }),
    options,
  );
}

/** What each trigger brought. */
export function triggersChart({ byTrigger }: Pick<Cuts, 'byTrigger'>, size: ChartSize = {}): TopLevelSpec {
  return triggerYield(
    byTrigger.map(({ trigger, fired, reviewed, needed }) => ({
      ...{ trigger, fired, needed: reviewed === 0 ? null : needed },
    })),
    size,
  );
}

/** The reviewers of a domain, and where chance alone would leave them. */
export function reviewersChart({ byReviewer }: Pick<Cuts, 'byReviewer'>, size: ChartSize = {}): TopLevelSpec {
  return reviewerFunnel(
    byReviewer.map(({ reviewer, verdicts, overrides }) => ({
      ...{ reviewer, reviews: verdicts, overrides },
    })),
    { ...size, limits: byReviewer.map(({ verdicts, funnel }) => ({ reviews: verdicts, ...funnel })) },
  );
}
