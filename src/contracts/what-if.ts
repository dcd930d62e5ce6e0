import * as z from 'zod';
import { Guarantee } from './certificate.ts';
import { Level } from './decision.ts';
import { Selection } from './evidence.ts';

const Share = z.number().min(0).max(1);
const Count = z.number().int().nonnegative();

/** What the AI would do up to an amount: each list has a figure for every threshold. */
export const WhatIfStep = z.strictObject({
  maxAmount: z.number().nullable().describe('null: as the configuration has it'),
  coverage: z.array(Share).describe('Share of all decisions that count which it would take alone'),
  reviewed: z.array(Count).describe('Of these, those with a verdict other than unsure'),
  errors: z.array(Count).describe('Of the reviewed, those that a person edited or overrode'),
  pending: z.array(Count).describe('Due for review, without a verdict; in no share'),
  wrong: z
    .array(Share.nullable())
    .describe('Share of errors, weighted by 1 / inclusion probability; null where nobody looked'),
  low: z.array(Share.nullable()).describe('Two-sided 95 % interval of it, for one threshold and one look'),
  high: z.array(Share.nullable()),
  risk: z
    .array(Share.nullable())
    .describe('What the limit is on: weighted mean loss, slight errors in part; null where nobody looked'),
  riskUpper: z
    .array(Share.nullable())
    .describe(
      'Its upper bound, for one threshold and however often one looks; null where none is reckoned, as up to amounts of no rule',
    ),
  certified: z.array(Count).describe('Places of the thresholds that are certified up to this amount'),
});
export type WhatIfStep = z.infer<typeof WhatIfStep>;

/**
 * `GET /v1/domains/{domain}/what-if`: what the newest model would do at every threshold, with whatever it takes to reckon
 * with that. What is certified holds; everything else is expected, not guaranteed.
 */
export const WhatIf = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  domain: z.string(),
  model: z.string(),
  selection: Selection,
  limit: Share.nullable().describe('Highest error rate; null where the promise is on money'),
  delta: Share,
  guarantee: Guarantee,
  decisions: Count.describe('All decisions that count'),
  perWeek: z.number().nonnegative().describe('Decisions a week, at the pace of the record'),
  countedUntil: z
    .string()
    .nullable()
    .describe('Younger decisions are in no figure; null where the youngest count too'),
  maxAmount: z.number().nullable().describe('Configured: larger amounts are never its to take; null: none'),
  alwaysReview: z.array(z.string()).describe('Triggers whose decisions the AI never takes'),
  reviewCost: z.number().nonnegative().describe('Money per human review'),
  errorCost: z.number().nonnegative().describe('Money per wrong decision that was taken alone'),
  level: Level.describe('On which a wider authority would begin'),
  auditRate: z.number().gt(0).max(1).describe('Share of what is taken alone that people review there'),
  current: z
    .strictObject({
      threshold: Share,
      maxAmount: z.number().nullable(),
      auditRate: Share.describe('Of what it takes alone today, over its rungs'),
    })
    .nullable()
    .describe('What is in force; null where a person decides everything'),
  recommended: z
    .strictObject({ threshold: Share, maxAmount: z.number().nullable() })
    .nullable()
    .describe('The step that is recommended'),
  thresholds: z.array(Share).describe('The lowest first; what a higher one takes, a lower one takes too'),
  steps: z.array(WhatIfStep).describe('The smallest amount first'),
});
export type WhatIf = z.infer<typeof WhatIf>;
