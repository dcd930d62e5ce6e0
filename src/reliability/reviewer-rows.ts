import type { ReviewerRow } from '../contracts/cut.ts';
import type { ReviewerCounts } from '../contracts/cut-counts.ts';
import { atLeast, atMost, binomialFunnel } from './binomial-funnel.ts';
import { rateOf } from './review-signals.ts';
import { rubberStamp } from './rubber-stamp.ts';

const ALPHA = 0.05;
const FEWEST_FOR_KAPPA = 30;

/**
 * Each reviewer beside all of them together: a funnel plot in numbers. Its limits hold where every reviewer gets cases at
 * random; who is given the hard ones overrides more for no fault of theirs.
 *
 * @param leftOut reviewers that are not among these, but count among those that are looked at at once
 * @param medianSeconds what half of all verdicts with a time took at most; null where none has one
 */
export function reviewerRows(
  reviewers: readonly ReviewerCounts[],
  leftOut = 0,
  medianSeconds: number | null = null,
): ReviewerRow[] {
  const [verdicts, overrides, blind, blindOverrides] = reviewers.reduce(
    ([all, some, unseen, changed], one) => [
      all + one.verdicts,
      some + one.overrides,
      unseen + one.blind,
      changed + one.blindOverrides,
    ],
    [0, 0, 0, 0],
  );
  if (verdicts === 0) return [];
  const mean = overrides / verdicts;
  const level = ALPHA / (2 * (reviewers.length + leftOut));
  const rate = verdicts === blind ? 0 : (overrides - blindOverrides) / (verdicts - blind);
  return reviewers.map((one) => {
    return {
      reviewer: one.reviewer,
      verdicts: one.verdicts,
      overrides: one.overrides,
      overrideRate: rateOf(one.overrides, one.verdicts),
      funnel: binomialFunnel(one.verdicts, mean, 2 * level),
      outside: outsideOf(one, mean, level),
      soleVoice: one.soleVoice,
      shared: one.verdicts - one.soleVoice,
      ...agreementOf(one),
      ...{ blind: one.blind, shown: one.shown, timed: one.timed, medianSeconds: one.medianSeconds },
      ...rubberStamp(one, { rate, medianSeconds, level }),
    };
  });
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
