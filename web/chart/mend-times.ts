import { expressionFunction } from 'vega';

/**
 * The interpreter of Vega (2.3.2) takes the milliseconds of a time for a year, where code that is made of the same
 * expression does not. Called once, before anything is drawn.
 */
export function mendTimes(): void {
  expressionFunction('datetime', (first: number | string, ...rest: readonly number[]): Date => {
    if (rest.length === 0) return new Date(first);
    const [month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = rest;
    return new Date(Number(first), month, day, hours, minutes, seconds, milliseconds);
  });
}
