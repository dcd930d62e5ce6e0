import { Configuration } from '../../contracts/configuration.ts';
import type { EvidencePack } from '../../contracts/pack.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import { canonicalJson } from '../../governance/digest.ts';
import type { Database } from '../../store/database.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { readRecord } from '../../store/record/read-record.ts';
import { type AuthorityHeld, NO_AUTHORITY } from '../authority-held.ts';
import { recommendWithGrounds } from '../recommend-on.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import { proposalOnRecord } from './look.ts';
import { type ProposalCheck, packIn, verifyProposal } from './verify-proposal.ts';

/**
 * Computes every figure of a proposal again, and counts its evidence again from the rows that the store had when it was
 * written: what came in since then is left out, whatever its times.
 *
 * @throws Problem usage: no such proposal, or decisions of that time were forgotten; check-failed: its evidence is not in
 * the store, or the ledger does not tell what was in the store then
 */
export async function verifyProposalInStore(place: StorePlace, id: string): Promise<ProposalCheck[]> {
  return withStore(place, async (db) => {
    const { proposal, pack: text } = await proposalOnRecord(db, id);
    const checks = verifyProposal(proposal, text);
    return [...checks, await countedAgain(db, proposal, packIn(text, id))];
  });
}

async function countedAgain(db: Database, proposal: Proposal, pack: EvidencePack): Promise<ProposalCheck> {
  const { domain, model } = pack.evidence;
  const configuration: Configuration = {
    ...Configuration.parse({}),
    defaults: pack.options.rules,
    prior: pack.evidence.siblings === undefined ? 'default' : 'siblings',
  };
  const run = await runBefore(db, proposal);
  const only = configuration.prior === 'default' ? domain : null;
  const history = await readRecord(db, configuration, pack.options.asOf, false, only, run);
  const { grounds } = await recommendWithGrounds(
    db,
    history,
    configuration,
    pack.options.firstLook,
    heldThen(pack),
  );
  const found = grounds.find(({ evidence }) => evidence.domain === domain && evidence.model === model);
  const isSame =
    canonicalJson([found?.evidence ?? null, found?.amountSteps ?? null]) ===
    canonicalJson([pack.evidence, pack.amountSteps]);
  const name = 'the rows that the store had then come to the evidence of the pack';
  return { name, holds: isSame, sentence: isSame ? name : `${name}: no, they count otherwise` };
}

/** What was held when it was judged: it decides which domains are looked at closer. */
function heldThen({ evidence: { domain, model }, options }: EvidencePack): AuthorityHeld {
  const { held, isFloor, proposeAtPpm } = options;
  return {
    ...NO_AUTHORITY,
    ...(held !== undefined && { held: [[domain, { model, held }]] }),
    ...(isFloor === true && { floors: [domain] }),
    ...(proposeAtPpm !== undefined && { proposeAt: [[domain, proposeAtPpm]] }),
  };
}

/** The newest ingest run when a proposal got the content that it has now. */
async function runBefore(db: Database, { id, digest }: Proposal): Promise<number> {
  let run = 0;
  let written: number | null = null;
  const type = ['ingest.run', 'proposal.opened', 'proposal.edited'];
  for await (const entry of readLedger(db, { type })) {
    const body: unknown = JSON.parse(entry.body);
    if (entry.type === 'ingest.run') run = Number(Reflect.get(Object(body), 'run'));
    else if (entry.subject === id && entry.body.includes(digest)) written = run;
  }
  if (written !== null) return written;
  throw new Problem('check-failed', `${id}: the ledger does not say when it was written`);
}
