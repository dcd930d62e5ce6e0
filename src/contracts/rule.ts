import * as z from 'zod';
import { RULES } from './rule-words.ts';

export const Rule = z.enum(Object.keys(RULES) as [keyof typeof RULES, ...(keyof typeof RULES)[]]);
export type Rule = z.infer<typeof Rule>;

/** How many rows came in, what became of each: nothing is lost silently. */
export const InputSummary = z.strictObject({
  decisions: z.number().int().nonnegative(),
  verdicts: z.number().int().nonnegative(),
  known: z.number().int().nonnegative().describe('Identical repeats of a row that was already read'),
  quarantined: z.number().int().nonnegative(),
  quarantinedByRule: z.partialRecord(Rule, z.number().int().positive()),
});
export type InputSummary = z.infer<typeof InputSummary>;
