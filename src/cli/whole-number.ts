import { Problem } from '../contracts/problem.ts';

/**
 * A whole number from the command line.
 * @throws Problem usage: anything else, or one below `least`
 */
export function wholeNumber(flag: string, value: string, least: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < least) {
    throw new Problem('usage', `${flag} ${value}: not a whole number from ${least} up`);
  }
  return number;
}
