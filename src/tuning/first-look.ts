import type { CertificateMethod } from '../contracts/certificate.ts';
import { binomialTail, clopperPearson, hoeffdingBentkus } from '../statistics/index.ts';
import { binaryCounts, hasPlainLosses, lowestPassing } from './e-process.ts';
import type { Tally } from './tally.ts';

/** One look at a number of verdicts that was fixed before any of them was seen. */
export interface FirstLook {
  readonly method: CertificateMethod;
  /** p-value of "the risk at this place is at or above alpha". */
  readonly pValue: (place: number, alpha: number) => number;
  /** Upper bound on the risk, missed with probability at most delta. */
  readonly upperBound: (place: number, delta: number) => number;
}

/**
 * The exact binomial test where losses are 0 or 1, Hoeffding–Bentkus where they are graded (METHODS 1.1, 1.2).
 *
 * @param graded whether losses may lie between 0 and 1, though none of these does
 */
export function firstLookAt(tally: Tally, graded = false): FirstLook {
  if (!graded && hasPlainLosses(tally)) {
    return {
      method: 'exact-binomial-first-look',
      pValue: (place, alpha) => binomialTail({ ...binaryCounts(tally, place), alpha }).p,
      upperBound: (place, delta) => clopperPearson({ ...binaryCounts(tally, place), delta }).upper,
    };
  }
  const pValue = (place: number, alpha: number): number =>
    hoeffdingBentkus({ ...lossSums(tally, place), alpha, binary: false });
  return {
    method: 'hoeffding-bentkus-first-look',
    pValue,
    upperBound: (place, delta) => lowestPassing((alpha) => pValue(place, alpha) <= delta),
  };
}

function lossSums(tally: Tally, place: number): { n: number; lossSum: number } {
  let [n, lossSum] = [0, 0];
  tally.strata.forEach((stratum, index) => {
    const count = tally.counts[index]?.[place] ?? 0;
    n += count;
    lossSum += count * stratum.loss;
  });
  return { n, lossSum };
}
