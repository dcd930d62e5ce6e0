import * as z from 'zod';
import { Instant } from './time.ts';

/** Who acts: the three rungs of the ladder. */
export const Level = z.enum(['in-the-loop', 'on-the-loop', 'autonomous']);
export type Level = z.infer<typeof Level>;

/** The whole AI (weights, prompt, tools); any change is a new value. */
export const UNVERSIONED = 'unversioned';

/** One answer of the AI, with the probability that it gave for that very answer being right. */
export const Decision = z.strictObject({
  decision_id: z.string().min(1),
  domain: z.string().min(1).describe('The unit of authority: a name, or a path such as billing/refund.issue'),
  decided_at: Instant.describe('RFC 3339 with offset; a bare time is UTC'),
  confidence: z.number().min(0).max(1).describe('Probability that this very answer is right'),
  ai_answer: z.string().optional(),
  model: z.string().default(UNVERSIONED).describe('Names the whole AI; any change is a new value'),
  amount: z.number().nonnegative().optional(),
  currency: z.string().optional(),
  triggers: z.array(z.string()).optional(),
  route: Level.optional().describe('Level under which it ran'),
  review_probability: z.number().gt(0).max(1).optional().describe('Inclusion probability of its review'),
  policy: z.string().optional().describe('Policy version in force when it was decided'),
  segments: z.record(z.string(), z.string()).optional(),
});
export type Decision = z.infer<typeof Decision>;
