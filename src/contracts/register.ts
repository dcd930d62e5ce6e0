import * as z from 'zod';
import { Level } from './decision.ts';
import { Alarm, Floor } from './governance.ts';
import { Rung } from './policy.ts';
import { SliceName } from './slice.ts';
import { Instant } from './time.ts';

/** Which authority the AI holds in one domain. */
export const RegisterEntry = z.strictObject({
  domain: z.string().min(1),
  level: Level.or(z.literal('floor')).describe('floor: it never graduates'),
  autonomous: Rung.nullable(),
  onTheLoop: Rung.nullable(),
  maxAmount: z
    .number()
    .nonnegative()
    .nullable()
    .describe('Of the policy in force; null = none, or no policy'),
  alwaysReview: z.array(z.string()),
  excluded: z.array(SliceName),
  model: z.string().nullable().describe('That has the authority; null where none has'),
  version: z
    .number()
    .int()
    .positive()
    .nullable()
    .describe('Of the newest policy; null where there never was one'),
  approvedBy: z.array(z.string()).describe('Of the policy in force'),
  since: Instant.nullable().describe('Since when it is so; null where nothing ever changed it'),
  until: Instant.nullable().describe('When the policy in force ends'),
  proposal: z.string().nullable().describe('That the policy in force came from'),
  plan: z.string().nullable().describe('The standing plan in force'),
  floor: Floor.nullable(),
  lastAlarm: Alarm.nullable(),
});
export type RegisterEntry = z.infer<typeof RegisterEntry>;

/** What `leeway register` answers. */
export const Register = z.strictObject({
  version: z.literal(1),
  at: Instant,
  domains: z
    .array(RegisterEntry)
    .describe('Every domain of the store, and those that only governance knows, by name'),
});
export type Register = z.infer<typeof Register>;
