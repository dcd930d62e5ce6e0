import type { ArmCell, ReviewCounts, VoiceCell } from '../contracts/cut-counts.ts';
import type { Estimate } from '../contracts/reliability.ts';
import type { ReviewArm, ReviewerNoise, ReviewSignals } from '../contracts/review-signals.ts';
import { noiseCorrectedError, type Stratum } from '../statistics/index.ts';
import { anchoringOf } from '../tuning/anchoring.ts';
import { judgedShare } from './judged-share.ts';

const CONFIDENCE = 0.95;
const MILLION = 1_000_000;
const FEWEST_PAIRS = 30;

/** What verdicts are worth, from how they came about. */
export function reviewSignals(counts: ReviewCounts, isKnown: boolean): ReviewSignals {
  const { verdicts, blind, shown, timed, medianSeconds, blindSeconds, shownSeconds } = counts;
  const armOf = (isBlind: boolean): readonly ArmCell[] =>
    counts.arms.filter((cell) => cell.blind === isBlind);
  return {
    verdicts,
    blindShare: blind + shown === 0 ? null : blind / (blind + shown),
    ...{ timed, medianSeconds },
    blind: reviewArm(armOf(true), { verdicts: blind, medianSeconds: blindSeconds }, isKnown),
    shown: reviewArm(armOf(false), { verdicts: shown, medianSeconds: shownSeconds }, isKnown),
    anchoring: anchoringOf(counts.arms, CONFIDENCE),
    noise: noiseOf(counts),
    rubrics: counts.rubrics.map(({ rubric, verdicts: all, wrong }) => ({
      ...{ rubric, verdicts: all, overrideRate: rateOf(wrong, all) },
    })),
  };
}

/** A share of independent verdicts that count alike, with Clopper–Pearson's 95 % interval; of none, all is possible. */
export function rateOf(successes: number, trials: number): Estimate {
  const { naive } = judgedShare([{ weight: 1, successes, trials }], false);
  return naive ?? { value: 0, low: 0, high: 1 };
}

function reviewArm(
  cells: readonly ArmCell[],
  said: Pick<ReviewArm, 'verdicts' | 'medianSeconds'>,
  isKnown: boolean,
): ReviewArm | null {
  const decisions = voicesOf(cells);
  if (decisions === 0) return null;
  const confidence = cells.reduce((sum, cell) => sum + cell.confidence, 0) / (MILLION * decisions);
  return { ...said, decisions, overrideRate: judgedShare(strataOf(cells), isKnown), confidence };
}

function noiseOf({ pairs, alike, blindPairs, first }: ReviewCounts): ReviewerNoise | null {
  if (pairs < FEWEST_PAIRS) return null;
  const answer = noiseCorrectedError({ strata: strataOf(first), pairs, alike, confidence: CONFIDENCE });
  if (answer === null) return null;
  const { reviewerError, observed, corrected, plausible } = answer;
  return {
    ...{ pairs, alike, blindPairs, plausible },
    reviewerError: estimateOf(reviewerError),
    observed: estimateOf(observed),
    corrected: estimateOf(corrected),
  };
}

function strataOf(cells: readonly VoiceCell[]): Stratum[] {
  return cells.map(({ weight, voices, wrong }) => ({ weight, successes: wrong, trials: voices }));
}

function voicesOf(cells: readonly VoiceCell[]): number {
  return cells.reduce((sum, { voices }) => sum + voices, 0);
}

/** An interval in the words of the contract. */
export function estimateOf(interval: {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}): Estimate {
  return { value: interval.estimate, low: interval.lower, high: interval.upper };
}
