import * as z from 'zod';
import { Decision } from './decision.ts';
import { Verdict } from './verdict.ts';

/** A decision and, where there is one, a verdict on it, in one row. */
export const PairedRow = z.strictObject({
  ...Decision.shape,
  ...Verdict.partial().shape,
  decision_id: z.string().min(1),
});
export type PairedRow = z.infer<typeof PairedRow>;
