const MILLION = 1_000_000;

/**
 * The one grid on which every threshold is tested, in ppm from high to low: steps of 0.001, finer in the
 * outer 1 % at both ends (0.0001 from 0.99, 0.00001 from 0.999, 0.000001 from 0.9999, mirrored near 0).
 * The same for every domain and every night: a grid that moved with the data would void the guarantee.
 */
export const THRESHOLD_GRID: readonly number[] = Object.freeze(gridPpm());

function gridPpm(): number[] {
  const upper: number[] = [];
  const steps: readonly (readonly [from: number, step: number])[] = [
    [999_900, 1],
    [999_000, 10],
    [990_000, 100],
    [500_000, 1000],
  ];
  let at = MILLION;
  for (const [from, step] of steps) for (; at > from; at -= step) upper.push(at);
  return [...upper, 500_000, ...upper.map((ppm) => MILLION - ppm).reverse()];
}
