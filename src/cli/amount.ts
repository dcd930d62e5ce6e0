import { Problem } from '../contracts/problem.ts';

/**
 * An amount of money from the command line.
 *
 * @throws Problem usage: anything but a number of at least 0
 */
export function amount(flag: string, value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && Number.isFinite(number)))
    throw new Problem('usage', `${flag} ${value}: not an amount; give a number, for example 250`);
  return number;
}
