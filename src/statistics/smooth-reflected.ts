/** Beyond this many bandwidths a Gaussian weight is below the last digit of any sum. */
const REACH = 9;

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
  const kernel = new Float64Array(reach + 1);
  for (let i = 0; i <= reach; i += 1) {
    const distance = i / steps / bandwidth;
    kernel[i] = Math.exp(-0.5 * distance * distance) / (Math.sqrt(2 * Math.PI) * bandwidth);
  }
  const mirrored = new Float64Array(grid.length + 2 * reach);
  for (let i = -reach; i <= steps + reach; i += 1)
    mirrored[i + reach] = grid[i < 0 ? -i : i > steps ? 2 * steps - i : i] as number;

  const answer = new Float64Array(points);
  for (let point = 0; point < points; point += 1) {
    const x = (point / (points - 1)) * steps;
    const at = Math.min(steps - 1, Math.floor(x));
    const share = x - at;
    const left = weighted(mirrored, at + reach, kernel);
    answer[point] =
      share === 0 ? left : (1 - share) * left + share * weighted(mirrored, at + 1 + reach, kernel);
  }
  return answer;
}

function weighted(values: Float64Array, centre: number, kernel: Float64Array): number {
  let sum = (kernel[0] as number) * (values[centre] as number);
  for (let d = 1; d < kernel.length; d += 1)
    sum += (kernel[d] as number) * ((values[centre - d] as number) + (values[centre + d] as number));
  return sum;
}
