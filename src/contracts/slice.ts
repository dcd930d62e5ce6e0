import * as z from 'zod';
import type { Evidence } from './evidence.ts';

export const SliceVerdict = z.enum(['passed', 'failed', 'untested']);
export type SliceVerdict = z.infer<typeof SliceVerdict>;

/** What the record says of the decisions at or above a threshold with one value in one column. */
export const SliceFinding = z.strictObject({
  column: z.string(),
  value: z.string(),
  decisions: z.number().int().nonnegative(),
  reviewed: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  need: z
    .number()
    .int()
    .nonnegative()
    .nullable()
    .describe('Verdicts at which it would pass, if more came like those so far; null = no number would do'),
  risk: z.number().min(0).max(1).nullable().describe('Inclusion-weighted; null where nobody looked'),
  riskUpper: z.number().min(0).max(1),
  limit: z.number().gt(0).lt(1).describe('sliceRisk'),
  verdict: SliceVerdict.describe('untested: too few verdicts to tell; blocks as failed does'),
});
export type SliceFinding = z.infer<typeof SliceFinding>;

/** What names a slice. */
export const SliceName = SliceFinding.pick({ column: true, value: true });
export type SliceName = z.infer<typeof SliceName>;

/** Whether one of them has that name. */
export function includesSlice(slices: readonly SliceName[], { column, value }: SliceName): boolean {
  return slices.some((one) => one.column === column && one.value === value);
}

/** Evidence on the decisions of one (domain, model) that have one value in one column. */
export interface SliceEvidence {
  readonly column: string;
  readonly value: string;
  readonly evidence: Evidence;
}
