import type { Packet } from '../../contracts/packet.ts';
import type { ProposalState } from '../../contracts/proposal.ts';
import type { Quorum } from '../../contracts/quorum.ts';
import { quorumCount, votesFor } from '../../contracts/quorum-count.ts';
import { count } from '../figures.ts';
import { dayText, listed } from './words.ts';

/** Where a proposal stands, in words. */
export const STATE_WORDS: Readonly<Record<ProposalState, string>> = {
  open: 'Open',
  'changes-requested': 'Changes were asked for',
  approved: 'Approved, not yet in force',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  expired: 'Lapsed',
  active: 'In force',
  superseded: 'Was in force, and was followed by another',
  demoted: 'Was in force, and was taken back because of the record',
  revoked: 'Was in force, and was revoked',
};

/** Of the quorum, and who is against. */
export function voteWords(packet: Packet): string {
  const { proposal } = packet;
  const { have, need } = quorumCount(proposal);
  const against = [...votesFor(proposal, 'reject'), ...votesFor(proposal, 'request-changes')];
  const dissent =
    against.length === 0
      ? 'Nobody is against.'
      : `Against, or for changes: ${listed(against.map(({ by }) => by))}.`;
  const state = isPending(packet) && isOver(packet) ? STATE_WORDS.expired : STATE_WORDS[proposal.state];
  return `${state}: ${count(have)} of ${count(need)} approvals (needed: ${quorumWords(proposal.content.quorum)}; whoever wrote it does not count). ${dissent}`;
}

/** How many of whom have to approve: `1 lead and 2 of the board`. */
export function quorumWords({ lead, board }: Quorum): string {
  return [...(lead > 0 ? [`${lead} lead`] : []), ...(board > 0 ? [`${board} of the board`] : [])].join(
    ' and ',
  );
}

/** Until when it can be decided; empty where it was. */
export function lapseWords(packet: Packet): string {
  const day = dayText(packet.proposal.expiresAt);
  if (!isPending(packet)) return '';
  return isOver(packet)
    ? `This proposal lapsed on ${day}: it can be decided no more.`
    : `This proposal lapses on ${day} if nobody decides.`;
}

function isPending({ proposal }: Packet): boolean {
  return ['open', 'changes-requested', 'approved'].includes(proposal.state);
}

/** Whether or not anybody has said so yet. */
function isOver({ proposal, madeAt }: Packet): boolean {
  return Date.parse(proposal.expiresAt) <= Date.parse(madeAt);
}
