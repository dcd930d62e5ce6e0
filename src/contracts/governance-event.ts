import * as z from 'zod';
import { Alarm, Floor } from './governance.ts';
import { Sha256 } from './ledger.ts';
import { Policy } from './policy.ts';
import { Comment, Proposal, ProposalContent, Vote } from './proposal.ts';
import { Instant } from './time.ts';

const Reason = z.string().min(1).max(4000);

/** The bodies of the ledger's events that change who may do what; all other events only tell. */
export const GOVERNANCE_BODIES = {
  'proposal.opened': z.strictObject({ proposal: Proposal }),
  'proposal.edited': z.strictObject({ content: ProposalContent, digest: Sha256, expiresAt: Instant }),
  'proposal.voted': z.strictObject({ vote: Vote }),
  'proposal.commented': z.strictObject({ comment: Comment }),
  'proposal.withdrawn': z.strictObject({ reason: Reason }),
  'proposal.expired': z.strictObject({ reason: Reason }),
  'proposal.activated': z.strictObject({
    digest: Sha256,
    policy: Policy.nullable().describe('null: a standing plan, which gives nothing by itself'),
  }),
  'plan.stepped': z.strictObject({
    plan: z.string(),
    policy: Policy,
    coverage: z.number(),
    pack: Sha256.nullable(),
  }),
  'policy.narrowed': z.strictObject({ policy: Policy, reason: Reason }),
  'policy.demoted': z.strictObject({ policy: Policy, reason: Reason, alarm: z.string().nullable() }),
  'policy.revoked': z.strictObject({ policy: Policy, reason: Reason }),
  'policy.expired': z.strictObject({ version: z.number().int().positive(), reason: Reason }),
  'floor.set': z.strictObject({ floor: Floor }),
  'floor.lifted': z.strictObject({ reason: Reason }),
  'alarm.raised': z.strictObject({ alarm: Alarm }),
  'alarm.reviewed': z.strictObject({ id: z.string(), note: z.string().max(4000) }),
} as const;

export type GovernanceEventType = keyof typeof GOVERNANCE_BODIES;

/** Whether an event changes who may do what. */
export function isGovernance(type: string): type is GovernanceEventType {
  return Object.hasOwn(GOVERNANCE_BODIES, type);
}

/** An event of governance with its body understood. */
export type GovernanceEvent = {
  [T in GovernanceEventType]: {
    readonly at: string;
    readonly actor: string;
    readonly type: T;
    readonly subject: string;
    readonly body: z.output<(typeof GOVERNANCE_BODIES)[T]>;
  };
}[GovernanceEventType];
