import * as z from 'zod';
import { RefusalReason } from './recommendation.ts';
import { InputSummary } from './rule.ts';
import { Instant } from './time.ts';

const Share = z.number().min(0).max(1);
const Count = z.number().int().nonnegative();

/** A number of reviews that independent coins decide: what is expected, and where 95 of 100 draws end. */
export const ReviewCount = z.strictObject({
  expected: z.number().nonnegative(),
  low: Count,
  high: Count,
});
export type ReviewCount = z.infer<typeof ReviewCount>;

/**
 * `reachable`: reviews bring more authority. `kept`: something is certified and nothing below it is in reach, so that
 * audits stay at the smallest rate. `out-of-reach`: more reviews alone bring no authority.
 */
export const AuditStatus = z.enum(['reachable', 'kept', 'out-of-reach']);
export type AuditStatus = z.infer<typeof AuditStatus>;

/** What one domain's reviews should be, for the model that decides there now. */
export const DomainAuditPlan = z.strictObject({
  domain: z.string(),
  model: z.string(),
  status: AuditStatus,
  refusal: RefusalReason.nullable().describe('Why nothing is certified so far; null where something is'),
  threshold: Share.nullable().describe('The threshold in question: reviews at or above it count'),
  coverage: Share.nullable().describe('Share of all decisions at or above it'),
  adds: z.number().nonnegative().describe('Decisions a day that the AI would newly take alone'),
  have: Count,
  need: Count.nullable().describe('have + missing; null where no number would do'),
  missing: Count.nullable().describe('Verdicts still to come, drawn at one even rate'),
  perDay: z.number().nonnegative().describe('Decisions a day at or above the threshold'),
  waiting: Count.describe(
    'Decisions there without verdict or recorded probability: their coin can be tossed now',
  ),
  due: Count.describe('Decisions there that are due for review with probability 1 and have no verdict'),
  tossed: Count.describe(
    'Decisions there without verdict whose coin fell before, with a probability below 1: never tossed again',
  ),
  minAuditRate: Share,
  rate: Share.nullable().describe('Chance of review of every decision at or above the threshold'),
  week: ReviewCount.nullable().describe('Reviews of the first week, of waiting and of new decisions'),
  days: z.number().nonnegative().nullable().describe('Until the verdicts are there and old enough to count'),
  readyAt: z.string().nullable(),
  inTime: z.boolean().nullable().describe('Whether that is by the date asked for; null where none was'),
  turn: z
    .number()
    .int()
    .positive()
    .nullable()
    .describe('Place in the line for the budget; 1 is served first'),
  reason: z.string().describe('A plain sentence'),
});
export type DomainAuditPlan = z.infer<typeof DomainAuditPlan>;

/** What `leeway audit-plan` answers. */
export const AuditPlanReport = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  input: InputSummary,
  by: z.string().nullable(),
  weeklyBudget: z.number().positive().nullable(),
  givenRate: Share.nullable(),
  domains: z.array(DomainAuditPlan),
  week: ReviewCount.describe('Reviews of the first week in all domains together'),
  draw: z
    .strictObject({
      file: z.string(),
      drawn: Count.describe('Decisions on which the coin fell'),
      tossed: Count.describe('Decisions whose coin was tossed: all of them have the probability now'),
      due: Count.describe('Listed with probability 1: their review was certain before'),
    })
    .nullable(),
});
export type AuditPlanReport = z.infer<typeof AuditPlanReport>;

/** What a draw of decisions to review is asked. */
export const AuditQueueAsk = z.strictObject({
  seed: z
    .string()
    .min(1)
    .max(200)
    .describe('A word that decides every coin: who does not know it cannot tell which decisions are drawn'),
  asOf: Instant.optional(),
  by: Instant.optional().describe('By when the verdicts should be there'),
  budget: z.number().positive().optional().describe('Expected reviews a week'),
  rate: z.number().gt(0).max(1).optional().describe('One audit rate for all'),
});
export type AuditQueueAsk = z.infer<typeof AuditQueueAsk>;

/** The decisions to review now, as a plan draws them. */
export const AuditQueue = z.strictObject({
  asOf: Instant,
  drawn: Count.describe('Decisions on which the coin fell'),
  tossed: Count.describe('Decisions whose coin was tossed: all of them have the probability now'),
  due: Count.describe('Listed with probability 1: their review was certain before'),
  csv: z
    .string()
    .describe('decision_id, domain, confidence, review_probability, why (drawn, due): what --draw writes'),
});
export type AuditQueue = z.infer<typeof AuditQueue>;
