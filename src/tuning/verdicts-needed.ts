import { firstWhole } from '../statistics/first-whole.ts';
import { betaMixtureEValue, certificationLowerBound } from '../statistics/index.ts';
import type { EProcess } from './e-process.ts';

/** Beyond this many verdicts the risk is too close to the limit to say how many would do. */
export const MOST_VERDICTS = 100_000;

/**
 * Verdicts at which a threshold would be certified if its error rate stayed what it is.
 *
 * @param risk error rate so far, in [0, 1]
 * @param alpha limit, in (0, 1)
 * @param level failure probability of its test, in (0, 1)
 * @returns whole verdicts, all of them with the same inclusion probability; null where the risk is at or above the
 *   limit, or so close that more than 100 000 would be needed
 */
export function verdictsNeeded(risk: number, alpha: number, level: number): number | null {
  const { minExpectedVerdicts } = certificationLowerBound({ risk, alpha, delta: level });
  if (minExpectedVerdicts === null || minExpectedVerdicts > MOST_VERDICTS) return null;
  const needed = -Math.log(level);
  return fewestPassing((n) => betaMixtureEValue({ n, errors: Math.round(risk * n), alpha }).logE >= needed);
}

/**
 * Verdicts at which a place of a tally would be certified if more came like those that are there: as often right,
 * as many pending, reviewed at the same rates. Few audits among many reviews say less than their number, so a
 * place may need more than it has of a rate that would do elsewhere.
 *
 * @param have reviewed verdicts at the place, at least one
 * @returns whole verdicts; null where more of the same would never do, or only more than 100 000
 */
export function verdictsNeededAt(
  process: EProcess,
  place: number,
  have: number,
  level: number,
): number | null {
  const needed = -Math.log(level);
  return fewestPassing((n) => process.logE(place, n / have) >= needed);
}

/** The fewest verdicts, at most 100 000, that pass a test which more of them do not undo. */
function fewestPassing(passes: (n: number) => boolean): number | null {
  if (!passes(MOST_VERDICTS)) return null;
  return firstWhole(0, MOST_VERDICTS, passes);
}
