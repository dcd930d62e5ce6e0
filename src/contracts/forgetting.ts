import * as z from 'zod';
import { Instant } from './time.ts';

/** What is to be forgotten: all decisions of before a time, one decision, or who a reviewer is. */
export const Forgetting = z
  .strictObject({
    before: Instant.optional().describe('Decisions that were made before this, with their verdicts'),
    decision: z.string().min(1).optional().describe('The id of one decision'),
    reviewer: z.string().min(1).optional().describe('The id of one reviewer'),
  })
  .refine((asked) => Object.values(asked).filter((one) => one !== undefined).length === 1, {
    error: 'give one of before, decision and reviewer',
  });
export type Forgetting = z.infer<typeof Forgetting>;

/** How much was forgotten. */
export const Forgotten = z.strictObject({
  decisions: z.number().int().nonnegative(),
  verdicts: z.number().int().nonnegative(),
});
export type Forgotten = z.infer<typeof Forgotten>;
