import type { Evidence, EvidenceCell } from '../contracts/evidence.ts';
import type { IsotonicBlock, Reliability } from '../contracts/reliability.ts';
import {
  auroc,
  biasTest,
  brierScore,
  type CalibrationCells,
  consistencyBand,
  corpDecomposition,
  isotonicFit,
  logLoss,
  miscalibrationTest,
  selectiveSummary,
  spiegelhalterTest,
} from '../statistics/index.ts';
import { isJudged } from '../tuning/index.ts';
import { biasEstimate } from './bias-estimate.ts';
import { effectiveOf } from './bin-sums.ts';
import { calibrationError } from './calibration-error.ts';
import { calibrationVerdict } from './calibration-verdict.ts';
import { histogram } from './histogram.ts';
import { judgedCells } from './judged-cells.ts';
import { judgedShare } from './judged-share.ts';
import { reliabilityBins } from './reliability-bins.ts';
import { riskCoveragePoints } from './risk-coverage-points.ts';
import { strataByWeight } from './strata-by-weight.ts';

const MILLION = 1_000_000;
/** Decides which curves chance is seen to draw: any number will do, as long as it stays the same. */
const SEED = 0;

/**
 * Everything that is said of how reliable a (domain, model) has been, from its evidence alone. Where its cells are bands,
 * what orders confidences (AUROC, risk–coverage, isotonic curve) is off by less than the verdicts can tell; accuracy, bias
 * and Brier score are exact in any case.
 */
export function reliabilityOf(evidence: Evidence): Reliability {
  const cells = judgedCells(evidence);
  const score = brierScore({ cells });
  const bias = biasEstimate(cells);
  const miscalibration = miscalibrationTest({ cells, seed: SEED });
  const tests = {
    bias: biasTest({ cells }),
    spiegelhalter: spiegelhalterTest({ cells }),
    shape: miscalibration && { p: miscalibration.p },
  };
  return {
    ...countsOf(evidence),
    effective: effectiveVerdicts(cells),
    ...sharesOf(evidence),
    confidence: {
      mean: score && Math.min(1, score.meanConfidence),
      bias,
      verdict: calibrationVerdict(bias, tests),
      counted: evidence.bands,
    },
    calibrationError: calibrationError(cells),
    brier: brierOf(cells),
    logLoss: logLossOf(cells),
    auroc: auroc({ cells }),
    selective: selectiveOf(cells),
    tests,
    bins: reliabilityBins(cells),
    isotonic: isotonicBlocks(cells),
    band: (consistencyBand({ cells, seed: SEED })?.points ?? []).map(({ confidence, lower, upper }) => ({
      ...{ confidence, low: lower, high: upper },
    })),
    riskCoverage: riskCoveragePoints(cells),
    histogram: histogram(evidence),
  };
}

function countsOf(evidence: Evidence) {
  const { domain, model, selection, firstDecidedAt, lastDecidedAt, decisions, immature } = evidence;
  const countWhere = (counts: (cell: EvidenceCell) => boolean): number =>
    evidence.cells.reduce((sum, cell) => (counts(cell) ? sum + cell.decisions : sum), 0);
  return {
    ...{ domain, model, selection, firstDecidedAt, lastDecidedAt, decisions },
    reviewed: countWhere(isJudged),
    pending: countWhere(({ outcome }) => outcome === 'pending'),
    immature,
  };
}

function sharesOf(evidence: Evidence): Pick<Reliability, 'accuracy' | 'overrideRate' | 'editRate'> {
  const isKnown = evidence.selection !== 'unknown';
  const shareOf = (outcome: EvidenceCell['outcome']) =>
    judgedShare(
      strataByWeight(evidence, (cell) => cell.outcome === outcome),
      isKnown,
    );
  return { accuracy: shareOf('agree'), overrideRate: shareOf('override'), editRate: shareOf('edit') };
}

function effectiveVerdicts({ length, weight, verdicts }: CalibrationCells): number {
  let [sum, squares] = [0, 0];
  for (let place = 0; place < length; place++) {
    const [w, n] = [weight[place] as number, verdicts[place] as number];
    sum += w * n;
    squares += w * w * n;
  }
  return effectiveOf({ weight: sum, squaredWeight: squares });
}

function brierOf(cells: CalibrationCells): Reliability['brier'] {
  const [score, parts] = [brierScore({ cells }), corpDecomposition({ cells })];
  if (score === null || parts === null) return null;
  return {
    value: score.brier,
    skill: score.skill,
    // Where cells are bands, Brier score and curve are of slightly different confidences.
    miscalibration: Math.max(0, parts.miscalibration),
    discrimination: Math.max(0, parts.discrimination),
    uncertainty: parts.uncertainty,
  };
}

function logLossOf(cells: CalibrationCells): Reliability['logLoss'] {
  const answer = logLoss({ cells });
  return answer && { value: answer.logLoss, clipped: answer.clipped };
}

function selectiveOf(cells: CalibrationCells): Reliability['selective'] {
  const summary = selectiveSummary({ cells });
  return summary && { aurc: summary.aurc, excess: summary.excessAurc, augrc: summary.augrc };
}

function isotonicBlocks(cells: CalibrationCells): IsotonicBlock[] {
  const { length, fromBand, toBand, accuracy, weight } = isotonicFit({ cells });
  const total = weight.subarray(0, length).reduce((sum, one) => sum + one, 0);
  return Array.from({ length }, (_, place) => ({
    from: (fromBand[place] as number) / MILLION,
    to: (toBand[place] as number) / MILLION,
    accuracy: accuracy[place] as number,
    share: (weight[place] as number) / total,
  }));
}
