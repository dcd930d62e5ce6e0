/** Beyond this many bandwidths a Gaussian weight is below the last digit of any sum. */
const REACH = 9;

/** Values on one grid over [0, 1], at i / (length - 1), with what lies beyond its ends. */
export interface ReflectedGrid {
  readonly steps: number;
  /** From half the grid below 0 to half of it above 1. */
  readonly values: Float64Array;
}

/** Lets the two ends of a grid reflect what is on it. */
export function reflectedGrid(grid: Float64Array): ReflectedGrid {
  const steps = grid.length - 1;
  const margin = Math.floor(steps / 2);
  const values = new Float64Array(grid.length + 2 * margin);
  for (let i = -margin; i <= steps + margin; i += 1)
    values[i + margin] = grid[i < 0 ? -i : i > steps ? 2 * steps - i : i] as number;
  return { steps, values };
}

/**
 * Smooths gap and density, which lie on grids of one length, by a Gaussian, so that nothing leaks out of the ends.
 *
 * @param bandwidth standard deviation, > 0; the kernel ends half the grid away, as in the reference
 * @param points how many equidistant points to look at, >= 2; between grid points the smoothed value is interpolated
 * @returns over these points, the sum of the size of the smoothed gap and that of the smoothed density
 */
export function smoothedSums(
  gap: ReflectedGrid,
  density: ReflectedGrid,
  bandwidth: number,
  points: number,
): { readonly gaps: number; readonly density: number } {
  const { steps } = gap;
  const margin = Math.floor(steps / 2);
  const kernel = kernelOf(steps, bandwidth);
  let [gaps, mass] = [0, 0];
  for (let point = 0; point < points; point += 1) {
    const x = (point / (points - 1)) * steps;
    const at = Math.min(steps - 1, Math.floor(x));
    const share = x - at;
    const here = weighted(gap.values, density.values, at + margin, kernel);
    const next = share === 0 ? here : weighted(gap.values, density.values, at + 1 + margin, kernel);
    gaps += Math.abs((1 - share) * here.gap + share * next.gap);
    mass += (1 - share) * here.density + share * next.density;
  }
  return { gaps, density: mass };
}

function kernelOf(steps: number, bandwidth: number): Float64Array {
  const reach = Math.min(Math.floor(steps / 2), Math.ceil(REACH * bandwidth * steps));
  const kernel = new Float64Array(reach + 1);
  for (let i = 0; i <= reach; i += 1) {
    const distance = i / steps / bandwidth;
    kernel[i] = Math.exp(-0.5 * distance * distance) / (Math.sqrt(2 * Math.PI) * bandwidth);
  }
  return kernel;
}

function weighted(gaps: Float64Array, densities: Float64Array, centre: number, kernel: Float64Array) {
  const own = kernel[0] as number;
  let gap = own * (gaps[centre] as number);
  let density = own * (densities[centre] as number);
  for (let d = 1; d < kernel.length; d += 1) {
    const k = kernel[d] as number;
    gap += k * ((gaps[centre - d] as number) + (gaps[centre + d] as number));
    density += k * ((densities[centre - d] as number) + (densities[centre + d] as number));
  }
  return { gap, density };
}
