import * as z from 'zod';
import { Policy } from './policy.ts';
import { Proposal } from './proposal.ts';
import { Instant } from './time.ts';

/** A domain that never graduates. */
export const Floor = z.strictObject({
  domain: z.string().min(1),
  reason: z.string().min(1).max(1000),
  owner: z.string().min(1).max(200),
  legalSource: z
    .string()
    .max(500)
    .nullable()
    .describe('The law or rule that it rests on, where there is one'),
  setBy: z.string().min(1),
  setAt: Instant,
});
export type Floor = z.infer<typeof Floor>;

/** Something that took authority back, or should make people look before they give more. */
export const Alarm = z.strictObject({
  id: z.string().min(1).describe('The same for the same finding, so that it is raised once'),
  domain: z.string().min(1),
  reason: z.string().min(1).describe('drifted, stale_model, …'),
  sentence: z.string(),
  raisedAt: Instant,
  reviewed: z.strictObject({ by: z.string().min(1), at: Instant, note: z.string().max(4000) }).nullable(),
});
export type Alarm = z.infer<typeof Alarm>;

/** What ended a policy, or that nothing did. */
export const PolicyEnd = z.enum(['superseded', 'expired', 'demoted', 'narrowed', 'revoked']);
export type PolicyEnd = z.infer<typeof PolicyEnd>;

/** A policy with where it came from and what became of it. */
export const PolicyRecord = z.strictObject({
  policy: Policy,
  proposal: z.string().nullable().describe('The proposal that it became active by; of a narrowing null'),
  plan: z.string().nullable().describe('The standing plan that it was a step of'),
  ended: z.strictObject({ at: Instant, by: PolicyEnd, reason: z.string() }).nullable(),
});
export type PolicyRecord = z.infer<typeof PolicyRecord>;

/** All that governance remembers: what the events of the ledger, in their order, come to. */
export const Governance = z.strictObject({
  proposals: z.array(Proposal),
  policies: z.array(PolicyRecord).describe('Per domain in the order of their versions'),
  floors: z.array(Floor),
  alarms: z.array(Alarm),
});
export type Governance = z.infer<typeof Governance>;

/** The same without proposals, which are listed page by page. */
export const AuthorityRecord = Governance.pick({ policies: true, floors: true, alarms: true }).strip();
export type AuthorityRecord = z.infer<typeof AuthorityRecord>;
