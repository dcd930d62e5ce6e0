import type { Evidence } from '../contracts/evidence.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { WhatIfStep } from '../contracts/what-if.ts';
import { moverInterval } from '../statistics/index.ts';
import { curvePoint, riskCoverageCurve } from '../tuning/curve.ts';
import { judgedCells } from '../tuning/judged-cells.ts';
import { tallyOf } from '../tuning/tally.ts';
import { WeightStrata } from './weight-strata.ts';

const CONFIDENCE = 0.95;
/** No hand tells more places of a slider apart; beyond, those at about equal steps of coverage stand for the rest. */
const MOST_POINTS = 200;

/**
 * Thresholds at which an evidence says something else than at the one above, the lowest first, in ppm.
 *
 * @param needed thresholds that must be among them, ppm
 */
export function whatIfThresholds(evidence: Evidence, needed: readonly number[]): number[] {
  const { points } = riskCoverageCurve(evidence);
  const kept = new Set(needed);
  let shown = 0;
  for (const [place, { threshold, coverage, decisions }] of points.entries()) {
    const isLast = place === points.length - 1;
    if (decisions === 0 && points.length > 1) continue;
    if (points.length > MOST_POINTS && !isLast && coverage * MOST_POINTS < shown + 1) continue;
    shown = Math.floor(coverage * MOST_POINTS);
    kept.add(ppmOf(threshold));
  }
  return [...kept].sort((a, b) => a - b);
}

/**
 * What the AI would do from each threshold on: the share that it would take, and how often it would be wrong there, with
 * the interval that holds for one threshold named beforehand.
 *
 * @param thresholdsPpm the lowest first
 */
export function whatIfStep(
  evidence: Evidence,
  thresholdsPpm: readonly number[],
): Omit<WhatIfStep, 'maxAmount' | 'certified' | 'riskUpper'> {
  const tally = tallyOf(evidence);
  const points = thresholdsPpm.map((ppm) => curvePoint(tally, ppm));
  const shares = errorShares(evidence, thresholdsPpm);
  return {
    coverage: points.map(({ coverage }) => coverage),
    reviewed: shares.map(({ reviewed }) => reviewed),
    errors: shares.map(({ errors }) => errors),
    pending: points.map(({ pending }) => pending),
    wrong: shares.map(({ wrong }) => wrong),
    low: shares.map(({ low }) => low),
    high: shares.map(({ high }) => high),
    risk: points.map(({ risk }) => risk),
  };
}

interface ErrorShare {
  readonly reviewed: number;
  readonly errors: number;
  readonly wrong: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** One walk from the highest confidence down; thresholds between two confidences share their figures. */
function errorShares(evidence: Evidence, thresholdsPpm: readonly number[]): ErrorShare[] {
  const eligible = evidence.cells.filter((cell) => cell.eligible);
  const cells = judgedCells({ ...evidence, cells: eligible });
  const strata = new WeightStrata();
  const shares: ErrorShare[] = [];
  let [place, reviewed, errors] = [cells.length - 1, 0, 0];
  let last: ErrorShare = { reviewed: 0, errors: 0, wrong: null, low: null, high: null };
  for (const ppm of thresholdsPpm.toReversed()) {
    const before = reviewed;
    for (; place >= 0 && (cells.band[place] as number) >= ppm; place--) {
      const [n, right] = [cells.verdicts[place] as number, cells.correct[place] as number];
      strata.add(cells.weight[place] as number, n - right, n);
      [reviewed, errors] = [reviewed + n, errors + n - right];
    }
    if (reviewed > before) {
      const found = moverInterval({ strata: strata.list(), confidence: CONFIDENCE });
      const { estimate: wrong = null, lower: low = null, upper: high = null } = found ?? {};
      last = { reviewed, errors, wrong, low, high };
    }
    shares.push(last);
  }
  return shares.reverse();
}
