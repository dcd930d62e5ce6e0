import * as z from 'zod';
import { Rule } from './rule.ts';
import { Instant } from './time.ts';

const Count = z.number().int().nonnegative();

/** One run of ingest: what it brought, and from where. */
export const IngestRunRow = z.strictObject({
  run: z.number().int().positive(),
  ranAt: Instant,
  decisions: z.strictObject({ added: Count, known: Count }),
  verdicts: z.strictObject({ added: Count, known: Count }),
  quarantined: Count,
  files: z
    .array(z.strictObject({ name: z.string(), bytes: Count }))
    .describe('At most twenty; of a body that was sent, what the spool called it'),
});
export type IngestRunRow = z.infer<typeof IngestRunRow>;

/** A row that broke a rule. */
export const QuarantinedRow = z.strictObject({
  run: z.number().int().positive(),
  file: z.string(),
  line: Count,
  rule: Rule,
  value: z.string().nullable(),
});
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;

/** Rows that broke a rule, some of them. */
export const QuarantinePage = z.strictObject({
  rows: z.array(QuarantinedRow).describe('The newest run first'),
  next: z.number().int().nullable().describe('Give it as `offset` for those that follow'),
});
export type QuarantinePage = z.infer<typeof QuarantinePage>;

/** What came into a store, and what it did not take. */
export const IntakeReport = z.strictObject({
  newestDecisionAt: Instant.nullable(),
  newestVerdictAt: Instant.nullable(),
  decisions: Count,
  verdicts: Count,
  waitingVerdicts: Count.describe('On decisions that have not come'),
  spooledBytes: Count.describe('Acknowledged, and not in the store yet'),
  failure: z.string().nullable().describe('What keeps rows from the store at the moment'),
  quarantinedByRule: z.partialRecord(Rule, Count),
  days: z
    .array(z.strictObject({ day: z.string(), decisions: Count, verdicts: Count, quarantined: Count }))
    .describe('Rows by the UTC day on which they came in, the newest sixty'),
  runs: z.array(IngestRunRow).describe('The newest first'),
  next: z.number().int().positive().nullable().describe('Give it as `before` for the runs that follow'),
});
export type IntakeReport = z.infer<typeof IntakeReport>;
