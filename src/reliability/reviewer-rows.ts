import type { ReviewerRow } from '../contracts/cut.ts';
import type { ReviewerCounts } from '../contracts/cut-counts.ts';
import type { Estimate } from '../contracts/reliability.ts';
import { atLeast, atMost, binomialFunnel } from './binomial-funnel.ts';
import { judgedShare } from './judged-share.ts';

const ALPHA = 0.05;
const FEWEST_FOR_KAPPA = 30;
const FEWEST_FOR_STAMP = 100;

/**
 * Each reviewer beside all of them together: a funnel plot in numbers. Its limits hold where every reviewer gets cases at
 * random; who is given the hard ones overrides more for no fault of theirs.
 *
 * @param leftOut reviewers that are not among these, but count among those that are looked at at once
 */
export function reviewerRows(reviewers: readonly ReviewerCounts[], leftOut = 0): ReviewerRow[] {
  const [verdicts, overrides] = reviewers.reduce(
    ([all, some], one) => [all + one.verdicts, some + one.overrides],
    [0, 0],
  );
  if (verdicts === 0) return [];
  const mean = overrides / verdicts;
  const level = ALPHA / (2 * (reviewers.length + leftOut));
  return reviewers.map((one) => {
    const outside = outsideOf(one, mean, level);
    const rubberStamp = outside === 'below' && one.verdicts >= FEWEST_FOR_STAMP;
    return {
      reviewer: one.reviewer,
      verdicts: one.verdicts,
      overrides: one.overrides,
      overrideRate: rateOf(one),
      funnel: binomialFunnel(one.verdicts, mean, ALPHA),
      outside,
      soleVoice: one.soleVoice,
      shared: one.verdicts - one.soleVoice,
      ...agreementOf(one),
      rubberStamp,
      why: rubberStamp ? whyStamp(one, mean) : null,
    };
  });
}

function rateOf({ overrides, verdicts }: ReviewerCounts): Estimate {
  const { naive } = judgedShare([{ weight: 1, successes: overrides, trials: verdicts }], false);
  return naive ?? { value: 0, low: 0, high: 1 };
}

function outsideOf({ overrides, verdicts }: ReviewerCounts, mean: number, level: number) {
  if (atMost(overrides, verdicts, mean) <= level) return 'below' as const;
  return atLeast(overrides, verdicts, mean) <= level ? ('above' as const) : null;
}

/** Over each pair of voices on one decision. */
function agreementOf(one: ReviewerCounts): Pick<ReviewerRow, 'agreement' | 'kappa'> {
  const { bothRight, bothWrong, onlyThisWrong, onlyOtherWrong } = one;
  const pairs = bothRight + bothWrong + onlyThisWrong + onlyOtherWrong;
  if (pairs === 0) return { agreement: null, kappa: null };
  const agreement = (bothRight + bothWrong) / pairs;
  const [own, other] = [(bothWrong + onlyThisWrong) / pairs, (bothWrong + onlyOtherWrong) / pairs];
  const byChance = own * other + (1 - own) * (1 - other);
  const isKnown = one.verdicts - one.soleVoice >= FEWEST_FOR_KAPPA && byChance < 1;
  return { agreement, kappa: isKnown ? (agreement - byChance) / (1 - byChance) : null };
}

function whyStamp({ overrides, verdicts }: ReviewerCounts, mean: number): string {
  const expected = Math.round(mean * verdicts);
  return `changed ${overrides} of ${verdicts} decisions, where all reviewers together would have changed about ${expected}; chance does not explain so few, an easier mix of cases may`;
}
