import * as z from 'zod';
import { Rule } from './rule.ts';
import { Instant } from './time.ts';

const Count = z.number().int().nonnegative();

/** How far the counts reach that an engine made of decisions which are elsewhere. */
export const CountsReach = z.strictObject({
  asOf: Instant.describe('Nothing later is in the counts'),
  rules: z.string().describe('Digest of the rules by which the engine counted'),
  source: z.string().describe('Digest of where, and by which mapping'),
  partDays: Count.min(1),
  attached: z
    .string()
    .nullable()
    .describe('The lake that is attached, as JSON; null where an engine was asked'),
});
export type CountsReach = z.infer<typeof CountsReach>;

/** What a store has of counts: `GET /v1/evidence`. */
export const CountsHeld = z.strictObject({
  rules: z.string().describe('Digest of the rules by which this store is read'),
  reach: CountsReach.nullable().describe('null where it has none'),
  before: z
    .array(z.strictObject({ domain: z.string(), model: z.string(), decisions: Count }))
    .describe('Decisions of each record before the day that was asked about; none where it was not'),
});
export type CountsHeld = z.infer<typeof CountsHeld>;

/** What comes with answers that are to be taken. */
export const CountsGiven = z.strictObject({
  rules: z.string().min(1),
  fromDay: Count.nullable().describe('First day since 1970 whose counts they replace; null for all'),
  partDays: Count.min(1),
  attached: z.string().nullable(),
  isImported: z.boolean().describe('Whether they came in files, of parts that nobody may know'),
  since: CountsReach.nullable().describe('What the store had when they were counted'),
});
export type CountsGiven = z.infer<typeof CountsGiven>;

/** What came of counts that were taken: `POST /v1/evidence`. */
export const CountsTaken = z.strictObject({
  run: Count.nullable().describe('null where they said what was there already'),
  cells: Count,
  decisions: Count,
  added: Count.describe('Decisions that were not among the counts before'),
  asOf: Instant,
  refused: z.array(z.strictObject({ rule: Rule, rows: Count })),
});
export type CountsTaken = z.infer<typeof CountsTaken>;
