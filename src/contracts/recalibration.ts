import * as z from 'zod';

const Share = z.number().min(0).max(1);
const Loss = z.number().nonnegative().nullable();
const KINDS = ['none', 'temperature', 'platt', 'beta', 'isotonic'] as const;

/**
 * How to read a confidence as the chance of being right. Each kind is non-decreasing: a map never reverses the order in
 * which the AI trusts its answers, so that thresholds can be carried over.
 */
export const RecalibrationMap = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z
    .strictObject({ kind: z.literal('temperature'), temperature: z.number().gt(0) })
    .describe('sigmoid(logit(c) / temperature)'),
  z
    .strictObject({ kind: z.literal('platt'), intercept: z.number(), slope: z.number().gt(0) })
    .describe('sigmoid(intercept + slope logit(c))'),
  z
    .strictObject({
      ...{ kind: z.literal('beta'), a: z.number().nonnegative(), b: z.number().nonnegative() },
      intercept: z.number(),
    })
    .describe('sigmoid(a ln c - b ln(1 - c) + intercept), a and b not both 0'),
  z
    .strictObject({
      ...{ kind: z.literal('isotonic'), confidence: z.array(Share).readonly() },
      accuracy: z.array(Share).readonly(),
    })
    .describe('Straight lines between knots and flat beyond them'),
]);
export type RecalibrationMap = z.infer<typeof RecalibrationMap>;
export type RecalibrationKind = RecalibrationMap['kind'];

/** Whether the confidence of a (domain, model) should be read through a map, and which. */
export const Recalibration = z.strictObject({
  kind: z.enum(KINDS),
  map: RecalibrationMap.describe('Fitted on all verdicts'),
  reason: z
    .enum(['chosen', 'calibrated', 'unproven', 'falling', 'no-gain'])
    .describe(
      'calibrated: no test finds anything wrong; unproven: too few verdicts to look forward; falling: more confidence is not more often right; no-gain: no map predicts better than none',
    ),
  effective: z.number().nonnegative(),
  p: z.strictObject({ signedGap: Share.nullable(), miscalibration: Share.nullable() }),
  logLoss: z
    .strictObject({ none: Loss, temperature: Loss, platt: Loss, beta: Loss, isotonic: Loss })
    .describe(
      'Mean over what came later of each map fitted on what came before; null where that cannot be said',
    ),
});
export type Recalibration = z.infer<typeof Recalibration>;
