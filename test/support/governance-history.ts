import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { GovernanceEvent } from '../../src/contracts/governance-event.ts';
import type { Authority, Policy } from '../../src/contracts/policy.ts';
import type { Proposal, ProposalContent, Vote } from '../../src/contracts/proposal.ts';
import { letsMore, lowest, rungAt } from './governance-sampling.ts';

/** A proposal as its events leave it. */
export interface Paper {
  readonly domain: string;
  readonly writers: Set<string>;
  content: ProposalContent;
  digest: string;
  writtenAt: number;
  votes: Vote[];
}

/** A policy of a domain, in the order of their versions. */
export interface Held {
  readonly policy: Policy;
  readonly cause: GovernanceEvent['type'];
  /** When it ended, if before its time. */
  until: number;
}

export const time = (text: string): number => Date.parse(text);
export const sha256 = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');

/** When a domain last got more than it had just before; null where it never did. */
export function lastWidening(past: readonly Held[]): number | null {
  for (let place = past.length - 1; place >= 0; place -= 1) {
    const { policy, cause } = past[place] as Held;
    const before = past[place - 1];
    const from = time(policy.validFrom);
    // What had run out by then ended at its own end, before this one began.
    const held = before !== undefined && time(before.policy.expiresAt) > from ? before.policy : null;
    const isGiven = cause === 'proposal.activated' || cause === 'plan.stepped';
    if (isGiven && letsMore(policy, held)) return from;
  }
  return null;
}

/** What a step of a plan is held to by what was voted on. */
export function withinPlan(
  policy: Policy,
  coverage: number,
  at: number,
  { authority, plan }: ProposalContent,
): readonly (readonly [boolean, string])[] {
  if (plan === null) return [[false, 'G21 a plan has limits']];
  const names = ({ excluded }: Authority) => excluded.map(({ value }) => value);
  return [
    [at < time(plan.until), 'G21 before its end'],
    [(lowest(policy) ?? 1) >= plan.lowestThreshold, 'G21 threshold'],
    [coverage <= plan.highestCoverage, 'G21 coverage'],
    [(policy.maxAmount ?? Infinity) <= (plan.highestAmount ?? Infinity), 'G21 amount'],
    [policy.model === authority.model, 'G21 model'],
    [authority.alwaysReview.every((one) => policy.alwaysReview.includes(one)), 'G21 triggers'],
    [names(authority).every((one) => names(policy).includes(one)), 'G21 slices'],
  ];
}

/** Since when, back from a time, a model has acted at a confidence at every moment; that time itself where it has not. */
export function actingSince(past: readonly Held[], at: number, confidence: number, model: string): number {
  let since = at;
  for (const { policy } of past.toReversed()) {
    if (time(policy.expiresAt) <= since || rungAt(policy, confidence, model) === 0) break;
    since = time(policy.validFrom);
  }
  return since;
}

export function sameReach(one: Authority | null, other: Authority | null): boolean {
  const [a, b] = [one ?? NOTHING, other ?? NOTHING];
  return !letsMore(a, b) && !letsMore(b, a);
}

const NOTHING: Authority = {
  ...{ domain: '-', model: '-', autonomous: null, onTheLoop: null, alwaysReview: [], maxAmount: null },
  excluded: [],
};

export function authorityIn(policy: Policy): Authority {
  const { version, certificate, approvedBy, validFrom, expiresAt, ...authority } = policy;
  return authority;
}

/** Whether distinct people can take all seats: tried one by one. */
export function seats(votes: readonly Vote[], { lead, board }: Proposal['content']['quorum']): boolean {
  if (lead + board === 0) return true;
  return votes.some((vote, place) => {
    const others = votes.filter((_, index) => index !== place);
    const asLead = lead > 0 && vote.roles.includes('lead') && seats(others, { lead: lead - 1, board });
    return asLead || (board > 0 && vote.roles.includes('board') && seats(others, { lead, board: board - 1 }));
  });
}
