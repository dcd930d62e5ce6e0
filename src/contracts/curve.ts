import * as z from 'zod';

/** What would happen if the AI took alone every eligible decision with `confidence >= threshold`. */
export const CurvePoint = z.strictObject({
  threshold: z.number().min(0).max(1),
  decisions: z.number().int().nonnegative(),
  coverage: z.number().min(0).max(1).describe('Share of all mature decisions of the domain'),
  reviewed: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  pending: z.number().int().nonnegative(),
  risk: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Inclusion-weighted mean loss; null where nobody looked'),
  naiveRisk: z.number().min(0).max(1).nullable().describe('The same without weights'),
});
export type CurvePoint = z.infer<typeof CurvePoint>;

export const Curve = z.strictObject({ domain: z.string(), model: z.string(), points: z.array(CurvePoint) });
export type Curve = z.infer<typeof Curve>;
