import * as z from 'zod';
import { Certificate, Target } from './certificate.ts';
import { ConfidenceShift } from './confidence-shift.ts';
import { Family } from './configuration.ts';
import { Level } from './decision.ts';
import { Selection } from './evidence.ts';
import { SettledMap } from './recalibration.ts';
import { InputSummary } from './rule.ts';
import { SliceFinding, SliceName } from './slice.ts';

export const Action = z.enum(['widen', 'hold', 'narrow', 'none']);
export type Action = z.infer<typeof Action>;

export const RefusalReason = z.enum([
  'insufficient_verdicts',
  'no_threshold_can_pass',
  'selection_unknown',
  'stale_model',
  'stale_data',
  'slice_failed',
  'reviewer_quality',
  'floor',
  'drifted',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const Refusal = z.strictObject({
  reason: RefusalReason,
  have: z.number().int().nonnegative(),
  need: z.number().int().nonnegative().nullable(),
  best: z.strictObject({ threshold: z.number(), riskUpper: z.number() }).nullable(),
});
export type Refusal = z.infer<typeof Refusal>;

const Share = z.number().min(0).max(1);

/** A threshold with what it would do: the share taken alone, its error rate and the bound on that. */
export const Reach = z.strictObject({
  threshold: Share,
  coverage: Share,
  risk: Share,
  riskUpper: Share,
  maxAmount: z.number().positive().optional().describe('Under amountSteps: the largest amount taken alone'),
});
export type Reach = z.infer<typeof Reach>;

export const Recommendation = z.strictObject({
  domain: z.string(),
  model: z.string(),
  action: Action,
  level: Level,
  current: z.strictObject({ threshold: Share.nullable(), coverage: Share }),
  proposed: Reach.nullable(),
  certified: Reach.nullable(),
  amountOptions: z
    .array(Reach)
    .optional()
    .describe(
      'Under amountSteps: the lowest certified threshold of every step that has one; all hold together',
    ),
  target: Target,
  certificate: Certificate.nullable(),
  limitedBy: z.array(z.enum(['step', 'cooldown'])),
  refusal: Refusal.nullable(),
  selection: Selection,
  pending: z.number().int().nonnegative(),
  naive: z.strictObject({ risk: Share.nullable() }),
  calibration: z.strictObject({
    bias: z.number().nullable().describe('Mean confidence minus accuracy, inclusion-weighted'),
    ece: z.number().nullable(),
    eceNoiseFloor: z.number().nullable().describe('What a perfectly calibrated AI would show here'),
    brier: z.number().nullable(),
  }),
  effect: z.strictObject({
    reviewsSavedPerDay: z.number(),
    expectedErrorsPerDay: z.number(),
    netValuePerDay: z.number(),
  }),
  next: z.strictObject({
    have: z.number().int().nonnegative(),
    need: z.number().int().nonnegative().nullable(),
    days: z.number().nonnegative().nullable(),
  }),
  confidenceShift: ConfidenceShift.nullable().describe(
    'The confidences of the model that acts have shifted; watched where something would be certified. It takes no authority',
  ),
  slices: z.array(SliceFinding).describe('At the certified threshold, or where the search failed'),
  excluded: z
    .array(SliceName)
    .optional()
    .describe('Under onSlice: exclude: slices that always go to a person; what is certified is without them'),
  recalibration: z
    .strictObject({
      ...SettledMap.shape,
      certified: Share.nullable().describe('What the map makes of the certified threshold'),
      proposed: Share.nullable().describe('What it makes of the proposed one'),
    })
    .optional()
    .describe(
      'Under scale: recalibrated: the map that thresholds were searched through. All thresholds are in the confidence that the AI states',
    ),
  evidenceFrom: z
    .string()
    .optional()
    .describe('Under onDrift: narrow, after an alarm: the UTC day from which on decisions are evidence'),
  reasons: z.array(z.string()),
});
export type Recommendation = z.infer<typeof Recommendation>;

/** What is promised for all domains together, and what each choice would allow. */
export const PortfolioPromise = z.strictObject({
  family: Family,
  domains: z.number().int().nonnegative().describe('Domains, each with the model that acts'),
  share: z.number().gt(0).max(1).describe('Share of its own delta at which each of them is tested'),
  allows: z
    .strictObject({
      none: z.number().int().nonnegative(),
      holm: z.number().int().nonnegative(),
      'e-bh': z.number().int().nonnegative(),
    })
    .describe('Domains in which some threshold is certified under each promise'),
});
export type PortfolioPromise = z.infer<typeof PortfolioPromise>;

export const RecommendationReport = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  input: InputSummary,
  portfolio: PortfolioPromise,
  recommendations: z.array(Recommendation),
});
export type RecommendationReport = z.infer<typeof RecommendationReport>;
