import type { EvidenceCell } from '../contracts/evidence.ts';
import type { RecalibrationMap } from '../contracts/recalibration.ts';
import { applyMap } from '../statistics/index.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

const MILLION = 1_000_000;

const edges = new WeakMap<RecalibrationMap, readonly number[]>();

/**
 * The thresholds of the recalibrated scale, said in the confidence that the AI states: of the grid those (ppm, lowest
 * first, always 0) at which the recalibrated confidence reaches the next step of the same grid. Whoever is sent on by such a
 * threshold needs no map: a confidence is at or above it exactly if the map lifts it to that step.
 *
 * Where a map is flat there is none, and where it lifts a confidence past a step between two points of the grid, the higher
 * one counts: never is a decision let through that the step would hold back.
 */
export function recalibratedEdges(map: RecalibrationMap): readonly number[] {
  const known = edges.get(map);
  if (known !== undefined) return known;
  const found: number[] = [];
  // Both the grid and the steps are walked upwards.
  let [step, reached] = [THRESHOLD_GRID.length - 1, THRESHOLD_GRID.length];
  for (const ppm of THRESHOLD_GRID.toReversed()) {
    const value = applyMap(map, ppm / MILLION);
    while (step > 0 && (THRESHOLD_GRID[step - 1] as number) / MILLION <= value) step -= 1;
    if (step < reached) found.push(ppm);
    reached = step;
  }
  edges.set(map, found);
  return found;
}

/** The band of a confidence, ppm: the highest edge at or below it. */
export function recalibratedBand(map: RecalibrationMap, ppm: number): number {
  const all = recalibratedEdges(map);
  let [low, high] = [0, all.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((all[middle] as number) <= ppm) low = middle;
    else high = middle - 1;
  }
  return all[low] as number;
}

/** The cells as a threshold search sees them: confidences between the same two steps are one band. */
export function onRecalibratedScale(cells: readonly EvidenceCell[], map: RecalibrationMap): EvidenceCell[] {
  return cells.map((cell) => ({ ...cell, band: recalibratedBand(map, cell.band) }));
}
