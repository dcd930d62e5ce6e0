import { actsFrom } from '../../contracts/authority-level.ts';
import { Configuration } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import { EvidencePack } from '../../contracts/pack.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { PacketRecord } from '../../contracts/packet-record.ts';
import type { Authority } from '../../contracts/policy.ts';
import { ppmOf } from '../../contracts/ppm.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import { policiesOf } from '../../governance/look-up.ts';
import type { Database } from '../../store/database.ts';
import { ledgerHead } from '../../store/ledger/read-ledger.ts';
import { ranAlone, reviewFacts } from '../../store/oversight/review-facts.ts';
import { takenAlone } from '../../store/oversight/taken-alone.ts';
import { cutsOfEvidence } from '../cuts-of-domain.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import { proposalOnRecord } from './look.ts';
import { evidenceOf, packetEvidence } from './packet-evidence.ts';
import { verifyProposal } from './verify-proposal.ts';

/**
 * All that a board needs to decide on a proposal. What was frozen with it is told from that alone, and computed again;
 * what the store says now is told apart from it.
 *
 * @throws Problem usage: no such proposal; check-failed: its evidence is not in the store; input-refused: it cannot be read
 */
export async function packetFromStore(place: StorePlace, id: string): Promise<Packet> {
  return withStore(place, (db) => packetOnRecord(db, id, place.now));
}

/**
 * The same on a store that is open. Makes temporary tables of its connection.
 *
 * @param now ISO time
 */
export async function packetOnRecord(db: Database, id: string, now: string): Promise<Packet> {
  const { governance, proposal, pack: text } = await proposalOnRecord(db, id);
  const checks = verifyProposal(proposal, text);
  const pack = EvidencePack.parse(JSON.parse(text));
  const evidence = packetEvidence(proposal, pack);
  return {
    ...{ version: 1, madeAt: now, proposal, evidence },
    record: await recordFor(db, governance, proposal, { pack, authority: evidence.most }, now),
    checks,
  };
}

/** A packet as one HTML file with its pictures in it, which needs neither a network nor scripts. */
export async function packetHtml(packet: Packet): Promise<string> {
  // Its pictures are drawn by much code that nothing else here needs.
  const { documentHtml } = await import('../../reports/document-html.ts');
  const { packetDocument } = await import('../../reports/packet/packet-document.ts');
  return documentHtml(packetDocument(packet));
}

async function recordFor(
  db: Database,
  governance: Governance,
  proposal: Proposal,
  { pack, authority }: { readonly pack: EvidencePack; readonly authority: Authority },
  now: string,
): Promise<PacketRecord> {
  const { domain, content } = proposal;
  const { options, recommendation } = pack;
  const { asOf } = content.evidence;
  const subject = evidenceOf(pack);
  const configuration = { ...Configuration.parse({}), defaults: options.rules };
  const taken = await takenAlone(db, {
    authority,
    thresholdPpm: ppmOf(actsFrom(authority) ?? 1),
    ...{ rules: options.rules, asOf, youngToo: subject.immature === 0 },
    from: recommendation.evidenceFrom ?? null,
  });
  const { cuts } = await cutsOfEvidence(db, { subject, models: [subject], configuration, asOf });
  return {
    ...{ readAt: now, ledgerHead: await ledgerHead(db), taken, cuts },
    ranAlone: await ranAlone(db, subject, asOf),
    review: await reviewFacts(db, subject, asOf),
    lastVoteAt: lastVote(governance, proposal),
    policies: policiesOf(governance, domain),
    alarms: governance.alarms.filter((alarm) => alarm.domain === domain),
    floors: governance.floors,
  };
}

/** When somebody last voted on an earlier proposal for the domain. */
function lastVote({ proposals }: Governance, { id, domain, openedAt }: Proposal): string | null {
  const votes = proposals
    .filter((one) => one.domain === domain && one.id !== id && one.openedAt <= openedAt)
    .flatMap((one) => one.votes.map(({ at }) => at));
  return votes.sort().at(-1) ?? null;
}
