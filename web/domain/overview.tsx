import type { DomainOverview } from '../../src/contracts/domain-parts.ts';
import {
  limitPercent,
  percent,
  percentUp,
  reachText,
  threshold,
  unbroken,
} from '../../src/contracts/figures.ts';
import type { Recommendation } from '../../src/contracts/recommendation.ts';
import { visible } from '../../src/contracts/visible.ts';
import { levelNow } from '../domains/domain-row.ts';
import { LevelBadge } from '../parts/level-badge.tsx';
import { Progress } from '../parts/progress.tsx';

/** What is said of the model that acts: authority is asked for the newest. */
export function actingOf({ recommendations }: DomainOverview): Recommendation | null {
  return (
    recommendations.find(({ refusal }) => refusal?.reason !== 'stale_model') ?? recommendations[0] ?? null
  );
}

/** The state of a domain in sentences, and the figures that they rest on. */
export function Overview({ overview }: { readonly overview: DomainOverview }) {
  const acting = actingOf(overview);
  if (acting === null) return null;
  const [first, ...others] = acting.reasons;
  return (
    <section class="overview" aria-label="In short">
      {first !== undefined && <p class="lede">{unbroken(first)}</p>}
      {others.length > 0 && (
        <ul class="reasons">
          {others.map((reason) => (
            <li key={reason}>{unbroken(reason)}</li>
          ))}
        </ul>
      )}
      <Facts acting={acting} models={overview.recommendations.length} />
    </section>
  );
}

function Facts({ acting, models }: { readonly acting: Recommendation; readonly models: number }) {
  const { current, proposed, certified, target, next, model } = acting;
  const reach = proposed ?? certified;
  const reached = reach === null ? '–' : reachText(reach.threshold, reach.maxAmount);
  return (
    <dl class="facts">
      <div>
        <dt>Level</dt>
        <dd>
          <LevelBadge level={levelNow(acting)} />
        </dd>
      </div>
      <div>
        <dt>Threshold now</dt>
        <dd>{threshold(current.threshold)}</dd>
      </div>
      <div>
        <dt>{proposed === null && certified !== null ? 'Certified' : 'Proposed'}</dt>
        <dd>{reached}</dd>
      </div>
      <div>
        <dt>Alone from there</dt>
        <dd>{unbroken(percent(reach?.coverage ?? null))}</dd>
      </div>
      <div>
        <dt>Wrong of these, at most</dt>
        <dd>
          {reach === null ? '–' : unbroken(`${percentUp(reach.riskUpper, target.risk)} %`)}{' '}
          <small>limit {unbroken(limitPercent(target.risk))}</small>
        </dd>
      </div>
      <div>
        <dt>Verdicts / needed</dt>
        <dd>
          <Progress have={next.have} need={next.need} />
        </dd>
      </div>
      <div>
        <dt>Model</dt>
        <dd class="model">
          {visible(model)} {models > 1 && <small>the newest of {models}</small>}
        </dd>
      </div>
    </dl>
  );
}
