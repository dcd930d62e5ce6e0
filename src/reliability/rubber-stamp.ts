import type { ReviewerRow } from '../contracts/cut.ts';
import type { ReviewerCounts } from '../contracts/cut-counts.ts';
import type { Estimate } from '../contracts/reliability.ts';
import { shareDifference } from '../statistics/index.ts';
import { atMost } from './binomial-funnel.ts';
import { estimateOf } from './review-signals.ts';

const FEWEST_FOR_STAMP = 100;
const FEWEST_TIMED = 30;
const FEWEST_IN_ARM = 30;
/** Who takes less than this part of the usual time is quick. */
const QUICK = 0.5;

/** All reviewers together, beside whom one is seen. */
export interface Usual {
  /** Share that is changed of the verdicts that are not blind. */
  readonly rate: number;
  readonly medianSeconds: number | null;
  /** Chance of being found apart for no reason, of each reviewer at each end. */
  readonly level: number;
}

type Verdict = Pick<ReviewerRow, 'anchoring' | 'rubberStamp' | 'why'>;

/**
 * Whether somebody waves through what they see. A blind verdict waves nothing through, so those are left out; whoever takes
 * as long as the others is not suspected for their few changes alone. Where all are rubber stamps none stands apart: then
 * only what they change blind, and how fast they are, tells.
 */
export function rubberStamp(one: ReviewerCounts, usual: Usual): Verdict {
  const anchoring = anchoringOf(one, usual.level);
  const [verdicts, changed] = [one.verdicts - one.blind, one.overrides - one.blindOverrides];
  const isFew = verdicts >= FEWEST_FOR_STAMP && atMost(changed, verdicts, usual.rate) <= usual.level;
  const isTimed = one.timed >= FEWEST_TIMED && one.medianSeconds !== null && usual.medianSeconds !== null;
  const pace = isTimed ? (one.medianSeconds ?? 0) / (usual.medianSeconds || 1) : null;
  const why = [
    isFew && !(pace !== null && pace >= 1) ? whyFew(changed, verdicts, usual.rate) : null,
    pace !== null && pace < QUICK && (anchoring?.low ?? 0) > 0 ? whySwayed(one) : null,
  ].filter((reason) => reason !== null);
  const time = why.length > 0 && pace !== null ? [whyTime(one, usual)] : [];
  return {
    anchoring,
    rubberStamp: why.length > 0,
    why: why.length > 0 ? [...why, ...time].join('; ') : null,
  };
}

function anchoringOf(one: ReviewerCounts, level: number): Estimate | null {
  if (one.blind < FEWEST_IN_ARM || one.shown < FEWEST_IN_ARM) return null;
  const first = { successes: one.blindOverrides, trials: one.blind };
  const second = { successes: one.shownOverrides, trials: one.shown };
  const answer = shareDifference({ strata: [{ weight: 1, first, second }], confidence: 1 - 2 * level });
  return answer && estimateOf(answer.difference);
}

function whyFew(changed: number, verdicts: number, rate: number): string {
  const expected = Math.round(rate * verdicts);
  return `changed ${changed} of ${verdicts} decisions, where all reviewers together would have changed about ${expected}; chance does not explain so few, an easier mix of cases may`;
}

function whySwayed({ blind, blindOverrides, shown, shownOverrides }: ReviewerCounts): string {
  return `changed ${blindOverrides} of ${blind} decisions blind, and ${shownOverrides} of ${shown} in sight of the answer; chance does not explain the difference`;
}

function whyTime({ medianSeconds, timed }: ReviewerCounts, usual: Usual): string {
  return `took ${seconds(medianSeconds)} at the median of ${timed}, where all together take ${seconds(usual.medianSeconds)}`;
}

function seconds(value: number | null): string {
  return `${Number((value ?? 0).toPrecision(3))} s`;
}
