import { percent, percentDown, percentUp } from './figures.ts';
import type { Estimate, Shares } from './reliability.ts';

/** What is known of accuracy: for all decisions where somebody knows how reviews were chosen, else for the reviewed. */
export function bestOf({ naive, weighted }: Shares): Estimate | null {
  return weighted ?? naive;
}

/** A share with its interval, which is rounded outwards: `93.7 % (92.1–95.0)`; `–` for nothing. */
export function shareText(estimate: Estimate | null): string {
  return estimate === null ? '–' : `${percent(estimate.value)} (${spanOf(estimate)})`;
}

/** The same under a heading that has the sign. */
export function shareFigure(estimate: Estimate | null): string {
  return estimate === null ? '–' : `${(estimate.value * 100).toFixed(1)} (${spanOf(estimate)})`;
}

/** The interval alone, without the sign. */
export function spanOf({ low, high }: Pick<Estimate, 'low' | 'high'>): string {
  return `${percentDown(low)}–${percentUp(high)}`;
}
