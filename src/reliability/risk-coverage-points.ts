import type { RiskCoveragePoint } from '../contracts/reliability.ts';
import { type CalibrationCells, riskCoverage } from '../statistics/index.ts';
import { moverUpper } from '../statistics/mover-interval.ts';
import { WeightStrata } from './weight-strata.ts';

const MILLION = 1_000_000;
const CONFIDENCE = 0.95;
/** No picture shows more; beyond it, those at about equal steps of coverage stand for the rest. */
const MOST_POINTS = 200;

/** The risk–coverage curve of the judged decisions, from the highest confidence down, with an interval at each point. */
export function riskCoveragePoints(cells: CalibrationCells): RiskCoveragePoint[] {
  const { length, threshold, coverage, risk } = riskCoverage({ cells });
  const strata = new WeightStrata();
  const points: RiskCoveragePoint[] = [];
  let [place, shown] = [cells.length - 1, 0];
  for (let point = 0; point < length; point++) {
    const from = threshold[point] as number;
    for (; place >= 0 && (cells.band[place] as number) >= from; place--) {
      const [n, k] = [cells.verdicts[place] as number, cells.correct[place] as number];
      strata.add(cells.weight[place] as number, n - k, n);
    }
    const share = coverage[point] as number;
    const isLast = point === length - 1;
    if (length > MOST_POINTS && !isLast && share * MOST_POINTS < shown + 1) continue;
    shown = Math.floor(share * MOST_POINTS);
    const upper = moverUpper(strata.list(), CONFIDENCE);
    const value = Math.min(1, Math.max(0, risk[point] as number));
    points.push({
      threshold: from / MILLION,
      coverage: Math.min(1, share),
      risk: value,
      high: Math.max(value, upper ?? 1),
    });
  }
  return points;
}
