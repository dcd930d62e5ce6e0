import * as z from 'zod';
import { Guarantee } from './certificate.ts';

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

/**
 * What lives beside leeway where a promise other than that on all decisions together is measured: the certificate for all
 * of them together, an interval of mean and standard error for one look, or all of delta for every amount step.
 */
export const ValidationControl = z.enum(['pooled', 'normal-interval', 'undivided-delta']);
export type ValidationControl = z.infer<typeof ValidationControl>;

/** What came of many simulated lives of a domain. */
const figures = {
  lives: z.number().int().positive(),
  falseCertification: z
    .strictObject({ rate: Share, low: Share, high: Share })
    .describe('Lives in which what is at or above its limit was ever called safe; exact 99 % interval'),
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
        .describe('ln(1/delta)/KL in verdicts; null where none is known'),
      ratio: z.number().positive().nullable(),
    })
    .nullable()
    .describe('Verdicts until the AI first acts alone; null where not every life came to it'),
};

/** What one method did in one scenario. */
export const ValidationResult = z.strictObject({ method: ValidationMethod, ...figures });
export type ValidationResult = z.infer<typeof ValidationResult>;
export type ValidationFigures = Omit<ValidationResult, 'method'>;

/** What became of a promise without its own test. */
export const ValidationControlResult = z.strictObject({ method: ValidationControl, ...figures });
export type ValidationControlResult = z.infer<typeof ValidationControlResult>;

export const ValidationScenario = z.strictObject({
  name: z.string(),
  about: z.string(),
  guarantee: Guarantee,
  risk: z.number().gt(0).lt(1).describe('The limit; under cost the budget as a share of the cap'),
  delta: z.number().gt(0).lt(1),
  selection: z.enum(['full', 'audited']),
  methods: z.array(ValidationResult),
  controls: z.array(ValidationControlResult),
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
