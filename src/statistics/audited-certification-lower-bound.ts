import { crossingPoint } from './crossing-point.ts';
import { devianceTerm } from './deviance-term.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/** Decisions that share an error rate and the probability with which they are reviewed. */
export interface AuditedStratum {
  /** Their share of the decisions in question, > 0, in any unit. */
  readonly share: number;
  /** Probability of a review, in (0, 1]. */
  readonly inclusion: number;
  /** Probability of an error, in [0, 1]. */
  readonly risk: number;
}

/**
 * Lower bound for audited traffic: the decisions that ANY honest procedure must see on average to certify the mean risk
 * of strata that are reviewed with different probabilities.
 *
 * It is ln(1 / delta) over the smallest information, per decision, that tells the truth from a world at the limit: the
 * minimum of sum w pi KL(r || r') over all r' with mean alpha. The yardstick for audited evidence, as
 * `certificationLowerBound` is where everything is reviewed (one stratum, inclusion 1).
 *
 * @param input strata, at least one; alpha, the limit, and delta, the failure probability, in (0, 1)
 * @returns information, nats a decision; minExpectedDecisions, null when the mean risk is at or above alpha
 * @throws RangeError outside those ranges
 * @see Wald, "Sequential tests of statistical hypotheses", 1945
 * @example
 * auditedCertificationLowerBound({ strata: [{ share: 1, inclusion: 1, risk: 0.02 }], alpha: 0.05, delta: 0.05 });
 * // => { information: 0.0121429606911…, minExpectedDecisions: 246.705259923… }
 */
export function auditedCertificationLowerBound(input: {
  readonly strata: readonly AuditedStratum[];
  readonly alpha: number;
  readonly delta: number;
}): { information: number; minExpectedDecisions: number | null } {
  const { strata, alpha, delta } = input;
  requireOpenUnit('auditedCertificationLowerBound', 'alpha', alpha);
  requireOpenUnit('auditedCertificationLowerBound', 'delta', delta);
  if (strata.length === 0 || !strata.every(isSound)) {
    throw new RangeError(
      'auditedCertificationLowerBound requires strata with share > 0, inclusion in (0, 1] and risk in [0, 1]',
    );
  }
  const total = strata.reduce((sum, { share }) => sum + share, 0);
  const meanOf = (risks: (one: AuditedStratum) => number): number =>
    strata.reduce((sum, one) => sum + (one.share / total) * risks(one), 0);
  // A mean that equals the limit up to rounding carries no information to be searched for.
  if (meanOf((one) => one.risk) >= alpha * (1 - 1e-12)) return { information: 0, minExpectedDecisions: null };

  // Every price at which the mean of the tilted risks is below alpha is too low; the price is searched by its logarithm.
  const excess = (logPrice: number): number => meanOf((one) => tilted(one, Math.exp(logPrice))) - alpha;
  let [low, high] = [-2, 0];
  while (excess(high) < 0) high += 2;
  while (excess(low) > 0) low -= 2;
  const price = Math.exp(crossingPoint(excess, low, high));
  const information = meanOf((one) => {
    const ofErrors = divergence(one.risk, tilted(one, price));
    const ofRights = divergence(1 - one.risk, tiltedRight(one, price));
    return one.inclusion * (ofErrors + ofRights);
  });
  return { information, minExpectedDecisions: -Math.log(delta) / information };
}

/** The risk r' at which pi (r' - r) = price r' (1 - r'): where a stratum gives up its information at that price. */
function tilted({ inclusion, risk }: AuditedStratum, price: number): number {
  const b = inclusion - price;
  const root = Math.sqrt(b * b + 4 * price * inclusion * risk);
  // Two forms of the same root: each is free of cancellation on its own side.
  return b > 0 ? (2 * inclusion * risk) / (b + root) : (root - b) / (2 * price);
}

/** One minus the tilted risk, from its own equation: subtracting would lose every digit of a risk close to 1. */
function tiltedRight({ inclusion, risk }: AuditedStratum, price: number): number {
  const b = inclusion + price;
  const right = 1 - risk;
  return (2 * inclusion * right) / (b + Math.sqrt(b * b - 4 * price * inclusion * right));
}

/** The deviance term, with its limit where x is so small that the other may have underflowed. */
function divergence(x: number, m: number): number {
  return x < 1e-200 ? m : devianceTerm(x, m);
}

function isSound({ share, inclusion, risk }: AuditedStratum): boolean {
  return share > 0 && inclusion > 0 && inclusion <= 1 && risk >= 0 && risk <= 1;
}
