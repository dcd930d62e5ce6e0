import * as z from 'zod';

const Share = z.number().min(0).max(1);

/** A method as the validation report names it. */
export const ValidationMethod = z.enum([
  'leeway',
  'fixed-0.9',
  'naive',
  'clopper-pearson',
  'sgr',
  'ltt-hoeffding-bentkus',
  'ltt-binomial',
]);
export type ValidationMethod = z.infer<typeof ValidationMethod>;

/** What one method did in one scenario, over many simulated lives of a domain. */
export const ValidationResult = z.strictObject({
  method: ValidationMethod,
  lives: z.number().int().positive(),
  falseCertification: z
    .strictObject({ rate: Share, low: Share, high: Share })
    .describe('Lives in which a threshold at or above the limit was ever called safe; exact 99 % interval'),
  automationShare: z
    .number()
    .nonnegative()
    .nullable()
    .describe(
      'Automation on the last night over that of one who knows the truth; null where that is nothing',
    ),
  timeAverageShare: z.number().nonnegative().nullable().describe('The same, averaged over all nights'),
  firstAuthority: z
    .strictObject({
      meanVerdicts: z.number().nonnegative(),
      lowerBound: z
        .number()
        .positive()
        .nullable()
        .describe('ln(1/delta)/KL in verdicts; null where none exists'),
      ratio: z.number().positive().nullable(),
    })
    .nullable()
    .describe('Verdicts until the AI first acts alone; null where not every life came to it'),
});
export type ValidationResult = z.infer<typeof ValidationResult>;

export const ValidationScenario = z.strictObject({
  name: z.string(),
  about: z.string(),
  risk: z.number().gt(0).lt(1),
  delta: z.number().gt(0).lt(1),
  selection: z.enum(['full', 'audited']),
  methods: z.array(ValidationResult),
});
export type ValidationScenario = z.infer<typeof ValidationScenario>;

/** The promise, measured: `leeway validate --format json`. */
export const ValidationReport = z.strictObject({
  seed: z.number().int(),
  worlds: z.number().int().positive(),
  seconds: z.number().nonnegative(),
  domainNights: z.number().int().nonnegative(),
  scenarios: z.array(ValidationScenario),
});
export type ValidationReport = z.infer<typeof ValidationReport>;
