import * as z from 'zod';
import { Level } from './decision.ts';
import { Instant } from './time.ts';

/** The authority that a model has in a domain, as far as a recommendation depends on it. */
export const Held = z.strictObject({
  thresholdPpm: z.number().int().min(0).max(1_000_000).describe('Lowest confidence at which it acts'),
  level: Level.exclude(['in-the-loop']),
  widenFrom: Instant.nullable().describe(
    'Before it the promotion rules allow no widening; null = at any time',
  ),
  mayGraduate: z
    .boolean()
    .describe('It has been on the loop long enough to become autonomous somewhere where it is not'),
});
export type Held = z.infer<typeof Held>;
