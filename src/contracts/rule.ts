import * as z from 'zod';

/** Every reason for which a row goes to quarantine, with the sentence that says what to mend. */
export const RULES = {
  line_malformed: 'the line cannot be read as a row of this file',
  line_quote_broken: 'a quote on this line is never closed, or closes too early',
  line_not_utf8: 'the line is not UTF-8',
  line_too_long: 'the line is longer than 16 MB',
  record_not_understood: 'the record is not one of the tool that --from names',
  decision_id_missing: 'decision_id is missing',
  decision_id_conflict: 'decision_id came before with other content',
  domain_empty: 'domain is empty',
  decided_at_missing: 'decided_at is missing',
  decided_at_bad: 'decided_at is not a time (RFC 3339, for example 2026-05-04T09:12:00Z)',
  decided_at_in_future: 'decided_at lies after the as-of time',
  confidence_missing: 'confidence is missing',
  confidence_not_a_number: 'confidence is not a number',
  confidence_out_of_range: 'confidence lies outside [0, 1]',
  review_probability_bad: 'review_probability lies outside (0, 1] or is not a number',
  amount_bad: 'amount is negative, beyond 10^13 or not a number',
  decision_forgotten: 'the store was told to forget this decision, or all of its time',
  verdict_missing: 'verdict is missing, and there are no two answers to compare',
  verdict_unknown: 'verdict is not one of agree, edit, override, unsure',
  verdict_without_decision: 'no decision has this decision_id',
  reviewed_at_missing: 'reviewed_at is missing',
  reviewed_at_bad: 'reviewed_at is not a time (RFC 3339, for example 2026-05-05T08:00:00Z)',
  reviewed_at_in_future: 'reviewed_at lies after the as-of time',
  severity_bad: 'severity lies outside [0, 1] or is not a number',
  blind_bad: 'blind is neither true nor false',
  duration_bad: 'duration_s is negative, infinite or not a number',
} as const;

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
