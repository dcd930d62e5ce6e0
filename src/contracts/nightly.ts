import * as z from 'zod';
import { Instant } from './time.ts';

const Threshold = z.number().min(0).max(1).nullable();

/** One thing that a nightly run did, or under `--dry-run` would do. */
export const NightlyStep = z.strictObject({
  did: z.enum([
    'expired',
    'demoted',
    'narrowed',
    'alarm',
    'stepped',
    'proposed',
    'renewal-proposed',
    'activated',
    'exported',
  ]),
  domain: z.string().nullable(),
  subject: z.string().describe('The proposal, policy version, alarm or file that it is about'),
  from: Threshold.describe('Threshold before; null = in the loop, or not about one'),
  to: Threshold.describe('Threshold after'),
  sentence: z.string(),
});
export type NightlyStep = z.infer<typeof NightlyStep>;

/** What a nightly run came to. */
export const NightlySummary = z.strictObject({
  version: z.literal(1),
  at: Instant,
  asOf: Instant,
  dryRun: z.boolean(),
  domains: z.number().int().nonnegative(),
  steps: z.array(NightlyStep),
  breaches: z.array(z.string()).describe('Domains whose authority was taken back because of errors'),
  stale: z.array(z.string()).describe('Domains whose evidence is of another model or too old'),
  wanting: z.array(z.string()).describe('Domains that wait for evidence'),
  waiting: z.array(z.string()).describe('Proposals that wait for people'),
  unwritten: z
    .array(z.strictObject({ path: z.string(), reason: z.string() }))
    .describe('Exports that could not be written, and why'),
});
export type NightlySummary = z.infer<typeof NightlySummary>;
