import * as z from 'zod';
import { Selection } from './evidence.ts';
import { Estimate, Shares } from './reliability.ts';
import { ReviewSignals } from './review-signals.ts';

const Share = z.number().min(0).max(1);
const Count = z.number().int().nonnegative();

const counts = {
  decisions: Count,
  reviewed: Count.describe('Those with a verdict other than unsure'),
  pending: Count.describe('Those due for review without a verdict; in no share'),
  errorRate: Shares.describe('Share of the reviewed that a person edited or overrode'),
};

/** The decisions that have one value. */
export const CutRow = z.strictObject({ value: z.string(), ...counts });
export type CutRow = z.infer<typeof CutRow>;

/** One segment, value by value, the most reviewed first. */
export const SegmentCut = z.strictObject({
  segment: z.string(),
  values: Count.describe('Distinct values, those in others too'),
  rows: z.array(CutRow),
  others: z.strictObject(counts).nullable().describe('All values beyond the rows, as one'),
});
export type SegmentCut = z.infer<typeof SegmentCut>;

/** What sending decisions to a person because of a trigger brought. */
export const TriggerYield = z.strictObject({
  trigger: z.string(),
  fired: Count.describe('Decisions with it; one with several counts for each'),
  reviewed: Count,
  needed: Count.describe('Those of the reviewed that were wrong'),
  yield: Estimate.nullable().describe('needed / reviewed; null where nothing is reviewed'),
});
export type TriggerYield = z.infer<typeof TriggerYield>;

/** A reviewer beside the others. A case mix of their own moves a reviewer as much as a habit does. */
export const ReviewerRow = z.strictObject({
  reviewer: z.string(),
  verdicts: Count.describe('Last words other than unsure'),
  overrides: Count.describe('Edits and overrides among them'),
  overrideRate: Estimate,
  funnel: z
    .strictObject({ low: Share, high: Share })
    .describe(
      'Where all reviewers lie at once in 95 of 100 cases, with so many verdicts, where each overrides as all together do (Bonferroni)',
    ),
  outside: z.enum(['above', 'below']).nullable().describe('Outside the funnel'),
  soleVoice: Count.describe('Verdicts on decisions that no other named reviewer judged'),
  shared: Count.describe('Verdicts on decisions that others judged too'),
  agreement: Share.nullable().describe(
    'How often another reviewer of the same decision also called it right, or wrong',
  ),
  kappa: z
    .number()
    .nullable()
    .describe('The same beyond chance (Cohen), two labels; null below 30 shared, or where undefined'),
  blind: Count.describe("Verdicts given without sight of the AI's answer"),
  shown: Count.describe('Verdicts of which it is known that it was seen'),
  anchoring: Estimate.nullable().describe(
    'Override rate of the blind less that of the shown, with an interval that holds for all reviewers at once (Bonferroni, 95 %); null below 30 of either',
  ),
  timed: Count.describe('Verdicts with a time'),
  medianSeconds: z.number().nonnegative().nullable(),
  rubberStamp: z
    .boolean()
    .describe(
      'At least 100 verdicts that are not blind, of which fewer are changed than chance explains, and given no slower than half of all; or given in less than half the usual time, and changed more often blind',
    ),
  why: z.string().nullable(),
});
export type ReviewerRow = z.infer<typeof ReviewerRow>;

/** A week of decisions, by when they were decided. */
export const TrendRow = z.strictObject({
  week: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe('Its Monday, UTC'),
  ...counts,
  confidence: Share.describe('Mean of all its decisions'),
});
export type TrendRow = z.infer<typeof TrendRow>;

/** A day or a week of decisions. */
export const TrendPeriod = z.strictObject({
  from: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe('Its first day, UTC; of weeks a Monday'),
  ...counts,
  confidence: Share.describe('Mean of all its decisions'),
});
export type TrendPeriod = z.infer<typeof TrendPeriod>;

/** A slice of one or two segments' values beside the rest of the domain. */
export const SliceDifference = z.strictObject({
  slice: z
    .array(z.strictObject({ segment: z.string(), value: z.string() }))
    .min(1)
    .max(2),
  reviewed: Count,
  errorRate: Shares,
  difference: z
    .number()
    .describe('Its error rate less that of the rest; weighted, but where selection is unknown'),
  p: Share.describe('One-sided: by chance it would be so much worse; 1 where it is not worse'),
  adjusted: Share.describe('p for all slices tested at once (Holm)'),
  found: z.boolean().describe('adjusted is at most 0.05'),
});
export type SliceDifference = z.infer<typeof SliceDifference>;

/** The error rate of one (domain, model) taken apart. Null is undefined. */
export const Cuts = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  domain: z.string(),
  model: z.string().describe('That of all cuts but byModel'),
  selection: Selection.describe('unknown: nothing is weighted, and figures are of the reviewed alone'),
  whole: z.strictObject(counts).describe('All mature decisions that the cuts take apart'),
  missing: Count.describe('Forgotten decisions of this model that only counts know: in no cut but byModel'),
  leftOut: z
    .strictObject({ segments: Count, triggers: Count, reviewers: Count })
    .describe('Those beyond the most that are shown'),
  byModel: z.array(CutRow).describe('All models of the domain, from its counts, the newest first'),
  bySegment: z.array(SegmentCut),
  byTrigger: z.array(TriggerYield).describe('The most frequent first'),
  byAmount: z.array(CutRow).describe('Half open, the smallest first; those without an amount last'),
  byReviewer: z.array(ReviewerRow).describe('The most verdicts first'),
  review: ReviewSignals.describe('What these verdicts are worth'),
  byWeek: z.array(TrendRow),
  byHour: z.array(CutRow).describe('0 to 23, UTC'),
  slicesTested: Count,
  worstSlices: z.array(SliceDifference).describe('The worst first, by p; the least of them left out'),
});
export type Cuts = z.infer<typeof Cuts>;

/** Lower ends of the amounts that are taken together; each ends where the next begins. */
export const AMOUNT_EDGES = [0, 10, 50, 100, 250, 500, 1000] as const;
/** The fewest judged decisions that are tested as a slice, and that are left to compare it with. */
export const FEWEST_IN_SLICE = 30;
