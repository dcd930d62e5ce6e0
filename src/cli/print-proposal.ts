import type { PolicyRecord } from '../contracts/governance.ts';
import type { Proposal } from '../contracts/proposal.ts';
import { visible } from '../reports/figures.ts';
import { POLICY_HEADINGS, policyRow } from '../reports/policy-row.ts';
import { PROPOSAL_HEADINGS, proposalRow } from '../reports/proposal-row.ts';
import type { Rows } from './print-rows.ts';

/** A proposal on a screen: what it asks for, how sure that is, who has voted, and what to do next. */
export function proposalText(proposal: Proposal): string {
  const row = proposalRow(proposal);
  const { content, digest, votes, revision, ended, comments } = proposal;
  const { evidence, plan, rationale, authority } = content;
  const people = votes.map(({ by, choice, roles, conditions, revision: on, comment }) => {
    const said = [...conditions.map((one) => `on condition: ${one}`), comment].filter((one) => one !== '');
    const void_ = on === revision ? '' : ' (void: on an earlier revision)';
    return `  ${visible(by)} (${roles.join(', ')}): ${choice}${void_}${said.length === 0 ? '' : `; ${said.map(visible).join('; ')}`}`;
  });
  return [
    `${row.id}  ${row.kind} of ${row.domain}, ${row.state}`,
    '',
    `  acts from    ${row.threshold}`,
    `  coverage     ${row.coverage} of all decisions`,
    `  errors       ${row.errors}, the limit is ${evidence.riskLimit}, certain to 1 - ${evidence.delta}`,
    `  model        ${visible(authority.model)}`,
    ...(plan === null
      ? []
      : [
          `  plan         no threshold below ${plan.lowestThreshold}, no coverage above ${plan.highestCoverage}, until ${plan.until.slice(0, 10)}`,
        ]),
    `  approvals    ${row.approvals} (${quorumText(content.quorum)})`,
    `  author       ${row.author}, revision ${revision}, expires ${row.expires}`,
    ...(rationale === '' ? [] : [`  rationale    ${visible(rationale)}`]),
    ...(ended === null ? [] : [`  ended        ${ended.at}: ${visible(ended.reason)}`]),
    `  digest       ${digest}`,
    ...(people.length === 0 ? [] : ['', 'votes', ...people]),
    ...(comments.length === 0
      ? []
      : ['', 'comments', ...comments.map(({ by, text }) => `  ${visible(by)}: ${visible(text)}`)]),
    ...next(proposal),
    '',
  ].join('\n');
}

function next({ state, id, digest }: Proposal): string[] {
  if (state === 'open') return ['', `leeway approve ${id} --digest ${digest.slice(0, 12)} --as NAME`];
  return state === 'approved' ? ['', `leeway activate ${id} --as NAME`] : [];
}

function quorumText({ lead, board }: Proposal['content']['quorum']): string {
  const parts = [lead > 0 ? `${lead} lead` : '', board > 0 ? `${board} board` : ''];
  return parts.filter((part) => part !== '').join(', ');
}

export function proposalRows(proposals: readonly Proposal[]): Rows<readonly Proposal[]> {
  return {
    headings: PROPOSAL_HEADINGS,
    rows: proposals.map((one) => ({ ...proposalRow(one) })),
    figures: ['coverage', 'errors', 'approvals'],
    data: proposals,
    empty: 'no proposals; leeway propose DOMAIN opens one',
  };
}

/** @param now ISO time */
export function policyRows(policies: readonly PolicyRecord[], now: string): Rows<readonly PolicyRecord[]> {
  return {
    headings: POLICY_HEADINGS,
    rows: policies.map((one) => ({ ...policyRow(one, now) })),
    figures: ['version', 'amount'],
    data: policies,
    empty: 'no policies: a person approves everything',
  };
}
