import type { CalibrationCells } from './calibration-cells.ts';

/** Refuses cells whose sums no verdicts can have: a fit of them would crawl or answer nonsense. */
export function requireCells(caller: string, cells: CalibrationCells): void {
  for (let i = 0; i < cells.length; i += 1) {
    const [n, k] = [cells.verdicts[i] as number, cells.correct[i] as number];
    const [weight, sum] = [cells.weight[i] as number, cells.confidence[i] as number];
    const whole = Number.isSafeInteger(n) && Number.isSafeInteger(k) && n > 0 && k >= 0 && k <= n;
    // Sums of decimals may pass their bound by rounding.
    if (!whole || !(weight > 0 && weight < Infinity) || !(sum >= 0 && sum <= n * (1 + 1e-9)))
      throw new RangeError(
        `${caller} requires cells with whole 0 <= correct <= verdicts, weight > 0 and mean confidence in [0, 1]`,
      );
  }
}
