import type { RecalibrationMap } from '../contracts/recalibration.ts';
import { applyMap } from './apply-map.ts';
import type { CalibrationCells } from './calibration-cells.ts';

/** The same verdicts with each cell's mean confidence put through a map; order and ties stay, since maps do not fall. */
export function mapCells(cells: CalibrationCells, map: RecalibrationMap): CalibrationCells {
  const mapped = Float64Array.from(cells.confidence, (sum, i) =>
    applyMap(map, Math.min(1, sum / cells.verdicts[i]!)),
  );
  return {
    ...cells,
    confidence: mapped.map((c, i) => c * cells.verdicts[i]!),
    squaredConfidence: mapped.map((c, i) => c * c * cells.verdicts[i]!),
    correctConfidence: mapped.map((c, i) => c * cells.correct[i]!),
  };
}
