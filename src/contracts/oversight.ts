import * as z from 'zod';
import { Level } from './decision.ts';
import { Instant } from './time.ts';

const Count = z.number().int().nonnegative();
const Hours = z.number().nullable();

/** How people oversaw some decisions. */
export const OversightCounts = z.strictObject({
  decisions: Count,
  judged: Count.describe('With a verdict that stands'),
  agreed: Count,
  edited: Count,
  overridden: Count,
  unsure: Count,
  due: Count.describe('That were to be reviewed for certain'),
  pending: Count.describe('Due, without a verdict, and not yet older than maturity'),
  overdue: Count.describe('Due, without a verdict, and older than maturity'),
  medianHours: Hours.describe('From the decision to the first verdict; null where there is none'),
  p90Hours: Hours.describe('Within which nine of ten first verdicts came'),
  blindShare: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Verdicts given without seeing the answer, of those that say; null where none says'),
});
export type OversightCounts = z.infer<typeof OversightCounts>;

const RecordedLevel = Level.nullable().describe('Under which it ran; null where that is not recorded');

/** Verdicts by the role of who gave them. */
export const RoleOversight = z.strictObject({
  role: z
    .string()
    .describe(
      'Roles of the configuration; (none) for names that it does not know, (no name) for verdicts without one',
    ),
  reviewers: Count,
  verdicts: Count,
  agreed: Count,
  edited: Count,
  overridden: Count,
  unsure: Count,
  medianHours: Hours.describe('From the decision to the verdict'),
  p90Hours: Hours,
  blindShare: OversightCounts.shape.blindShare,
});
export type RoleOversight = z.infer<typeof RoleOversight>;

/** What `leeway oversight` answers: where and how people reviewed what the AI decided in a span of time. */
export const Oversight = z.strictObject({
  version: z.literal(1),
  asOf: Instant.describe('Verdicts up to it count'),
  from: Instant.nullable().describe('Decisions from it on; null = from the first'),
  to: Instant.nullable().describe('Decisions before it; null = to the last'),
  total: OversightCounts,
  byDomain: z.array(z.strictObject({ domain: z.string(), level: RecordedLevel, ...OversightCounts.shape })),
  byLevel: z.array(z.strictObject({ level: RecordedLevel, ...OversightCounts.shape })),
  byTrigger: z
    .array(z.strictObject({ trigger: z.string(), ...OversightCounts.shape }))
    .describe('A decision with several counts for each'),
  byRole: z.array(RoleOversight),
});
export type Oversight = z.infer<typeof Oversight>;
