import { honestBand as band, calibrationCells } from '../../src/statistics/index.ts';

export function honestBand(rows: {
  readonly confidence: readonly number[];
  readonly correct: readonly number[];
}): Record<string, unknown> {
  const points = band({ cells: calibrationCells(rows) })!;
  return {
    x: points.map(({ confidence }) => confidence),
    lower: points.map(({ lower }) => lower),
    upper: points.map(({ upper }) => upper),
  };
}
