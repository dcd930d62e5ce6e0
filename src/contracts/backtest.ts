import * as z from 'zod';
import { ShiftDirection } from './confidence-shift.ts';
import { ValidationMethod } from './validation.ts';

const Share = z.number().min(0).max(1);
const Count = z.number().int().nonnegative();

/** The methods of `validate`, two more fixed thresholds, and ours without the pace that promotion rules set. */
export const BacktestMethod = z.enum([...ValidationMethod.options, 'fixed-0.7', 'leeway-unpaced']);
export type BacktestMethod = z.infer<typeof BacktestMethod>;

const Realised = z.strictObject({
  decisions: Count.describe('Decisions while the method was running'),
  automated: Count.describe('Of these, those that the AI would have taken alone'),
  reviewed: Count.describe('Of the automated ones, those whose verdict the history knows'),
  errors: Count.describe('Of the reviewed ones, those with an error'),
  realisedRisk: Share.nullable().describe('Error rate of the automated ones; null where none has a verdict'),
  low: Share.nullable(),
  high: Share.nullable().describe('95 % interval of it'),
});
export type Realised = z.infer<typeof Realised>;

export const Demotion = z.strictObject({
  at: z.string(),
  reason: z.enum(['drifted', 'newer-model']),
  nightsSinceChange: Count.nullable().describe(
    'Nights since the risk seems to have risen; null for another reason',
  ),
  automatedSinceChange: Count.nullable().describe('Decisions that the AI took alone in these nights'),
});
export type Demotion = z.infer<typeof Demotion>;

export const Promotion = z.strictObject({ at: z.string(), threshold: Share, coverage: Share });
export type Promotion = z.infer<typeof Promotion>;

/** What would have become of one (domain, model). */
export const BacktestDomain = Realised.extend({
  domain: z.string(),
  model: z.string(),
  risk: Share,
  delta: Share,
  breach: z
    .boolean()
    .describe('The realised risk is above the limit by more than chance explains (1 %, one-sided)'),
  promotions: z.array(Promotion),
  demotions: z.array(Demotion),
  confidenceShifts: z
    .array(z.strictObject({ at: z.string(), direction: ShiftDirection }))
    .describe('Alarms on the confidences; promotions waited for the cooldown after each'),
});
export type BacktestDomain = z.infer<typeof BacktestDomain>;

/** One method over all domains. */
export const BacktestTotals = Realised.extend({
  domainsActing: Count.describe('Domains in which it ever let the AI act alone'),
  domainsOverLimit: Count.describe('Of these, those whose realised risk is above their limit'),
  breaches: Count.describe('Of these, by more than chance explains (1 %, one-sided)'),
});
export type BacktestTotals = z.infer<typeof BacktestTotals>;

/** A walk through a history: `leeway backtest --format json`. */
export const BacktestReport = z.strictObject({
  version: z.literal(1),
  seed: z.number().int(),
  stepDays: z.number().positive(),
  steps: z.array(z.strictObject({ at: z.string(), decisions: Count, automated: Count })),
  domains: z.array(BacktestDomain),
  methods: z.partialRecord(BacktestMethod, BacktestTotals),
});
export type BacktestReport = z.infer<typeof BacktestReport>;
