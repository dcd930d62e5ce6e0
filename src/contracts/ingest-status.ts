import * as z from 'zod';
import { IngestSummary } from './ingest.ts';
import { Rule } from './rule.ts';

const Count = z.number().int().nonnegative();

/** Rows that broke one rule, with one of them that a person can look up. */
export const QuarantinedRows = z.strictObject({
  rule: Rule,
  rows: Count,
  example: z.strictObject({ file: z.string(), line: Count, value: z.string() }),
});
export type QuarantinedRows = z.infer<typeof QuarantinedRows>;

/** What became of one body that was sent to a server. */
export const IngestStatus = z.strictObject({
  id: z.string(),
  status: z
    .enum(['spooled', 'applied', 'refused'])
    .describe('spooled: on disk, and not yet in the store; refused: nothing of it is in the store'),
  bytes: Count,
  rows: Count.nullable().describe('Lines of a body of JSON lines; null for a file'),
  run: Count.nullable().describe('The run of the store that added it; null before, and where all was known'),
  summary: IngestSummary.nullable().describe('Null before, and where it was added together with others'),
  quarantined: z.array(QuarantinedRows),
  refusal: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  notes: z
    .array(z.string())
    .optional()
    .describe('What is missing in a file of another tool, and what that forbids'),
});
export type IngestStatus = z.infer<typeof IngestStatus>;

/** An error of the server (RFC 9457). */
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(['usage', 'configuration', 'input-refused', 'check-failed', 'not-allowed']).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ProblemDocument = z.infer<typeof ProblemDocument>;
