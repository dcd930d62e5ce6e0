import { actsFrom } from '../../contracts/authority-level.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import { Problem } from '../../contracts/problem.ts';
import { type Choice, type Proposal, ProposalContent } from '../../contracts/proposal.ts';
import { digest } from '../digest.ts';
import { pendingProposals } from '../look-up.ts';
import { requireAllowed } from '../objection.ts';
import { isInTime } from '../rules/time.ts';
import { hasNotVoted, votesOnWhatWasSeen } from '../rules/votes.ts';
import { isNotOwnApproval, mayEdit, mayPropose, mayTakeBack, mayVote, mayWithdraw } from '../rules/who.ts';
import { requirePossible } from '../transition.ts';
import { understood } from '../understood.ts';
import { type Deciding, type DecidingOnEvidence, eventOf } from './deciding.ts';
import { contentObjections } from './widening.ts';

/**
 * Opens a proposal.
 *
 * @throws Problem not-allowed: a rule; usage: another one of the same kind waits in the domain
 */
export function openProposal(asked: ProposalContent, deciding: DecidingOnEvidence): LedgerEvent {
  const { governance, now, actor, rules } = deciding;
  const content = contentOf(asked);
  const { domain } = content.authority;
  const waiting = pendingProposals(governance, domain).find(
    (one) => one.content.kind === content.kind && isInTime(one, now) === null,
  );
  if (waiting !== undefined)
    throw new Problem('usage', `${waiting.id} is waiting in ${domain}; edit, withdraw or decide it first`, {
      waiting: waiting.id,
    });
  requireAllowed([mayPropose(actor, domain), ...contentObjections(content, deciding)]);
  const id = `P-${String(governance.proposals.length + 1).padStart(4, '0')}`;
  const proposal: Proposal = {
    ...{ id, domain, author: actor.name, editors: [actor.name], openedAt: now },
    expiresAt: later(now, rules.proposalExpiresAfter),
    ...{ state: 'open', revision: 1, digest: digest(content), content },
    ...{ votes: [], comments: [], activatedAs: null, ended: null },
  };
  return eventOf(deciding, 'proposal.opened', id, { proposal });
}

/**
 * Gives a proposal another content: all votes on it are void.
 *
 * @throws Problem not-allowed
 */
export function editProposal(
  proposal: Proposal,
  asked: ProposalContent,
  deciding: DecidingOnEvidence,
): LedgerEvent {
  requirePossible(proposal, 'edited');
  const content = contentOf(asked);
  if (content.kind !== proposal.content.kind)
    throw new Problem(
      'usage',
      `${proposal.id} is a ${proposal.content.kind}; propose anew to ask for a ${content.kind}`,
    );
  if (content.authority.domain !== proposal.domain)
    throw new Problem('usage', `${proposal.id} is about ${proposal.domain}; propose anew for another domain`);
  requireAllowed([
    mayEdit(deciding.actor, proposal.domain),
    isInTime(proposal, deciding.now),
    ...contentObjections(content, deciding),
  ]);
  const expiresAt = later(deciding.now, deciding.rules.proposalExpiresAfter);
  return eventOf(deciding, 'proposal.edited', proposal.id, { content, digest: digest(content), expiresAt });
}

/**
 * A proposal's content in the one form that its digest is of.
 *
 * @throws Problem usage: it is not what a proposal says
 */
function contentOf(asked: ProposalContent): ProposalContent {
  const content = understood(ProposalContent, asked, `proposal for ${asked.authority.domain}`);
  const { authority, kind, plan } = content;
  if ((kind === 'standing-plan') !== (plan !== null))
    throw new Problem('usage', `proposal for ${authority.domain}: a standing plan has limits, no other has`);
  if (actsFrom(authority) === null)
    throw new Problem('usage', `proposal for ${authority.domain}: it gives the AI nothing; revoke instead`);
  return content;
}

/** What a person says of a proposal. */
export interface Ballot {
  readonly choice: Choice;
  /** Digest of the content that the person saw. */
  readonly digest: string;
  readonly conditions: readonly string[];
  readonly comment: string;
}

/**
 * Votes on a proposal. To approve is to say that the evidence is current, and so that is asked; to refuse needs nothing.
 *
 * @throws Problem not-allowed
 */
export function vote(proposal: Proposal, ballot: Ballot, deciding: DecidingOnEvidence): LedgerEvent {
  requirePossible(proposal, 'voted');
  const { actor, now } = deciding;
  const { choice, conditions, comment } = ballot;
  const isApproval = choice === 'approve';
  requireAllowed([
    mayVote(actor, proposal.domain),
    ...(isApproval ? [isNotOwnApproval(actor, proposal)] : []),
    isInTime(proposal, now),
    hasNotVoted(actor.name, proposal),
    votesOnWhatWasSeen(ballot.digest, proposal),
    ...(isApproval ? contentObjections(proposal.content, deciding) : []),
  ]);
  return eventOf(deciding, 'proposal.voted', proposal.id, {
    vote: {
      ...{
        by: actor.name,
        roles: [...actor.roles],
        choice,
        digest: ballot.digest,
        revision: proposal.revision,
        at: now,
      },
      ...{ conditions: [...conditions], comment },
    },
  });
}

/** @throws Problem not-allowed */
export function comment(proposal: Proposal, text: string, deciding: Deciding): LedgerEvent {
  requirePossible(proposal, 'commented');
  const said = { by: deciding.actor.name, at: deciding.now, text };
  return eventOf(deciding, 'proposal.commented', proposal.id, { comment: said });
}

/**
 * Withdraws a proposal, or a standing plan that is in force: that takes back, and so everybody may who takes back.
 *
 * @throws Problem not-allowed
 */
export function withdraw(proposal: Proposal, reason: string, deciding: Deciding): LedgerEvent {
  requirePossible(proposal, 'withdrawn');
  const { actor } = deciding;
  requireAllowed([
    proposal.state === 'active' ? mayTakeBack(actor, proposal.domain) : mayWithdraw(actor, proposal),
  ]);
  return eventOf(deciding, 'proposal.withdrawn', proposal.id, { reason });
}

function later(now: string, milliseconds: number): string {
  return new Date(Date.parse(now) + milliseconds).toISOString();
}
