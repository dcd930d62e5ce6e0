import * as z from 'zod';
import { PlanLimits } from './proposal.ts';

const Reason = z.string().min(1).max(4000);
const Threshold = z.number().min(0).max(1);
const Amount = z.number().nonnegative();

/** What somebody asks the board for. */
export const ProposeBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('promotion'),
    domain: z.string().min(1),
    threshold: Threshold.nullable()
      .default(null)
      .describe('A certified one; null takes the lowest that one step reaches'),
    maxAmount: Amount.optional().describe('No larger amounts than this'),
    rationale: z.string().max(4000).default(''),
  }),
  z.strictObject({
    kind: z.literal('renewal'),
    domain: z.string().min(1),
    maxAmount: Amount.optional(),
    rationale: z.string().max(4000).default(''),
  }),
  z.strictObject({
    kind: z.literal('standing-plan'),
    domain: z.string().min(1),
    plan: PlanLimits,
    rationale: z.string().max(4000).default(''),
  }),
]);
export type ProposeBody = z.infer<typeof ProposeBody>;

/** One person's vote on exactly what they read. */
export const BallotBody = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{12,64}$/, 'is not the beginning of a digest, 12 digits of hex or more'),
  conditions: z.array(z.string().min(1).max(1000)).max(50).default([]),
  comment: z.string().max(4000).default(''),
});

export const ReasonBody = z.strictObject({ reason: Reason });
export const CommentBody = z.strictObject({ text: Reason });
export const ReviewBody = z.strictObject({ note: z.string().max(4000).default('') });

/** What is left to the AI: one of the two is given. */
export const NarrowBody = z.strictObject({
  threshold: Threshold.nullable().default(null).describe('Nothing below it any more'),
  maxAmount: Amount.nullable().default(null).describe('No larger amounts any more'),
  reason: Reason,
});

export const FloorBody = z.strictObject({
  reason: z.string().min(1).max(1000),
  owner: z.string().min(1).max(200),
  legalSource: z.string().max(500).nullable().default(null),
});
