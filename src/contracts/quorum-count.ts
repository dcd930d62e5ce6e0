import type { Proposal, Vote } from './proposal.ts';
import type { Quorum } from './quorum.ts';

/** The votes that count: those on the content as it now stands. */
export function countingVotes({ votes, revision }: Pick<Proposal, 'votes' | 'revision'>): Vote[] {
  return votes.filter((vote) => vote.revision === revision);
}

/** Approvals that fill a place of the quorum, and its places. */
export function quorumCount(proposal: Pick<Proposal, 'votes' | 'revision' | 'content'>): {
  readonly have: number;
  readonly need: number;
} {
  const { quorum } = proposal.content;
  return { have: placesFilled(votesFor(proposal, 'approve'), quorum), need: quorum.lead + quorum.board };
}

/** The counting votes for one choice, one a person. */
export function votesFor(proposal: Pick<Proposal, 'votes' | 'revision'>, choice: Vote['choice']): Vote[] {
  const byPerson = new Map(countingVotes(proposal).map((vote) => [vote.by, vote]));
  return [...byPerson.values()].filter((vote) => vote.choice === choice);
}

/** Places of a quorum that distinct people can fill; who has both roles fills one of them. */
function placesFilled(votes: readonly Vote[], { lead, board }: Quorum): number {
  const is = (vote: Vote, role: 'lead' | 'board') => vote.roles.includes(role);
  const both = votes.filter((vote) => is(vote, 'lead') && is(vote, 'board')).length;
  const leads = Math.min(lead, votes.filter((vote) => is(vote, 'lead') && !is(vote, 'board')).length);
  const members = Math.min(board, votes.filter((vote) => is(vote, 'board') && !is(vote, 'lead')).length);
  return leads + members + Math.min(both, lead - leads + (board - members));
}
