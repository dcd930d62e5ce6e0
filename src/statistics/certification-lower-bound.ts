import { devianceTerm } from './deviance-term.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Certification lower bound: the verdicts that ANY honest procedure needs on average to certify a risk.
 *
 * Use it to tell "not yet" from "never", and as the yardstick of a method. No test that errs with probability at most delta
 * can stop sooner on average than ln(1 / delta) / KL(risk || alpha).
 *
 * @param input risk, the true risk, in [0, 1]; alpha, the limit, and delta, the failure probability, in (0, 1)
 * @returns kl, in nats; minExpectedVerdicts, null when risk >= alpha (it can never be certified); zeroErrorFloor, the
 *   fewest error-free verdicts with which one look at a fixed n can succeed
 * @throws RangeError outside those ranges
 * @see Wald, "Sequential tests of statistical hypotheses", 1945
 * @example
 * certificationLowerBound({ risk: 0.02, alpha: 0.05, delta: 0.05 });
 * // => { kl: 0.0121429606911…, minExpectedVerdicts: 246.705259923…, zeroErrorFloor: 59 }
 */
export function certificationLowerBound(input: {
  readonly risk: number;
  readonly alpha: number;
  readonly delta: number;
}): { kl: number; minExpectedVerdicts: number | null; zeroErrorFloor: number } {
  const { risk, alpha, delta } = input;
  if (!(risk >= 0 && risk <= 1))
    throw new RangeError('certificationLowerBound requires risk between 0 and 1');
  requireOpenUnit('certificationLowerBound', 'alpha', alpha);
  requireOpenUnit('certificationLowerBound', 'delta', delta);
  // The linear parts of the two deviances cancel: what remains is the divergence, without loss of digits near alpha.
  const kl = devianceTerm(risk, alpha) + devianceTerm(1 - risk, 1 - alpha);
  const nats = -Math.log(delta);
  const floor = nats / -Math.log1p(-alpha);
  return {
    kl,
    minExpectedVerdicts: risk < alpha && kl > 0 ? nats / kl : null,
    zeroErrorFloor: Math.ceil(floor * (1 - 1e-14)),
  };
}
