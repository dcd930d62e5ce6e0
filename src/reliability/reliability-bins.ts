import type { ReliabilityBin } from '../contracts/reliability.ts';
import { binSums } from '../statistics/bin-sums.ts';
import { bandBins, type CellBins, massBins } from '../statistics/cell-bins.ts';
import { effectiveOf } from '../statistics/effective-verdicts.ts';
import { type CalibrationCells, moverInterval } from '../statistics/index.ts';
import { WeightStrata } from './weight-strata.ts';

const MILLION = 1_000_000;
/** So few distinct confidences are shown as they are. */
const MOST_VALUES = 20;
const [FEWEST_BINS, MOST_BINS] = [3, 15];
const CONFIDENCE = 0.95;

/**
 * The points of a reliability diagram: each confidence by itself where few occur, else bins of about equal weight, as
 * many as the cube root of the verdicts.
 *
 * Each has its own 95 % interval (MOVER over Wilson intervals): of fifteen such intervals at least one misses in half
 * of all cases, so that a single one outside proves nothing.
 */
export function reliabilityBins(cells: CalibrationCells): ReliabilityBin[] {
  const cut = binsOf(cells);
  const edges = edgesOf(cells, cut);
  return binSums(cells, cut).flatMap((sums, bin) => {
    const { n, weight, confidence } = sums;
    const strata = edges[bin]?.strata.list() ?? [];
    const interval = moverInterval({ strata, confidence: CONFIDENCE, method: 'wilson' });
    if (interval === null) return [];
    return {
      from: (edges[bin]?.from ?? 0) / MILLION,
      to: (edges[bin]?.to ?? 0) / MILLION,
      verdicts: n,
      effective: effectiveOf(sums),
      confidence: Math.min(1, confidence / weight),
      accuracy: { value: interval.estimate, low: interval.lower, high: interval.upper },
    };
  });
}

function binsOf(cells: CalibrationCells): CellBins {
  const byBand = bandBins(cells);
  if (byBand.bins <= MOST_VALUES) return byBand;
  const verdicts = cells.verdicts.reduce((sum, n) => sum + n, 0);
  return massBins(cells, Math.min(MOST_BINS, Math.max(FEWEST_BINS, Math.ceil(Math.cbrt(verdicts)))));
}

interface Edges {
  from: number;
  to: number;
  readonly strata: WeightStrata;
}

/** Lowest and highest band of each bin, and its verdicts by weight. */
function edgesOf(cells: CalibrationCells, { bins, binOf }: CellBins): Edges[] {
  const edges = Array.from(
    { length: bins },
    (): Edges => ({ from: MILLION, to: 0, strata: new WeightStrata() }),
  );
  for (let place = 0; place < cells.length; place++) {
    const edge = edges[binOf[place] as number] as Edges;
    const band = cells.band[place] as number;
    edge.from = Math.min(edge.from, band);
    edge.to = Math.max(edge.to, band);
    edge.strata.add(
      cells.weight[place] as number,
      cells.correct[place] as number,
      cells.verdicts[place] as number,
    );
  }
  return edges;
}
