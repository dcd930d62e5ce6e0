import * as z from 'zod';
import { Cuts, TrendPeriod } from './cut.ts';
import { DomainStatus } from './domain-reliability.ts';
import { Recommendation } from './recommendation.ts';
import { Reliability } from './reliability.ts';

const head = { version: z.literal(1), asOf: z.string(), domain: z.string() };
const Count = z.number().int().nonnegative();

/** `GET /v1/domains/{domain}`: what it is ready for, and how reliable it has been, each of its models by itself. */
export const DomainOverview = z.strictObject({
  ...head,
  recommendations: z.array(Recommendation),
  reliability: z.array(DomainStatus),
});
export type DomainOverview = z.infer<typeof DomainOverview>;

/** `GET /v1/domains/{domain}/thresholds`: what was seen at each; what is certain, the recommendation says. */
export const DomainThresholds = z.strictObject({
  ...head,
  limit: z.number().min(0).max(1).describe('As in the report'),
  models: z
    .array(
      Reliability.pick({ model: true, selection: true, decisions: true, reviewed: true, riskCoverage: true }),
    )
    .describe('The newest first'),
});
export type DomainThresholds = z.infer<typeof DomainThresholds>;

/** `GET /v1/domains/{domain}/segments`: the newest model by segment, and which slices are worse than the rest. */
export const DomainSegments = Cuts.pick({
  ...{ version: true, asOf: true, domain: true, model: true, selection: true, whole: true, missing: true },
  ...{ leftOut: true, bySegment: true, slicesTested: true, worstSlices: true },
});
export type DomainSegments = z.infer<typeof DomainSegments>;

/** `GET /v1/domains/{domain}/reviewers`: who judged the newest model, and what their verdicts are worth. */
export const DomainReviewers = Cuts.pick({
  ...{ version: true, asOf: true, domain: true, model: true, selection: true, leftOut: true },
  ...{ byReviewer: true, review: true },
});
export type DomainReviewers = z.infer<typeof DomainReviewers>;

export const TrendStep = z.enum(['day', 'week']);
export type TrendStep = z.infer<typeof TrendStep>;

/** `GET /v1/domains/{domain}/trend`: all models of a domain, one after the other in time. */
export const DomainTrend = z.strictObject({
  ...head,
  by: TrendStep,
  models: z
    .array(
      z.strictObject({
        model: z.string(),
        from: z.string().describe('When it first decided: a mark on the axis of time'),
        to: z.string().describe('When it last decided'),
        decisions: Count,
      }),
    )
    .describe('By when they began'),
  missing: Count.describe('Forgotten decisions that only counts know: in no period'),
  rows: z.array(TrendPeriod).describe('Periods with decisions, the oldest first'),
});
export type DomainTrend = z.infer<typeof DomainTrend>;
