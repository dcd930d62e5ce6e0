import * as z from 'zod';
import { SourceName } from './source-name.ts';

/** Names that a decision or verdict column may have; a mapping says where each comes from. */
export const Field = z.enum([
  'decision_id',
  'domain',
  'decided_at',
  'confidence',
  'ai_answer',
  'model',
  'amount',
  'currency',
  'triggers',
  'route',
  'review_probability',
  'policy',
  'verdict',
  'reviewed_at',
  'reviewer_id',
  'human_answer',
  'severity',
  'blind',
  'duration_s',
  'rubric',
  'reason',
]);
export type Field = z.infer<typeof Field>;

/** Fields that only a verdict fills: slices made by them would be chosen by what they are to test. */
export const KNOWN_LATER: readonly Field[] = [
  'verdict',
  'human_answer',
  'reviewed_at',
  'reviewer_id',
  'severity',
  'blind',
  'duration_s',
  'rubric',
  'reason',
];

export const TimeZone = z
  .string()
  .refine(isTimeZone, 'is not a time zone, for example Europe/Berlin')
  .describe('Zone of times that carry no offset, for example Europe/Berlin');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // An offset such as +02:00 is none that every reader of time zones knows.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

const Column = z.strictObject({
  column: z.string().min(1),
  scale: z
    .union([z.literal('percent'), z.number().positive()])
    .optional()
    .describe('What a number is multiplied with; percent = 0.01'),
  probability: z
    .enum(['of-yes-max', 'of-yes-margin'])
    .optional()
    .describe('The column is P(yes): max(p, 1 - p), or |p - 0.5| * 2'),
  values: z.record(z.string(), z.string()).optional().describe('Words and what they mean here'),
  timeZone: TimeZone.optional(),
  format: z.string().optional().describe('strptime format of a time, or epoch-s, epoch-ms'),
  separator: z.string().min(1).optional().describe('What stands between the triggers of one cell'),
});
export type MappedColumn = z.output<typeof Column>;

export const FieldSource = z.union([
  z
    .string()
    .min(1)
    .transform((column): MappedColumn => ({ column })),
  Column,
  z.strictObject({ constant: z.union([z.string(), z.number()]) }),
  z.null().describe('No file has this field, even where a column bears its name'),
]);
export type FieldSource = z.output<typeof FieldSource>;

/** `--map FILE`: how a foreign file's columns become decisions and verdicts. */
export const Mapping = z.strictObject({
  columns: z.partialRecord(Field, FieldSource).default({}),
  segments: z.union([z.literal('all'), z.array(z.string())]).default([]),
  timeZone: TimeZone.optional(),
  from: SourceName.optional().describe(
    'The tool that wrote the files; then columns name paths in its records',
  ),
  options: z
    .record(z.string(), z.string())
    .optional()
    .describe('What a tool leaves open, such as which of its scores is the confidence'),
});
export type Mapping = z.output<typeof Mapping>;
