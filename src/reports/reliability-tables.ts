import { shareFigure, shareText } from '../contracts/estimate-text.ts';
import type { Reliability, RiskCoveragePoint } from '../contracts/reliability.ts';
import type { DocumentTable } from './document.ts';
import { count, percentUp, threshold } from './figures.ts';
import { biasWords } from './reliability-words.ts';

/** Steps of coverage at which the curve is written down. */
const STEPS = 10;

/** The points of the reliability diagram. */
export function binsTable({ bins }: Reliability): DocumentTable {
  return {
    caption: 'Confidence and accuracy, bin by bin',
    folded: true,
    headings: ['confidence', 'verdicts', 'mean confidence, %', 'right, % (95 %)'],
    rows: bins.map(({ from, to, verdicts, confidence, accuracy }) => [
      from === to ? threshold(from) : `${threshold(from)}–${threshold(to)}`,
      count(verdicts),
      (confidence * 100).toFixed(1),
      shareFigure(accuracy),
    ]),
  };
}

/** The risk–coverage curve, at about equal steps of coverage. */
export function coverageTable({ riskCoverage }: Reliability, limit: number): DocumentTable {
  return {
    caption: 'What taking all decisions from a confidence upwards would mean',
    folded: true,
    headings: ['from confidence', 'coverage, %', 'wrong, %', 'at most, % (one look)'],
    rows: stepsOf(riskCoverage).map(({ threshold: from, coverage, risk, high }) => [
      threshold(from),
      (coverage * 100).toFixed(1),
      percentUp(risk),
      percentUp(high, limit),
    ]),
  };
}

function stepsOf(points: readonly RiskCoveragePoint[]): RiskCoveragePoint[] {
  const steps: RiskCoveragePoint[] = [];
  for (const point of points) {
    const isLast = point === points.at(-1);
    if (isLast || point.coverage * STEPS >= steps.length + 1 || points.length <= STEPS) steps.push(point);
  }
  return steps;
}

/** Every figure that has a name in the field, for whoever looks for it. */
export function figuresTable(one: Reliability): DocumentTable {
  const { accuracy, overrideRate, editRate, calibrationError, brier, logLoss, auroc, selective, tests } = one;
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : value.toFixed(4);
  const test = (result: { readonly z?: number; readonly p: number } | null): string =>
    result === null ? '–' : `p ${result.p < 0.001 ? '< 0.001' : `= ${result.p.toFixed(3)}`}`;
  return {
    caption: 'All figures',
    folded: false,
    headings: ['figure', 'value'],
    rows: [
      ['accuracy, weighted', shareText(accuracy.weighted)],
      ['accuracy, naive', shareText(accuracy.naive)],
      ['override rate, weighted', shareText(overrideRate.weighted)],
      ['edit rate, weighted', shareText(editRate.weighted)],
      ['verdicts that would say as much with equal weights', count(Math.round(one.effective))],
      ['bias of the confidence', biasWords(one)],
      ['ECE, 15 bins of equal width', number(calibrationError?.ece)],
      ['its noise floor', number(calibrationError?.noiseFloor)],
      ['debiased root mean square gap', number(calibrationError?.debiased)],
      ['ECE, bins of equal weight', number(calibrationError?.eceEqualMass)],
      ['smooth ECE', number(calibrationError?.smooth)],
      ['largest gap, bins of 30 and more', number(calibrationError?.largestGap)],
      ['Brier score', number(brier?.value)],
      ['of it miscalibration', number(brier?.miscalibration)],
      ['of it discrimination, which is taken off', number(brier?.discrimination)],
      ['of it uncertainty', number(brier?.uncertainty)],
      ['Brier skill', number(brier?.skill)],
      ['log loss', number(logLoss?.value)],
      ['AUROC', number(auroc)],
      ['AURC', number(selective?.aurc)],
      ['beyond the best ranking (excess AURC)', number(selective?.excess)],
      ['AUGRC', number(selective?.augrc)],
      ['test of the bias', test(tests.bias)],
      ['Spiegelhalter’s test', test(tests.spiegelhalter)],
      ['test of the shape', test(tests.shape)],
    ],
  };
}

/** Models of one domain side by side. */
export function modelsTable(models: readonly Reliability[]): DocumentTable {
  return {
    caption: 'Models side by side, the newest first',
    folded: false,
    headings: ['model', 'decisions', 'reviewed', 'right, % (95 %)', 'confidence'],
    rows: models.map((one) => [
      one.model,
      count(one.decisions),
      count(one.reviewed),
      shareFigure(one.accuracy.weighted ?? one.accuracy.naive),
      biasWords(one),
    ]),
  };
}

/** How confident the AI was, and where somebody looked. */
export function histogramTable({ histogram }: Reliability): DocumentTable {
  return {
    caption: 'Decisions by confidence',
    folded: true,
    headings: ['confidence', 'decisions', 'reviewed', 'reviewed, %'],
    rows: histogram
      .filter(({ decisions }) => decisions > 0)
      .map(({ from, to, decisions, reviewed }) => [
        `${threshold(from)}–${threshold(to)}`,
        count(decisions),
        count(reviewed),
        ((reviewed / decisions) * 100).toFixed(1),
      ]),
  };
}
