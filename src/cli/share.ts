import { Problem } from '../contracts/problem.ts';

/**
 * A share from the command line, above 0.
 * @param oneToo whether all of it is a share too
 * @throws Problem usage: anything else
 */
export function share(flag: string, value: string, oneToo: boolean): number {
  const number = Number(value);
  if (value.trim() === '' || !(number > 0 && (number < 1 || (oneToo && number === 1)))) {
    throw new Problem(
      'usage',
      `${flag} ${value}: not a share; give a number between 0 and 1, for example 0.05`,
    );
  }
  return number;
}
