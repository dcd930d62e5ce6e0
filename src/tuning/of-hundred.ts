import { percentUp, plain } from '../contracts/figures.ts';

/**
 * A bound as a number of decisions in a hundred: rounded up, whole from ten on, where tenths say little, unless
 * they part it from the limit.
 */
export function ofHundred(share: number, limit: number): string {
  return `${plain(percentUp(share, limit, share >= 0.1 ? 0 : 1))} of 100`;
}
