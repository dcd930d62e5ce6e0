import type { DomainRules } from '../../contracts/configuration.ts';
import type { Proposal, ProposalContent } from '../../contracts/proposal.ts';
import { quorumOf } from '../../contracts/quorum.ts';
import { countingVotes, quorumCount, votesFor } from '../../contracts/quorum-count.ts';
import { type Objection, objectIf } from '../objection.ts';

/** Rule G13: one person has one vote on a revision. */
export function hasNotVoted(name: string, proposal: Proposal): Objection | null {
  const vote = countingVotes(proposal).find(({ by }) => by === name);
  return objectIf(
    vote !== undefined,
    'G13',
    () => `${name} has voted on ${proposal.id} already (${vote?.choice})`,
  );
}

/** Rule G14: a vote is on exactly what was seen, by its digest. */
export function votesOnWhatWasSeen(digest: string, proposal: Proposal): Objection | null {
  return objectIf(
    digest !== proposal.digest,
    'G14',
    () =>
      `${proposal.id} has changed since it was read (${digest.slice(0, 12)} is not ${proposal.digest.slice(0, 12)}); read it again`,
  );
}

/** Rule G15: the quorum is reached by distinct people, by role. */
export function hasQuorum(proposal: Proposal): Objection | null {
  const { have, need } = quorumCount(proposal);
  return objectIf(have < need, 'G15', () => `${proposal.id} has ${have}/${need} approvals of its quorum`);
}

/** Rule G15, of the quorum itself: a proposal asks for no fewer approvals than the configuration of its domain. */
export function asksForQuorum(
  { quorum, authority }: Pick<ProposalContent, 'quorum' | 'authority'>,
  { quorum: rule }: Pick<DomainRules, 'quorum'>,
): Objection | null {
  const asked = quorumOf(rule);
  return objectIf(
    quorum.lead < asked.lead || quorum.board < asked.board,
    'G15',
    () =>
      `proposals for ${authority.domain} need ${asked.lead} of its leads and ${asked.board} of its board, not ${quorum.lead} and ${quorum.board}; edit it or propose anew`,
  );
}

/** Whether so many of a role refuse as would be needed to approve. */
export function isVotedDown(proposal: Pick<Proposal, 'votes' | 'revision' | 'content'>): boolean {
  const against = votesFor(proposal, 'reject');
  const { lead, board } = proposal.content.quorum;
  const of = (role: 'lead' | 'board') => against.filter(({ roles }) => roles.includes(role)).length;
  return (lead > 0 && of('lead') >= lead) || (board > 0 && of('board') >= board);
}
