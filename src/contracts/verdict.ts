import * as z from 'zod';
import { Instant } from './time.ts';

/** What a person said of a decision. No verdict is unlabelled, never "right". */
export const VerdictWord = z.enum(['agree', 'edit', 'override', 'unsure']);
export type VerdictWord = z.infer<typeof VerdictWord>;

/** One person's verdict on one decision; several on one decision are all kept. */
export const Verdict = z.strictObject({
  decision_id: z.string().min(1),
  verdict: VerdictWord,
  reviewed_at: Instant,
  reviewer_id: z.string().optional(),
  human_answer: z.string().optional(),
  severity: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('The loss; where absent 0 for agree, 1 for override, editLoss for edit'),
  blind: z.boolean().optional().describe("The reviewer did not see the AI's answer"),
  duration_s: z.number().nonnegative().optional().describe('How long the reviewer took, in seconds'),
  rubric: z.string().optional().describe('Name of the rules by which it was judged, and their version'),
  reason: z.string().optional().describe('Free text, which is kept nowhere'),
});
export type Verdict = z.infer<typeof Verdict>;
