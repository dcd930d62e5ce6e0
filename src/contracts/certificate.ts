import * as z from 'zod';

/**
 * What is promised of the decisions that the AI takes alone.
 * `selective-risk`: the error rate of all of them together stays under `risk`.
 * `marginal`: so does that of each confidence band by itself, so that easy cases cannot pay for hard ones.
 * `cost`: what one of them loses on average stays under `budget`; it loses severity x amount, at most `amountCap`.
 */
export const Guarantee = z.enum(['selective-risk', 'marginal', 'cost']);
export type Guarantee = z.infer<typeof Guarantee>;

export const Target = z.strictObject({
  risk: z
    .number()
    .gt(0)
    .lt(1)
    .describe(
      'The limit; under the guarantee cost the budget as a share of the cap, as are all risks beside it',
    ),
  delta: z.number().gt(0).lt(1),
  guarantee: Guarantee,
  budget: z.number().positive().optional().describe('Money; under the guarantee cost only'),
  amountCap: z.number().positive().optional().describe('Money; under the guarantee cost only'),
});
export type Target = z.infer<typeof Target>;

export const CertificateMethod = z.enum([
  'beta-mixture-e-process',
  'inverse-propensity-e-process',
  'exact-binomial-first-look',
  'hoeffding-bentkus-first-look',
]);
export type CertificateMethod = z.infer<typeof CertificateMethod>;

/** The evidence at the certified threshold, or, where nothing is certified, at the best one tested. */
export const Certificate = z.strictObject({
  id: z.string().describe('SHA-256 of the canonical JSON of what it rests on'),
  method: CertificateMethod,
  threshold: z.number().min(0).max(1),
  maxAmount: z
    .number()
    .positive()
    .optional()
    .describe('Under amountSteps: the evidence is that on decisions up to this amount'),
  eValue: z
    .number()
    .nonnegative()
    .nullable()
    .describe(
      'Under the guarantee marginal the smallest of the bands; null where it exceeds the largest double, see logE',
    ),
  logE: z.number(),
  level: z.number().gt(0).max(1).describe('Share of delta at which this threshold was tested'),
  errors: z
    .number()
    .int()
    .nonnegative()
    .describe('Reviewed and found wrong (any loss above 0), pending not counted'),
  reviewed: z.number().int().nonnegative(),
  decisions: z.number().int().nonnegative().describe('Eligible mature decisions at or above the threshold'),
  pending: z
    .number()
    .int()
    .nonnegative()
    .describe('Due for review without a verdict: errors in the certificate'),
  thresholdsTested: z.number().int().nonnegative(),
  starts: z.array(z.number().min(0).max(1)),
  prior: z
    .strictObject({
      siblings: z
        .number()
        .int()
        .nonnegative()
        .describe('Others that it was learnt from; of none: the default'),
      verdicts: z.number().int().nonnegative(),
      before: z.string().describe('The first decision of the record: only verdicts before it count'),
    })
    .optional()
    .describe('Under prior: siblings: what the bets weighed at the start; absent: the default'),
});
export type Certificate = z.infer<typeof Certificate>;
