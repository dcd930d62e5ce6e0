import { rulesFor } from '../../contracts/configuration.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import { activate } from '../../governance/decide/activate.ts';
import type { DecidingOnEvidence } from '../../governance/decide/deciding.ts';
import { type Ballot, comment, vote, withdraw } from '../../governance/decide/proposals.ts';
import { proposalOf } from '../../governance/look-up.ts';
import { decideIn, type Governing, governanceIn } from './governing.ts';
import { standingIn } from './judge-domain.ts';

/** Shortest beginning of a digest that says what was seen. */
const LEAST_DIGEST = 12;

/**
 * Votes on a proposal; the evidence is judged again for it.
 *
 * @param ballot its digest may be a beginning of at least 12 digits
 * @throws Problem not-allowed: a rule; usage: no such proposal, or too short a digest
 */
export async function voteOn(governing: Governing, id: string, ballot: Ballot): Promise<Proposal> {
  if (ballot.digest.length < LEAST_DIGEST)
    throw new Problem(
      'usage',
      `--digest ${ballot.digest}: name at least ${LEAST_DIGEST} digits of the content that was read; leeway show ${id} prints it`,
    );
  return onProposal(governing, id, (proposal, deciding) => {
    const digest = proposal.digest.startsWith(ballot.digest) ? proposal.digest : ballot.digest;
    return vote(proposal, { ...ballot, digest }, deciding);
  });
}

/** @throws Problem not-allowed: a rule; usage: no such proposal */
export async function activateProposal(governing: Governing, id: string): Promise<Proposal> {
  return onProposal(governing, id, activate);
}

/** @throws Problem not-allowed: a rule; usage: no such proposal */
export async function withdrawProposal(governing: Governing, id: string, reason: string): Promise<Proposal> {
  const decided = await decideIn(governing, (deciding) => [
    withdraw(proposalOf(deciding.governance, id), reason, deciding),
  ]);
  return proposalOf(decided.governance, id);
}

/** @throws Problem not-allowed: the proposal is over; usage: no such proposal */
export async function commentOn(governing: Governing, id: string, text: string): Promise<Proposal> {
  const decided = await decideIn(governing, (deciding) => [
    comment(proposalOf(deciding.governance, id), text, deciding),
  ]);
  return proposalOf(decided.governance, id);
}

async function onProposal(
  governing: Governing,
  id: string,
  decide: (proposal: Proposal, deciding: DecidingOnEvidence) => LedgerEvent,
): Promise<Proposal> {
  const before = await governanceIn(governing.db);
  const { domain } = proposalOf(before, id);
  const standing = await standingIn(governing, before, domain);
  const rules = rulesFor(governing.configuration, domain);
  const { governance } = await decideIn(governing, (deciding) => [
    decide(proposalOf(deciding.governance, id), { ...deciding, rules, standing }),
  ]);
  return proposalOf(governance, id);
}
