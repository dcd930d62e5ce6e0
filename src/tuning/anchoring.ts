import type { Refusal } from '../contracts/recommendation.ts';
import type { Anchoring, ArmVoices } from '../contracts/review-signals.ts';
import { type ComparedStratum, shareDifference } from '../statistics/index.ts';

const FEWEST_IN_ARM = 30;

/**
 * How sure a finding is that takes authority. A store is asked every night: at 95 % one domain of five without any influence
 * is refused some night of its first year, at this one of thirty or so (docs/adr/0040).
 */
const REFUSING_CONFIDENCE = 0.998;

/** Whether reviewers follow what they see; null where too few decisions were judged blind, or in sight, to tell. */
export function anchoringOf(arms: readonly ArmVoices[], confidence: number): Anchoring | null {
  const [blind, shown] = [true, false].map((isBlind) => arms.filter((cell) => cell.blind === isBlind)) as [
    ArmVoices[],
    ArmVoices[],
  ];
  if (voicesOf(blind) < FEWEST_IN_ARM || voicesOf(shown) < FEWEST_IN_ARM) return null;
  const weights = new Set([...blind, ...shown].map(({ weight }) => weight));
  const strata = [...weights].map(
    (weight): ComparedStratum => ({
      weight,
      first: countedAt(blind, weight),
      second: countedAt(shown, weight),
    }),
  );
  const answer = shareDifference({ strata, confidence });
  if (answer === null) return null;
  const { first, second, compared } = answer;
  const { estimate, lower, upper } = answer.difference;
  return {
    ...{ blind: first, shown: second, compared },
    difference: { value: estimate, low: lower, high: upper },
    found: lower > 0,
  };
}

/** What is found where verdicts are so surely swayed that none of them carries authority; null where they are not. */
export function swayedBy(arms: readonly ArmVoices[] = []): Anchoring | null {
  const anchoring = anchoringOf(arms, REFUSING_CONFIDENCE);
  return anchoring?.found === true ? anchoring : null;
}

/**
 * Why nothing rests on verdicts that are swayed; null where they are not. It has the decisions judged blind, needs no number
 * of verdicts that anybody could name, and gives no bound, since that would rest on the same verdicts.
 */
export function swayedRefusal(arms: readonly ArmVoices[] = []): Refusal | null {
  if (swayedBy(arms) === null) return null;
  const have = voicesOf(arms.filter(({ blind }) => blind));
  return { reason: 'reviewer_quality', have, need: null, best: null };
}

function countedAt(cells: readonly ArmVoices[], weight: number) {
  const own = cells.filter((cell) => cell.weight === weight);
  return { successes: own.reduce((sum, { wrong }) => sum + wrong, 0), trials: voicesOf(own) };
}

function voicesOf(cells: readonly ArmVoices[]): number {
  return cells.reduce((sum, { voices }) => sum + voices, 0);
}
