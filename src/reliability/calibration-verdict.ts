import type { CalibrationVerdict, Reliability } from '../contracts/reliability.ts';

const ALPHA = 0.05;

/** What the interval of the bias and the tests of the shape say together. Never "calibrated": nothing proves that. */
export function calibrationVerdict(
  bias: Reliability['confidence']['bias'],
  { spiegelhalter, shape }: Pick<Reliability['tests'], 'spiegelhalter' | 'shape'>,
): CalibrationVerdict {
  if (bias === null) return 'no-verdicts';
  if (bias.low > 0) return 'over-confident';
  if (bias.high < 0) return 'under-confident';
  // Two tests of one question share its error.
  const isOff = [spiegelhalter, shape].some((test) => test !== null && test.p < ALPHA / 2);
  return isOff ? 'shape-differs' : 'nothing-found';
}
