/** Beyond this many bandwidths a Gaussian weight is below the last digit of any sum. */
const REACH = 9;

/** Shares a value at x in [0, 1] out between its two neighbours on a grid over [0, 1]. */
export function addToGrid(grid: Float64Array, x: number, value: number): void {
  const steps = grid.length - 1;
  const at = Math.min(steps - 1, Math.floor(x * steps));
  const share = x * steps - at;
  grid[at] = (grid[at] as number) + (1 - share) * value;
  grid[at + 1] = (grid[at + 1] as number) + share * value;
}

/**
 * Smooths what lies on a grid over [0, 1] by a Gaussian that the two ends reflect, so that nothing leaks out of them.
 *
 * @param grid values at i / (length - 1)
 * @param bandwidth standard deviation, > 0; the kernel ends half the grid away, as in the reference
 * @param points how many equidistant points to answer for, >= 2; between grid points the answer is interpolated
 */
export function smoothReflected(grid: Float64Array, bandwidth: number, points: number): Float64Array {
  const steps = grid.length - 1;
  const reach = Math.min(Math.floor(steps / 2), Math.ceil(REACH * bandwidth * steps));
  const kernel = Float64Array.from({ length: reach + 1 }, (_, i) => {
    const distance = i / steps / bandwidth;
    return Math.exp(-0.5 * distance * distance) / (Math.sqrt(2 * Math.PI) * bandwidth);
  });
  const mirrored = new Float64Array(grid.length + 2 * reach);
  for (let i = -reach; i <= steps + reach; i += 1)
    mirrored[i + reach] = grid[i < 0 ? -i : i > steps ? 2 * steps - i : i] as number;

  const smoothAt = (i: number): number => {
    const centre = i + reach;
    let sum = (kernel[0] as number) * (mirrored[centre] as number);
    for (let d = 1; d <= reach; d += 1)
      sum += (kernel[d] as number) * ((mirrored[centre - d] as number) + (mirrored[centre + d] as number));
    return sum;
  };
  return Float64Array.from({ length: points }, (_, point) => {
    const x = (point / (points - 1)) * steps;
    const at = Math.min(steps - 1, Math.floor(x));
    const share = x - at;
    return (1 - share) * smoothAt(at) + (share === 0 ? 0 : share * smoothAt(at + 1));
  });
}
