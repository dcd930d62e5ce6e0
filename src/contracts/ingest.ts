import * as z from 'zod';
import { Rule } from './rule.ts';

const Count = z.number().int().nonnegative();
const Added = z.strictObject({ added: Count, known: Count.describe('There already: not added again') });

/** What became of everything that came in: nothing is lost silently, and nothing is counted twice. */
export const IngestSummary = z.strictObject({
  files: Added,
  decisions: Added,
  verdicts: Added,
  quarantined: Count,
  quarantinedByRule: z.partialRecord(Rule, z.number().int().positive()),
});
export type IngestSummary = z.infer<typeof IngestSummary>;
