import * as z from 'zod';
import { Selection } from './evidence.ts';

const Share = z.number().min(0).max(1);
const Count = z.number().int().nonnegative();

/** A figure with its two-sided 95 % interval of one look, not valid for looking every night. */
export const Estimate = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
});
export type Estimate = z.infer<typeof Estimate>;

/**
 * A share in two forms: of the reviewed decisions as they are, and with each of them standing for 1 / inclusion
 * probability. Null where nothing is reviewed; `weighted` also where nobody knows how reviews were chosen.
 */
export const Shares = z.strictObject({ naive: Estimate.nullable(), weighted: Estimate.nullable() });
export type Shares = z.infer<typeof Shares>;

/**
 * What the tests say of the confidence: it is off in one direction; its shape is off, though not its mean; nothing was
 * found, which is not the same as nothing being there; nothing is reviewed.
 */
export const CalibrationVerdict = z.enum([
  'over-confident',
  'under-confident',
  'shape-differs',
  'nothing-found',
  'no-verdicts',
]);
export type CalibrationVerdict = z.infer<typeof CalibrationVerdict>;

const TestResult = z.strictObject({ z: z.number(), p: Share });

/** A point of the reliability diagram: decisions of about the same confidence. */
export const ReliabilityBin = z.strictObject({
  from: Share.describe('Lowest confidence in it'),
  to: Share.describe('Highest confidence in it'),
  verdicts: Count,
  effective: z.number().nonnegative().describe('Verdicts of equal weight that would say as much (Kish)'),
  confidence: Share.describe('Weighted mean'),
  accuracy: Estimate,
});
export type ReliabilityBin = z.infer<typeof ReliabilityBin>;

/** A flat piece of the rising curve that fits best: between these confidences, so many were right. */
export const IsotonicBlock = z.strictObject({
  from: Share,
  to: Share,
  accuracy: Share,
  share: Share.describe('Of the weight of all verdicts'),
});
export type IsotonicBlock = z.infer<typeof IsotonicBlock>;

/** Where the curve of a perfectly calibrated AI would lie with as many verdicts, all of it in 95 of 100 cases. */
export const BandPoint = z.strictObject({ confidence: Share, low: Share, high: Share });
export type BandPoint = z.infer<typeof BandPoint>;

/** What taking all decisions from a confidence upwards would mean. */
export const RiskCoveragePoint = z.strictObject({
  threshold: Share,
  coverage: Share.describe('Share of all reviewed weight at and above it'),
  risk: Share.describe('Weighted share of these that were wrong'),
  high: Share.describe('Upper end of its two-sided 95 % interval; holds for one threshold named beforehand'),
});
export type RiskCoveragePoint = z.infer<typeof RiskCoveragePoint>;

/** All decisions of a slot of confidence, and those of them that somebody judged. */
export const HistogramSlot = z.strictObject({ from: Share, to: Share, decisions: Count, reviewed: Count });
export type HistogramSlot = z.infer<typeof HistogramSlot>;

/**
 * How reliable one (domain, model) has been. Right is a verdict of agree; weights are 1 / inclusion probability, and 1
 * where selection is unknown: what is not in two forms is then said of the reviewed decisions alone. Null is undefined.
 */
export const Reliability = z.strictObject({
  domain: z.string(),
  model: z.string(),
  selection: Selection,
  firstDecidedAt: z.string(),
  lastDecidedAt: z.string(),
  decisions: Count.describe('All valid decisions, the immature and ineligible ones too'),
  reviewed: Count.describe('Those with a verdict other than unsure, without the immature ones'),
  pending: Count.describe('Those due for review without a verdict; in no figure here'),
  immature: Count.describe('Younger than maturity, and so left out of all figures but decisions'),
  effective: z.number().nonnegative().describe('Verdicts of equal weight that would say as much (Kish)'),
  accuracy: Shares,
  overrideRate: Shares,
  editRate: Shares,
  confidence: z.strictObject({
    mean: Share.nullable(),
    bias: Estimate.nullable().describe('Mean confidence - accuracy: above 0 is over-confident'),
    verdict: CalibrationVerdict,
    counted: z.enum(['exact', 'decimal']).describe('exact: by value; decimal: in fine decimal bands'),
  }),
  calibrationError: z
    .strictObject({
      ece: Share.describe('Over 15 bins of equal width'),
      noiseFloor: z.number().nonnegative().describe('What a perfectly calibrated AI would show there'),
      debiased: z
        .number()
        .nonnegative()
        .describe('Root mean square gap over the same bins, less what chance adds'),
      eceEqualMass: Share.describe('Over bins of about equal weight'),
      smooth: Share.describe('Smooth calibration error, without bins'),
      largestGap: Share.nullable().describe('Over bins with at least 30 effective verdicts'),
    })
    .nullable(),
  brier: z
    .strictObject({
      value: Share,
      skill: z.number().nullable().describe('1 - Brier / uncertainty; null where all are right or all wrong'),
      miscalibration: z.number().nonnegative(),
      discrimination: z.number().nonnegative(),
      uncertainty: Share,
    })
    .nullable()
    .describe('Brier = miscalibration - discrimination + uncertainty'),
  logLoss: z
    .strictObject({
      value: z.number().nonnegative(),
      clipped: Count.describe('Verdicts at a confidence of 0 or 1'),
    })
    .nullable(),
  auroc: Share.nullable().describe('Chance that a right answer has more confidence than a wrong one'),
  selective: z
    .strictObject({
      aurc: Share.describe('Mean error rate over all coverages'),
      excess: z.number().describe('Beyond that of the best ranking'),
      augrc: Share.describe('Area under error rate times coverage'),
    })
    .nullable(),
  tests: z.strictObject({
    bias: TestResult.nullable().describe('Whether mean confidence is accuracy'),
    spiegelhalter: TestResult.nullable().describe('Whether the Brier score is what the confidences promise'),
    shape: z
      .strictObject({ p: Share })
      .nullable()
      .describe('Whether the rising curve that fits best is the diagonal, by resampling'),
  }),
  bins: z.array(ReliabilityBin),
  isotonic: z.array(IsotonicBlock),
  band: z.array(BandPoint),
  riskCoverage: z.array(RiskCoveragePoint).describe('From the highest confidence down'),
  histogram: z.array(HistogramSlot).describe('Of the mature decisions'),
});
export type Reliability = z.infer<typeof Reliability>;
