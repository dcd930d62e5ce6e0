import * as z from 'zod';
import { SettledMap } from './recalibration.ts';

/**
 * Decisions in time that freeze, without their verdicts, what is tested: the starts of a threshold search, the edges of
 * confidence bands, the names of slices.
 */
export const START_DECISIONS = 500;

/** How often a person looked: at everything, at a known share, or at nobody knows which. */
export const Selection = z.enum(['full', 'audited', 'unknown']);
export type Selection = z.infer<typeof Selection>;

/** What became of a decision's review. `pending` was due and has no verdict; `unreviewed` was never due. */
export const Outcome = z.enum(['agree', 'edit', 'override', 'unsure', 'pending', 'unreviewed']);
export type Outcome = z.infer<typeof Outcome>;

/**
 * One evidence cell: a count of decisions that are alike in all that the certificates, the calibration
 * figures and the costs ask for. Confidence is in integer parts per million, so that every sum is an
 * integer and repeats to the byte in any order.
 */
export const EvidenceCell = z.strictObject({
  domain: z.string(),
  model: z.string(),
  band: z.number().int().min(0).max(1_000_000).describe('Lower edge of the confidence band, ppm'),
  eligible: z
    .boolean()
    .describe('The policy would let the AI take it: no alwaysReview trigger, an amount within maxAmount'),
  outcome: Outcome,
  loss: z.number().min(0).max(1).nullable().describe('null where nobody judged it'),
  inclusion: z
    .number()
    .gt(0)
    .max(1)
    .nullable()
    .describe('Inclusion probability of its review; null = unknown'),
  smallestInclusion: z.number().gt(0).max(1).nullable().describe('Smallest rate of the policy in force'),
  decisions: z.number().int().nonnegative(),
  excess: z.number().int().nonnegative().describe('Sum of (confidence ppm - band)'),
  excessSquared: z.number().int().nonnegative().describe('Sum of (confidence ppm - band)^2'),
  amountCents: z.number().int().nonnegative(),
});
export type EvidenceCell = z.infer<typeof EvidenceCell>;

/** What another (domain, model) had shown where its own search begins, in verdicts that were known by a certain time. */
export const SiblingRecord = z.strictObject({
  domain: z.string(),
  model: z.string(),
  cells: z.array(
    z.strictObject({
      pi: z.number().gt(0).max(1).describe('Inclusion probability'),
      piMin: z.number().gt(0).max(1).describe('Smallest one of the policy in force'),
      loss: z.number().min(0).max(1),
      count: z.number().int().nonnegative(),
    }),
  ),
});
export type SiblingRecord = z.infer<typeof SiblingRecord>;

/** All evidence on one (domain, model): the narrow waist between rows and judgement. */
export const Evidence = z.strictObject({
  domain: z.string(),
  model: z.string(),
  selection: Selection,
  audits: z
    .strictObject({ expected: z.number().nonnegative(), observed: z.number().int().nonnegative() })
    .nullable()
    .describe(
      'Decisions with an inclusion probability below 1: reviews that the rates promise, and those that came',
    ),
  firstDecidedAt: z.string(),
  lastDecidedAt: z.string(),
  decisions: z
    .number()
    .int()
    .nonnegative()
    .describe('All valid decisions, the immature and ineligible ones too'),
  immature: z.number().int().nonnegative().describe('Younger than maturity, and so left out whole'),
  bands: z.enum(['exact', 'decimal']).describe('exact: the band is the value, every metric is exact'),
  startConfidences: z
    .array(z.number().int())
    .describe('ppm of the eligible ones among the first 500 decisions'),
  siblings: z
    .array(SiblingRecord)
    .optional()
    .describe(
      'Under prior: siblings: what others had shown before firstDecidedAt; no later row may change it. Absent: the default prior',
    ),
  recalibration: SettledMap.optional().describe(
    'Under scale: recalibrated: what confidences are read through; the rest is then of decisions from its day on. Absent: as they are',
  ),
  cells: z.array(EvidenceCell),
});
export type Evidence = z.infer<typeof Evidence>;
