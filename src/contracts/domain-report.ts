import * as z from 'zod';
import { Cuts } from './cut.ts';
import { Recalibration } from './recalibration.ts';
import { Reliability } from './reliability.ts';

/** What `leeway report DOMAIN` answers. */
export const DomainReport = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  domain: z.string(),
  limit: z
    .number()
    .min(0)
    .max(1)
    .describe('Highest error rate tolerated among the decisions that the AI takes alone'),
  models: z.array(Reliability).min(1).describe('The newest first: authority is asked for that one'),
  recalibration: Recalibration.describe('Of the newest model'),
  cuts: Cuts.describe('The error rate of the newest model taken apart'),
});
export type DomainReport = z.infer<typeof DomainReport>;
