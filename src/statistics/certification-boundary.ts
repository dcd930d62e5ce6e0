import { logBetaMixture } from './log-beta-mixture.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Certification boundary: how many fully reviewed verdicts are needed to certify, for 0, 1, 2, … errors among them.
 *
 * Show it as "214 of 319". It is the smallest n at which k errors give a truncated-Beta mixture e-value of at least
 * 1 / delta; peeking after every verdict is allowed.
 *
 * @param input alpha, the risk limit, and delta, the failure probability, in (0, 1); a, b > 0, the prior's shapes (default
 *   1 and 2 / alpha); maxErrors, whole, >= 0
 * @returns minVerdicts[k] for k = 0 … maxErrors, whole, increasing
 * @throws RangeError outside those ranges
 * @see Robbins, 1970; Wald, "Sequential tests of statistical hypotheses", 1945
 * @example
 * certificationBoundary({ alpha: 0.05, delta: 0.05, maxErrors: 3 }); // => { minVerdicts: [77, 126, 168, 206] }
 */
export function certificationBoundary(input: {
  readonly alpha: number;
  readonly delta: number;
  readonly maxErrors: number;
  readonly a?: number;
  readonly b?: number;
}): { minVerdicts: number[] } {
  const { alpha, delta, maxErrors, a = 1, b = 2 / alpha } = input;
  requireOpenUnit('certificationBoundary', 'alpha', alpha);
  requireOpenUnit('certificationBoundary', 'delta', delta);
  if (!Number.isSafeInteger(maxErrors) || maxErrors < 0) {
    throw new RangeError('certificationBoundary requires maxErrors to be a whole number >= 0');
  }
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY)) {
    throw new RangeError('certificationBoundary requires positive finite prior shapes a and b');
  }
  const needed = -Math.log(delta);
  const minVerdicts: number[] = [];
  let ok = 0;
  let stride = Math.max(1, Math.ceil(needed / alpha));
  for (let errors = 0; errors <= maxErrors; errors += 1) {
    const next = smallestFrom(ok, stride, (count) => logBetaMixture(errors, count, alpha, a, b) >= needed);
    stride = Math.max(1, next - ok);
    ok = next;
    minVerdicts.push(errors + ok);
  }
  return { minVerdicts };
}

/** The smallest whole number >= from where a test that stays true once true is true; galloping, then halving. */
function smallestFrom(from: number, stride: number, isEnough: (value: number) => boolean): number {
  let low = from - 1;
  let high = from;
  for (let leap = stride; !isEnough(high); leap *= 2) {
    low = high;
    high += leap;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
