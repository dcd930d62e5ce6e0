/**
 * The first whole number above one that does not have a property, where all from it on have it: by halving.
 *
 * @param without a whole number that does not have it, or -1 below the first in question
 * @param having a larger one that has it, or is known to be the answer where none below has
 */
export function firstWhole(without: number, having: number, has: (whole: number) => boolean): number {
  let [low, high] = [without, having];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (has(middle)) high = middle;
    else low = middle;
  }
  return high;
}
