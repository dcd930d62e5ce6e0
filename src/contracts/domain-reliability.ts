import * as z from 'zod';
import { Selection } from './evidence.ts';
import { Action, Recommendation } from './recommendation.ts';
import { RegisterEntry } from './register.ts';
import { InputSummary } from './rule.ts';

const Share = z.number().min(0).max(1);
const Count = z.number().int().nonnegative();

/** How often one (domain, model) is wrong, as far as people have looked, whatever its confidence. */
export const DomainReliability = z.strictObject({
  domain: z.string(),
  model: z.string(),
  decisions: Count.describe('All valid decisions, the immature and ineligible ones too'),
  reviewed: Count.describe('Those with a verdict other than unsure, without the immature ones'),
  pending: Count.describe('Those due for review without a verdict; in no error rate here'),
  immature: Count.describe('Younger than maturity, and so left out of all figures but decisions'),
  selection: Selection,
  firstDecidedAt: z.string(),
  lastDecidedAt: z.string(),
  error: z
    .strictObject({
      naive: Share.nullable().describe('Mean loss of the reviewed decisions, each counting the same'),
      weighted: Share.nullable().describe(
        'The same, each weighted by 1 / inclusion probability: an estimate for all decisions; null where selection is unknown',
      ),
      low: Share.nullable().describe('Lower end of the 95 % interval of weighted'),
      high: Share.nullable().describe('Upper end of it; one look, not valid for looking every night'),
    })
    .describe(
      'Over all reviewed decisions, those that always go to a person too. A loss is 0 for agree, 1 for override, editLoss for edit, or the severity where one is given; under the guarantee cost, money lost as a share of amountCap. Null where nothing is reviewed',
    ),
  limit: Share.describe(
    'Highest error rate tolerated among the decisions that the AI takes alone: risk, or budget / amountCap',
  ),
  calibration: Recommendation.shape.calibration
    .extend({
      biasNoise: z
        .number()
        .nonnegative()
        .nullable()
        .describe('What |bias| of a perfectly calibrated AI stays below here in 95 of 100 cases'),
    })
    .describe('Weighted as error.weighted is; where selection is unknown, of the reviewed decisions alone'),
});
export type DomainReliability = z.infer<typeof DomainReliability>;

/** Whether the record of a (domain, model) has changed on the way, as far as anybody watches for it. */
export const DriftHeard = z.enum(['none', 'confidences-shifted', 'errors-risen']);
export type DriftHeard = z.infer<typeof DriftHeard>;

/** How reliable a (domain, model) has been, what it may do now by the governance of its store, and what comes next. */
export const DomainStatus = DomainReliability.extend({
  level: RegisterEntry.shape.level.describe(
    'What it may do now, as leeway register says it; in-the-loop for a model that has no policy in force',
  ),
  threshold: Share.nullable().describe('Lowest confidence at which it acts now; null where it never does'),
  coverage: Share.nullable().describe(
    'Share of all its decisions from that threshold up; null where there is none',
  ),
  action: Action.nullable().describe('What leeway recommend says; null where that refuses'),
  proposed: Share.nullable().describe('The threshold that is proposed; null where none is'),
  next: Recommendation.shape.next
    .nullable()
    .describe('Verdicts that are there and that the next step needs; null where leeway recommend refuses'),
  drift: DriftHeard.nullable().describe(
    'What is heard of a change; null where nobody watches for one, for nothing is certified there',
  ),
  nextStep: z.string().nullable().describe('What comes next, in words; null where leeway recommend refuses'),
});
export type DomainStatus = z.infer<typeof DomainStatus>;

/** What `leeway domains` answers. */
export const DomainReliabilityReport = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  input: InputSummary,
  refused: z
    .string()
    .nullable()
    .describe('Why leeway recommend refuses, so that nothing is said of next steps; null where it does not'),
  domains: z.array(DomainStatus).describe('By domain, then model'),
});
export type DomainReliabilityReport = z.infer<typeof DomainReliabilityReport>;
