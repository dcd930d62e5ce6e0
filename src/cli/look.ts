import { AuthorityRecord } from '../contracts/governance.ts';
import { type Proposal, ProposalPage } from '../contracts/proposal.ts';
import { governanceFromStore } from '../workflows/govern/look.ts';
import { answerOf } from './answer-of.ts';
import { serverUrl } from './server-url.ts';
import { storePlace } from './store-place.ts';

interface Where {
  readonly db?: string;
  readonly url?: string;
}

/** What a store, or the server that holds it, remembers of policies, floors and alarms. */
export async function authorityRecord(where: Where): Promise<AuthorityRecord> {
  const server = serverUrl(where);
  if (server === null) return governanceFromStore(storePlace(where.db));
  return answerOf(server, '/v1/governance', AuthorityRecord);
}

/** All proposals, the newest last. */
export async function allProposals(where: Where): Promise<readonly Proposal[]> {
  const server = serverUrl(where);
  if (server === null) return (await governanceFromStore(storePlace(where.db))).proposals;
  const found: Proposal[] = [];
  let before: string | null = '';
  while (before !== null) {
    const from: string = before === '' ? '' : `&before=${encodeURIComponent(before)}`;
    const page: ProposalPage = await answerOf(server, `/v1/proposals?limit=500${from}`, ProposalPage);
    found.push(...page.proposals);
    before = page.next;
  }
  return found.reverse();
}
