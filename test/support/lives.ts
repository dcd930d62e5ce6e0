import { binomialTail } from '../../src/statistics/index.ts';
import { IS_LONG } from './is-long.ts';

/**
 * How many lives of a simulated domain to live through. Where a test fails at one false result in a hundred by chance,
 * 150 lives find twice delta (0.05) in 54 of 100 runs, 250 in 77, 400 in 93, 800 always. The gate finds three times delta:
 * 120 lives do in 93 of 100, 150 in 97, 250 always.
 */
export function livesFor(inGate: number, whenLong: number): number {
  return IS_LONG ? whenLong : inGate;
}

/** Chance of so many false lives or more, if each is false with probability delta. */
export function chanceOf(count: number, of: number, delta: number): number {
  return count === 0 ? 1 : 1 - binomialTail({ errors: count - 1, n: of, alpha: delta }).p;
}
