import { Problem } from '../contracts/problem.ts';
import type { Comment, Proposal, ProposalContent, ProposalState, Vote } from '../contracts/proposal.ts';
import { countingVotes, quorumCount } from '../contracts/quorum-count.ts';
import { isVotedDown } from './rules/votes.ts';

/** What can happen to a proposal. */
export type ProposalEvent =
  | {
      readonly type: 'edited';
      readonly by: string;
      readonly content: ProposalContent;
      readonly digest: string;
      readonly expiresAt: string;
    }
  | { readonly type: 'voted'; readonly vote: Vote }
  | { readonly type: 'commented'; readonly comment: Comment }
  | { readonly type: 'withdrawn'; readonly at: string; readonly reason: string }
  | { readonly type: 'expired'; readonly at: string; readonly reason: string }
  | { readonly type: 'activated'; readonly version: number | null }
  | {
      readonly type: 'superseded' | 'demoted' | 'revoked';
      readonly at: string;
      readonly reason: string;
    };

/** From where each event leads on; from everywhere else it is refused. */
const ALLOWED: Readonly<Record<ProposalEvent['type'], readonly ProposalState[]>> = {
  edited: ['open', 'changes-requested', 'approved'],
  voted: ['open'],
  commented: ['open', 'changes-requested', 'approved', 'active'],
  // A standing plan in force too: what gave authority is taken back in the domain, and that has events of its own.
  withdrawn: ['open', 'changes-requested', 'approved', 'active'],
  expired: ['open', 'changes-requested', 'approved', 'active'],
  activated: ['approved'],
  superseded: ['active'],
  demoted: ['active'],
  revoked: ['active'],
};

/**
 * A proposal after an event: data in, data out. Who may cause the event, and when, is for the rules.
 *
 * @throws Problem not-allowed: in its state that event cannot happen to it
 */
export function transition(proposal: Proposal, event: ProposalEvent): Proposal {
  requirePossible(proposal, event.type);
  switch (event.type) {
    case 'edited':
      return edited(proposal, event);
    case 'voted':
      return decided({ ...proposal, votes: [...proposal.votes, event.vote] });
    case 'commented':
      return { ...proposal, comments: [...proposal.comments, event.comment] };
    case 'activated':
      return { ...proposal, state: 'active', activatedAs: event.version };
    default:
      return { ...proposal, state: event.type, ended: { at: event.at, reason: event.reason } };
  }
}

/** @throws Problem not-allowed, as `transition` does */
export function requirePossible(
  { id, state, content }: Pick<Proposal, 'id' | 'state' | 'content'>,
  type: ProposalEvent['type'],
): void {
  if (type === 'withdrawn' && state === 'active' && content.kind !== 'standing-plan')
    throw new Problem('not-allowed', `${id} is active; revoke the authority of its domain instead`, {
      state,
    });
  if (!ALLOWED[type].includes(state))
    throw new Problem(
      'not-allowed',
      `${id} is ${state}, and only one that is ${ALLOWED[type].join(' or ')} can be ${type}`,
      { state },
    );
}

/** Rule G2: another content is another revision, on which nobody has voted yet. */
function edited(proposal: Proposal, event: Extract<ProposalEvent, { type: 'edited' }>): Proposal {
  const { content, digest, expiresAt, by } = event;
  return {
    ...proposal,
    ...{ content, digest, expiresAt, state: 'open', revision: proposal.revision + 1 },
    editors: proposal.editors.includes(by) ? proposal.editors : [...proposal.editors, by],
  };
}

function decided(proposal: Proposal): Proposal {
  const asked = countingVotes(proposal).some(({ choice }) => choice === 'request-changes');
  if (asked) return { ...proposal, state: 'changes-requested' };
  if (isVotedDown(proposal)) return { ...proposal, state: 'rejected' };
  const { have, need } = quorumCount(proposal);
  return have >= need ? { ...proposal, state: 'approved' } : proposal;
}
