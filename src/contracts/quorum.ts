import * as z from 'zod';

const Approvals = z.number().int().nonnegative();

/** Approvals that a proposal needs: so many of each role, each from another person. */
export const Quorum = z.strictObject({ lead: Approvals, board: Approvals });
export type Quorum = z.infer<typeof Quorum>;

/** The same as a user writes it: a number is that many of the board. */
export const QuorumRule = z.union([
  z.number().int().min(1),
  z
    .strictObject({ lead: Approvals.default(0), board: Approvals.default(0) })
    .refine(
      ({ lead, board }) => lead + board >= 1,
      'needs at least one approval, for example { lead: 1, board: 1 }',
    ),
]);
export type QuorumRule = z.output<typeof QuorumRule>;

export function quorumOf(rule: QuorumRule): Quorum {
  return typeof rule === 'number' ? { lead: 0, board: rule } : rule;
}
