import type { DomainReliability } from '../contracts/domain-reliability.ts';
import { plain } from '../contracts/figures.ts';

/** Chance alone may not hide more than this before the verdicts are called too few. */
const MOST_NOISE = 0.05;

/**
 * What a bias means: `over-confident by 4 points`, where chance does not explain it; `about right`, where it may; `too
 * few verdicts to tell`, where it might explain more than 5 points. `–` where nothing was judged.
 */
export function calibrationWords({ bias, biasNoise }: DomainReliability['calibration']): string {
  if (bias === null || biasNoise === null) return '–';
  if (Math.abs(bias) <= biasNoise)
    return biasNoise <= MOST_NOISE ? 'about right' : 'too few verdicts to tell';
  return `${bias > 0 ? 'over' : 'under'}-confident by ${points(Math.abs(bias))}`;
}

/** Whole points; below one with a decimal, and never 0. */
function points(share: number): string {
  if (share < 0.0005) return 'less than 0.1 points';
  const text = plain((share * 100).toFixed(share < 0.0095 ? 1 : 0));
  return `${text} ${text === '1' ? 'point' : 'points'}`;
}
