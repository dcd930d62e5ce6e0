import * as z from 'zod';
import { Role } from './actor.ts';
import { Sha256 } from './ledger.ts';
import { Authority } from './policy.ts';
import { Quorum } from './quorum.ts';
import { Instant } from './time.ts';

const Share = z.number().min(0).max(1);

/** What a proposal asks for. */
export const ProposalKind = z.enum(['promotion', 'renewal', 'standing-plan']);
export type ProposalKind = z.infer<typeof ProposalKind>;

/**
 * Where a proposal stands: `open` and `changes-requested` until it is decided, `approved` until it is activated,
 * `active` until something ends it. `expired` ends a proposal that nobody decided or activated in time, and an
 * authority whose time is over.
 */
export const ProposalState = z.enum([
  'open',
  'changes-requested',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
  'active',
  'superseded',
  'demoted',
  'revoked',
]);
export type ProposalState = z.infer<typeof ProposalState>;

/** Bounds within which a standing plan, once approved, lets a domain widen step by step without a new vote. */
export const PlanLimits = z.strictObject({
  lowestThreshold: Share.describe('No step goes below it'),
  highestCoverage: Share.describe('No step reaches more of all decisions'),
  highestAmount: z
    .number()
    .nonnegative()
    .nullable()
    .describe('No step lets a larger amount through; null = as the domain has it'),
  until: Instant.describe('No step after this'),
});
export type PlanLimits = z.infer<typeof PlanLimits>;

/** What the evidence said when the proposal was written. */
export const ProposalEvidence = z.strictObject({
  asOf: Instant,
  certificate: Sha256,
  pack: Sha256.describe('Digest of the frozen evidence, from which every figure can be computed again'),
  certifiedThreshold: Share,
  currentCoverage: Share,
  coverage: Share.describe('Of all decisions of the domain, at the proposed threshold'),
  risk: Share,
  riskUpper: Share,
  riskLimit: z.number().gt(0).lt(1),
  delta: z.number().gt(0).lt(1),
});
export type ProposalEvidence = z.infer<typeof ProposalEvidence>;

/** Exactly what is voted on. Its digest binds each vote: another content is another digest. */
export const ProposalContent = z.strictObject({
  kind: ProposalKind,
  authority: Authority.describe('What the AI would be allowed'),
  replaces: z.strictObject({
    version: z.number().int().nonnegative().describe('The policy that it follows; 0 = none'),
    authority: Authority.nullable(),
  }),
  evidence: ProposalEvidence,
  plan: PlanLimits.nullable().describe('Of a standing plan only'),
  quorum: Quorum,
  rationale: z.string().max(4000),
});
export type ProposalContent = z.infer<typeof ProposalContent>;

export const Choice = z.enum(['approve', 'reject', 'request-changes']);
export type Choice = z.infer<typeof Choice>;

/** What one person said of one revision. A vote on an earlier revision stands as a record and counts no more. */
export const Vote = z.strictObject({
  by: z.string().min(1),
  roles: z.array(Role),
  choice: Choice,
  digest: Sha256.describe('Of the content that the person saw'),
  revision: z.number().int().positive(),
  at: Instant,
  conditions: z.array(z.string().min(1).max(1000)),
  comment: z.string().max(4000),
});
export type Vote = z.infer<typeof Vote>;

export const Comment = z.strictObject({
  by: z.string().min(1),
  at: Instant,
  text: z.string().min(1).max(4000),
});
export type Comment = z.infer<typeof Comment>;

export const Proposal = z.strictObject({
  id: z.string().regex(/^P-\d{4,}$/),
  domain: z.string().min(1),
  author: z.string().min(1),
  openedAt: Instant,
  expiresAt: Instant,
  state: ProposalState,
  revision: z.number().int().positive(),
  editors: z.array(z.string().min(1)).describe('Who wrote any revision of it: none of them may approve it'),
  digest: Sha256,
  content: ProposalContent,
  votes: z.array(Vote),
  comments: z.array(Comment),
  activatedAs: z.number().int().positive().nullable().describe('Version of the policy that it became'),
  ended: z.strictObject({ at: Instant, reason: z.string() }).nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

/** Some proposals, the newest first. */
export const ProposalPage = z.strictObject({
  proposals: z.array(Proposal),
  next: z.string().nullable().describe('Give it as `before` for those that follow; null: that was all'),
});
export type ProposalPage = z.infer<typeof ProposalPage>;
