import type { Proposal } from '../../src/contracts/proposal.ts';
import { countingVotes, quorumCount } from '../../src/contracts/quorum-count.ts';
import type { Session } from '../../src/contracts/session.ts';
import { quorumWords, STATE_WORDS } from '../../src/reports/packet/vote-words.ts';
import { agoText } from '../parts/times.ts';
import { whyNot } from '../session/may.ts';
import { asksWords } from './asks-words.ts';

/** A proposal in a list. */
export interface ProposalRow {
  readonly id: string;
  readonly domain: string;
  readonly asks: string;
  readonly author: string;
  /** In words. */
  readonly state: string;
  /** Whether anybody can still do anything with it. */
  readonly isPending: boolean;
  readonly have: number;
  readonly need: number;
  /** What is missing, and until when; empty once it is over. */
  readonly due: string;
  readonly expiresAt: string;
  /** What waits for whoever looks; null where nothing does. */
  readonly waits: 'your vote' | 'your decision to activate' | 'your answer to what was asked' | null;
}

/** The most urgent first: what waits for whoever looks, then what lapses soonest, then the newest. */
export function proposalRows(proposals: readonly Proposal[], session: Session): ProposalRow[] {
  return proposals
    .map((one) => rowOf(one, session))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (a.isPending ? a.expiresAt.localeCompare(b.expiresAt) : b.id.localeCompare(a.id)),
    );
}

function rank({ waits, isPending }: ProposalRow): number {
  if (waits !== null) return 0;
  return isPending ? 1 : 2;
}

function rowOf(proposal: Proposal, session: Session): ProposalRow {
  const { id, domain, author, state, expiresAt } = proposal;
  const isPending = isPendingAt(proposal, session.now);
  const isLapsed = PENDING.includes(state) && !isPending;
  return {
    ...{ id, domain, author, expiresAt, isPending, ...quorumCount(proposal) },
    asks: asksWords(proposal),
    state: STATE_WORDS[isLapsed ? 'expired' : state],
    due: isPending ? dueWords(proposal, session.now) : '',
    waits: isPending ? waitsFor(proposal, session) : null,
  };
}

const PENDING: readonly string[] = ['open', 'changes-requested', 'approved'];

/** Whether a proposal can still be decided or activated. `now` is that of the server. */
export function isPendingAt({ state, expiresAt }: Proposal, now: string): boolean {
  return PENDING.includes(state) && Date.parse(expiresAt) > Date.parse(now);
}

/** What is missing, and until when. */
function dueWords({ state, content, expiresAt }: Proposal, now: string): string {
  const left = `${agoText(Date.parse(expiresAt) - Date.parse(now))} left`;
  if (state === 'approved') return `to be activated; ${left}`;
  if (state === 'changes-requested') return `changes by its author; ${left}`;
  return `${quorumWords(content.quorum)} must approve; ${left}`;
}

/** What a pending proposal waits for, of whoever looks. */
function waitsFor(proposal: Proposal, session: Session): ProposalRow['waits'] {
  const { actor } = session;
  const { domain, state, editors, author } = proposal;
  if (actor === null) return null;
  if (state === 'approved')
    return whyNot(session, 'activate', domain) === null ? 'your decision to activate' : null;
  if (state === 'changes-requested') return author === actor.name ? 'your answer to what was asked' : null;
  const hasVoted = countingVotes(proposal).some(({ by }) => by === actor.name);
  const mayApprove = whyNot(session, 'vote', domain) === null && !editors.includes(actor.name);
  return mayApprove && !hasVoted ? 'your vote' : null;
}
