import * as z from 'zod';
import { SliceName } from './slice.ts';
import { Instant } from './time.ts';

/** A rung of the ladder on which the AI acts: from which confidence on, and the share of its decisions that people audit. */
export const Rung = z.strictObject({
  threshold: z.number().min(0).max(1),
  auditRate: z.number().gt(0).max(1).describe('Never 0: what nobody looks at gives no evidence'),
});
export type Rung = z.infer<typeof Rung>;

const shape = {
  domain: z.string().min(1),
  model: z.string().min(1).describe('The whole AI that has this authority; another one has none'),
  autonomous: Rung.nullable(),
  onTheLoop: Rung.nullable(),
  alwaysReview: z.array(z.string().min(1)).describe('Triggers that always go to a person'),
  maxAmount: z
    .number()
    .nonnegative()
    .nullable()
    .describe(
      'Decisions over it, or without an amount, always go to a person; null = amounts do not matter here',
    ),
  excluded: z.array(SliceName).describe('Slices that always go to a person'),
  included: z
    .array(SliceName)
    .optional()
    .describe(
      'Where (other) of a column is excluded: the slices of that column that are not; every other value goes to a person',
    ),
};

/**
 * What the AI may do in a domain, before anybody has voted on it. Where both rungs are null, it may nothing.
 *
 * The autonomous threshold is not below that of on-the-loop, where there are both: what is only watched is never more
 * certain than what is not.
 */
export const Authority = z.strictObject(shape).superRefine(refuseCrossedRungs);
export type Authority = z.infer<typeof Authority>;

/** An authority in force: what was approved, by whom, on which evidence, and until when. */
export const Policy = z
  .strictObject({
    ...shape,
    version: z.number().int().positive().describe('Follows that of the policy before it, one by one'),
    certificate: z.string().describe('Identity of the evidence that it rests on'),
    approvedBy: z.array(z.string().min(1)).min(1),
    validFrom: Instant,
    expiresAt: Instant,
  })
  .superRefine(refuseCrossedRungs);
export type Policy = z.infer<typeof Policy>;

function refuseCrossedRungs(
  { autonomous, onTheLoop }: { autonomous: Rung | null; onTheLoop: Rung | null },
  context: z.RefinementCtx,
): void {
  if (autonomous !== null && onTheLoop !== null && autonomous.threshold < onTheLoop.threshold)
    context.addIssue({
      code: 'custom',
      path: ['autonomous', 'threshold'],
      message: `is below that of onTheLoop, ${onTheLoop.threshold}; what is only watched is never more certain`,
    });
}
