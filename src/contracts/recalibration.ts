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

const Reason = z
  .enum(['chosen', 'calibrated', 'unproven', 'falling', 'no-gain'])
  .describe(
    'calibrated: no test finds anything wrong; unproven: too few verdicts to look forward; falling: more confidence is not more often right; no-gain: no map predicts better than none',
  );

/** Whether the confidence of a (domain, model) should be read through a map, and which. */
export const Recalibration = z.strictObject({
  kind: z.enum(KINDS),
  map: RecalibrationMap.describe('Fitted on all verdicts'),
  reason: Reason,
  effective: z.number().nonnegative(),
  p: z.strictObject({ signedGap: Share.nullable(), miscalibration: Share.nullable() }),
  logLoss: z
    .strictObject({ none: Loss, temperature: Loss, platt: Loss, beta: Loss, isotonic: Loss })
    .describe(
      'Mean over what came later of each map fitted on what came before; null where that cannot be said',
    ),
});
export type Recalibration = z.infer<typeof Recalibration>;

/** Verdicts that a map is fitted on before anything may be certified through it: from so many on each kind may be chosen. */
export const FITTING_VERDICTS = 1000;

/** The map of a (domain, model) on the recalibrated scale. It is settled before the first decision that is evidence. */
export const SettledMap = z.strictObject({
  map: RecalibrationMap.nullable().describe('null as long as too few verdicts are there'),
  reason: Reason.nullable(),
  verdicts: z
    .number()
    .int()
    .nonnegative()
    .describe('That it was fitted on; those with a time that are there, as long as it is not'),
  before: z
    .string()
    .nullable()
    .describe('UTC day: decided and judged before it, for the map; decided from it on, for the certificate'),
  digest: z.string().nullable().describe('SHA-256 of the canonical JSON of map, verdicts and before'),
});
export type SettledMap = z.infer<typeof SettledMap>;

const Mapped = z
  .strictObject({ confidence: Share, recalibrated: Share })
  .nullable()
  .describe('A threshold in the confidence that the AI states, and what the map makes of it');

/** What `leeway recommend --maps FILE` writes: the maps beside the thresholds that were found with them. */
export const RecalibrationMaps = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  maps: z.array(
    z.strictObject({
      ...{ domain: z.string(), model: z.string(), ...SettledMap.shape },
      ...{ certified: Mapped, proposed: Mapped },
    }),
  ),
});
export type RecalibrationMaps = z.infer<typeof RecalibrationMaps>;
