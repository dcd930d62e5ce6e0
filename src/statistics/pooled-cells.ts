import type { CalibrationCells } from './calibration-cells.ts';
import { bandBins, massBins } from './cell-bins.ts';

/** Neighbouring confidences drawn together, column by column, in ascending order. */
export interface PooledCells {
  readonly length: number;
  /** Weighted mean confidence, and the least and greatest mean confidence of a cell within. */
  readonly confidence: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** Σ w and the weighted share of right verdicts. */
  readonly weight: Float64Array;
  readonly accuracy: Float64Array;
  readonly verdicts: Float64Array;
  readonly correct: Float64Array;
  /** Verdicts of one pool that share one weight: what chance draws alike. */
  readonly parts: readonly PooledPart[];
}

interface PooledPart {
  readonly pool: number;
  readonly weight: number;
  readonly verdicts: number;
  /** Mean confidence. */
  readonly confidence: number;
}

/** Draws cells together into at most so many pools of about equal weight; ties stay whole, and few enough stay as they are. */
export function pooledCells(cells: CalibrationCells, most: number): PooledCells {
  const ties = bandBins(cells);
  const { binOf } = ties.bins > most ? massBins(cells, most) : ties;
  // A heavy value can leave bins empty; pools are numbered without gaps.
  const numbers = new Map([...new Set(binOf)].map((bin, i) => [bin, i]));
  const length = numbers.size;
  const columns = Array.from({ length: 6 }, () => new Float64Array(length));
  const [confidence, weight, accuracy, verdicts, correct, highest] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const lowest = new Float64Array(length).fill(1);
  const parts = new Map<string, { pool: number; weight: number; verdicts: number; confidence: number }>();
  for (let i = 0; i < cells.length; i += 1) {
    const pool = numbers.get(binOf[i]!)!;
    const [w, n, k, sum] = [cells.weight[i]!, cells.verdicts[i]!, cells.correct[i]!, cells.confidence[i]!];
    const mean = Math.min(1, sum / n);
    confidence[pool]! += w * sum;
    weight[pool]! += w * n;
    accuracy[pool]! += w * k;
    verdicts[pool]! += n;
    correct[pool]! += k;
    lowest[pool] = Math.min(lowest[pool]!, mean);
    highest[pool] = Math.max(highest[pool]!, mean);
    const key = `${pool} ${w}`;
    const part = parts.get(key) ?? { pool, weight: w, verdicts: 0, confidence: 0 };
    part.verdicts += n;
    part.confidence += sum;
    parts.set(key, part);
  }
  for (let pool = 0; pool < length; pool += 1) {
    confidence[pool] = Math.min(1, confidence[pool]! / weight[pool]!);
    accuracy[pool] = Math.min(1, accuracy[pool]! / weight[pool]!);
  }
  for (const part of parts.values()) part.confidence = Math.min(1, part.confidence / part.verdicts);
  return {
    length,
    confidence,
    lowest,
    highest,
    weight,
    accuracy,
    verdicts,
    correct,
    parts: [...parts.values()],
  };
}
