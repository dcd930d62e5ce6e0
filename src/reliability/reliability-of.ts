import type { Evidence } from '../contracts/evidence.ts';
import type { IsotonicBlock, Reliability } from '../contracts/reliability.ts';
import { corpParts } from '../statistics/corp-decomposition.ts';
import { effectiveVerdicts } from '../statistics/effective-verdicts.ts';
import {
  auroc,
  type BrierScore,
  biasTest,
  brierScore,
  type CalibrationCells,
  type IsotonicBlocks,
  isotonicFit,
  logLoss,
  selectiveSummary,
  spiegelhalterTest,
} from '../statistics/index.ts';
import { resampledCalibration } from '../statistics/resampled-calibration.ts';
import { judgedCells } from '../tuning/judged-cells.ts';
import { biasEstimate } from './bias-estimate.ts';
import { calibrationError } from './calibration-error.ts';
import { calibrationVerdict } from './calibration-verdict.ts';
import { histogram } from './histogram.ts';
import { judgedShare } from './judged-share.ts';
import { reliabilityBins } from './reliability-bins.ts';
import { riskCoveragePoints } from './risk-coverage-points.ts';
import { type JudgedStratum, strataByWeight } from './strata-by-weight.ts';

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
  const strata = strataByWeight(evidence);
  const [score, fit] = [brierScore({ cells }), isotonicFit({ cells })];
  const bias = biasEstimate(cells);
  const resampled = resampledCalibration(cells, SEED);
  const tests = {
    bias: biasTest({ cells }),
    spiegelhalter: spiegelhalterTest({ cells }),
    shape: resampled && { p: resampled.test.p },
  };
  return {
    ...countsOf(evidence, strata),
    effective: effectiveVerdicts(cells),
    ...sharesOf(evidence, strata),
    confidence: {
      mean: score && Math.min(1, score.meanConfidence),
      bias,
      verdict: calibrationVerdict(bias, tests),
      counted: evidence.bands,
    },
    calibrationError: calibrationError(cells),
    brier: brierOf(score, fit),
    logLoss: logLossOf(cells),
    auroc: auroc({ cells }),
    selective: selectiveOf(cells),
    tests,
    bins: reliabilityBins(cells),
    isotonic: isotonicBlocks(fit),
    band: (resampled?.band.points ?? []).map(({ confidence, lower, upper }) => ({
      ...{ confidence, low: lower, high: upper },
    })),
    riskCoverage: riskCoveragePoints(cells),
    histogram: histogram(evidence),
  };
}

function countsOf(evidence: Evidence, strata: readonly JudgedStratum[]) {
  const { domain, model, selection, firstDecidedAt, lastDecidedAt, decisions, immature, cells } = evidence;
  return {
    ...{ domain, model, selection, firstDecidedAt, lastDecidedAt, decisions },
    reviewed: strata.reduce((sum, { trials }) => sum + trials, 0),
    pending: cells.reduce((sum, cell) => (cell.outcome === 'pending' ? sum + cell.decisions : sum), 0),
    immature,
  };
}

function sharesOf(
  { selection }: Evidence,
  strata: readonly JudgedStratum[],
): Pick<Reliability, 'accuracy' | 'overrideRate' | 'editRate'> {
  const shareOf = (outcome: 'agree' | 'override' | 'edit') =>
    judgedShare(
      strata.map((one) => ({ weight: one.weight, successes: one[outcome], trials: one.trials })),
      selection !== 'unknown',
    );
  return { accuracy: shareOf('agree'), overrideRate: shareOf('override'), editRate: shareOf('edit') };
}

function brierOf(score: BrierScore | null, fit: IsotonicBlocks): Reliability['brier'] {
  if (score === null) return null;
  const parts = corpParts(score, fit);
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

function isotonicBlocks({ length, fromBand, toBand, accuracy, weight }: IsotonicBlocks): IsotonicBlock[] {
  const total = weight.reduce((sum, one) => sum + one, 0);
  return Array.from({ length }, (_, place) => ({
    from: (fromBand[place] as number) / MILLION,
    to: (toBand[place] as number) / MILLION,
    accuracy: accuracy[place] as number,
    share: (weight[place] as number) / total,
  }));
}
