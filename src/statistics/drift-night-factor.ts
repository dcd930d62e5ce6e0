import type { IpwCell } from './ipw-cell.ts';

/**
 * One night's verdicts above a deployed threshold: `[reviewed, errors]` under ONE inclusion probability, or cells where
 * probabilities or losses differ.
 */
export type DriftNight = readonly [reviewed: number, errors: number] | { readonly cells: readonly IpwCell[] };

/**
 * Risks that are bet on, as multiples of the limit. One may pass 1; there it stops nine tenths of the way from the limit to
 * certainty.
 */
export function driftRisks(alpha: number, multipliers: readonly number[]): number[] {
  const cap = 1 - (1 - alpha) / 10;
  return multipliers.map((multiplier) => Math.min(alpha * multiplier, cap));
}

/**
 * Logarithm of what one night multiplies the bet "the risk is `risk`, not alpha" by, without checking its input.
 *
 * One inclusion probability drops out of the factor; several are weighed by a bet sized for the smallest.
 */
export function driftNightFactor(night: DriftNight, alpha: number, risk: number): number {
  if (!('cells' in night)) {
    const [reviewed, errors] = night;
    return errors * Math.log(risk / alpha) + (reviewed - errors) * (Math.log1p(-risk) - Math.log1p(-alpha));
  }
  const stake = (risk - alpha) / (alpha * (1 - alpha));
  return night.cells.reduce(
    (sum, { pi, piMin, loss, count }) => sum + count * Math.log1p(stake * (piMin / pi) * (loss - alpha)),
    0,
  );
}
