import type { CalibrationCells } from './calibration-cells.ts';
import { requireCells } from './require-cells.ts';
import { type ReflectedGrid, reflectedGrid, smoothedSums } from './smooth-reflected.ts';

/** The reference keeps empty stretches of the grid from dividing by 0 with this much density, at a mean weight of 1. */
const DENSITY_FLOOR = 1e-4;
const LEAST_BANDWIDTH = 1e-3;
/** The reference halves [0, 1] ten times. */
const STEPS = 1024;
const FIRST_GUESS = 1 / 16;
const MOST_GUESSES = 6;

/**
 * Smooth calibration error: the calibration error of smoothed verdicts, at the bandwidth that equals the error itself.
 *
 * Use it where the choice of bins would decide the figure. It is no replacement for a noise floor: a perfectly calibrated AI
 * shows about 0.05 after 100 verdicts. Works on the mean confidence of each cell, far finer than its grid.
 *
 * @param input cells, sorted by band; bandwidth in [0.001, 1] to take instead of searching for it
 * @returns the error, in [0, 1], and the bandwidth used; null without any verdict
 * @throws RangeError outside those ranges
 * @see Błasiok & Nakkiran, "Smooth ECE: principled reliability diagrams via kernel smoothing", 2024; the numerical recipe is
 *   that of their package relplot
 * @example
 * smoothCalibrationError({ cells: calibrationCells({ confidence: [0.553], correct: [1] }) });
 * // => { smoothEce: 0.4469392265750…, bandwidth: 0.447265625 }
 */
export function smoothCalibrationError(input: {
  readonly cells: CalibrationCells;
  readonly bandwidth?: number;
}): { smoothEce: number; bandwidth: number } | null {
  const { cells, bandwidth } = input;
  if (bandwidth !== undefined && !(bandwidth >= LEAST_BANDWIDTH && bandwidth <= 1))
    throw new RangeError('smoothCalibrationError requires bandwidth between 0.001 and 1');
  requireCells('smoothCalibrationError', cells);
  if (cells.length === 0) return null;
  const errorAt = smoothedError(cells);
  if (bandwidth !== undefined) return { smoothEce: errorAt(bandwidth), bandwidth };

  return crossing(errorAt);
}

/**
 * The least bandwidth, in steps, that the error at it does not exceed. The error never exceeds 1 and falls, slowly, as the
 * bandwidth grows: so the error at one place is a good guess at where they meet, for which halving takes ten.
 */
function crossing(errorAt: (bandwidth: number) => number): { smoothEce: number; bandwidth: number } {
  let [low, high] = [Math.floor(LEAST_BANDWIDTH * STEPS), STEPS];
  let found: number | null = null;
  let step = FIRST_GUESS * STEPS;
  for (let guesses = 1; high - low > 1; guesses += 1) {
    const smoothEce = errorAt(step / STEPS);
    if (step / STEPS < smoothEce) low = step;
    else [high, found] = [step, smoothEce];
    const near = guesses < MOST_GUESSES ? Math.ceil(smoothEce * STEPS) : Math.floor((low + high) / 2);
    step = Math.min(high - 1, Math.max(low + 1, near));
  }
  return { smoothEce: found ?? errorAt(1), bandwidth: high / STEPS };
}

/** The error at any bandwidth; most of them share one grid. */
function smoothedError(cells: CalibrationCells): (bandwidth: number) => number {
  const unit = verdictsPerWeight(cells);
  let grids: { size: number; gap: ReflectedGrid; density: ReflectedGrid } | null = null;
  return (bandwidth) => {
    const size = Math.floor(Math.max(2000, Math.round(20 / bandwidth)) / 2) + 1;
    if (grids?.size !== size) {
      const [gap, density] = [new Float64Array(size), new Float64Array(size)];
      spread(cells, unit, gap, density);
      grids = { size, gap: reflectedGrid(gap), density: reflectedGrid(density) };
    }
    const points = Math.max(200, Math.round(10 / bandwidth));
    const { gaps, density } = smoothedSums(grids.gap, grids.density, bandwidth, points);
    return gaps / (density + points * DENSITY_FLOOR);
  };
}

function verdictsPerWeight({ length, verdicts, weight }: CalibrationCells): number {
  let [count, total] = [0, 0];
  for (let i = 0; i < length; i += 1) {
    count += verdicts[i] as number;
    total += (verdicts[i] as number) * (weight[i] as number);
  }
  return count / total;
}

/** Shares each cell out between the two points of the grid beside its mean confidence. */
function spread(cells: CalibrationCells, unit: number, gap: Float64Array, density: Float64Array): void {
  const steps = gap.length - 1;
  for (let i = 0; i < cells.length; i += 1) {
    const n = cells.verdicts[i] as number;
    const s = cells.confidence[i] as number;
    const w = (cells.weight[i] as number) * unit;
    const x = Math.min(1, s / n) * steps;
    const at = Math.min(steps - 1, Math.floor(x));
    const share = x - at;
    const excess = w * (s - (cells.correct[i] as number));
    gap[at] = (gap[at] as number) + (1 - share) * excess;
    gap[at + 1] = (gap[at + 1] as number) + share * excess;
    density[at] = (density[at] as number) + (1 - share) * w * n;
    density[at + 1] = (density[at + 1] as number) + share * w * n;
  }
}
