import { hypergeometricTail } from './hypergeometric-tail.ts';
import { effectiveCounts, type SliceSums } from './slice-sums.ts';

/** Room for the rounding of weights that are equal, whose effective counts are whole. */
const EPSILON = 1e-6;

/**
 * Whether a slice errs more often than the rest of its domain, one-sided: Fisher's exact test on effective counts.
 *
 * Where all weights are alike, and so under full review, the counts are the verdicts themselves, and the p-value is exact
 * for any size. Where weights differ, each side counts for as many verdicts of equal weight as would say as much, rounded
 * against the finding: errors of the slice down, those of the rest up. That is a large-sample approximation, valid where
 * reviews were drawn with the inclusion probabilities that are recorded and each side has some errors at each of the
 * weights that carry it. The usual score test on the same counts is not used: with thirty verdicts and few errors it finds
 * many times more than it may at the levels that a search over hundreds of slices asks for.
 */
export function slicePValue(slice: SliceSums, rest: SliceSums): number {
  if (slice.wrong * rest.weight <= rest.wrong * slice.weight) return 1;
  const [own, other] = [effectiveCounts(slice), effectiveCounts(rest)];
  const n = Math.floor(own.n + EPSILON);
  const errors = Math.floor(own.errors + EPSILON);
  const others = Math.floor(other.n + EPSILON);
  const otherErrors = Math.min(others, Math.ceil(other.errors - EPSILON));
  return hypergeometricTail({ errors, n, allErrors: errors + otherErrors, all: n + others });
}
