import { actsFrom } from '../contracts/authority-level.ts';
import type { Authority } from '../contracts/policy.ts';
import type { Proposal } from '../contracts/proposal.ts';
import { quorumCount } from '../contracts/quorum-count.ts';
import { count, percent, percentUp, threshold, visible } from './figures.ts';

/** One proposal as the cells of one line. */
export interface ProposalRow {
  readonly id: string;
  readonly domain: string;
  readonly kind: string;
  readonly state: string;
  readonly threshold: string;
  readonly coverage: string;
  readonly errors: string;
  readonly approvals: string;
  readonly author: string;
  readonly expires: string;
}

export const PROPOSAL_HEADINGS: Readonly<Record<keyof ProposalRow, string>> = {
  id: 'id',
  domain: 'domain',
  kind: 'kind',
  state: 'state',
  threshold: 'acts from',
  coverage: 'coverage',
  errors: 'errors (at most)',
  approvals: 'approvals',
  author: 'author',
  expires: 'expires',
};

export function proposalRow(proposal: Proposal): ProposalRow {
  const { id, domain, state, content, author, expiresAt } = proposal;
  const { evidence, replaces, authority, kind } = content;
  const approvals = quorumCount(proposal);
  return {
    ...{ id, domain: visible(domain), kind, state },
    threshold: `${acts(replaces.authority)} → ${acts(authority)}`,
    coverage: `${percent(evidence.currentCoverage)} → ${percent(evidence.coverage)}`,
    errors: `${percentUp(evidence.risk, evidence.riskUpper)} % (${percentUp(evidence.riskUpper, evidence.riskLimit)})`,
    approvals: `${count(approvals.have)}/${count(approvals.need)}`,
    author: visible(author),
    expires: expiresAt.slice(0, 10),
  };
}

/** From which confidence on the AI acts. */
function acts(authority: Authority | null): string {
  return threshold(authority === null ? null : actsFrom(authority));
}
