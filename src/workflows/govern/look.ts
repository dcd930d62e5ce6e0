import type { Governance } from '../../contracts/governance.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import { proposalOf } from '../../governance/look-up.ts';
import type { Database } from '../../store/database.ts';
import { readPack } from '../../store/ledger/packs.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import { governanceIn } from './governing.ts';

/** All that governance remembers of a store. */
export async function governanceFromStore(place: StorePlace): Promise<Governance> {
  return withStore(place, governanceIn);
}

/** A proposal with the text of what it rests on. */
export interface ProposalWithPack {
  readonly governance: Governance;
  readonly proposal: Proposal;
  readonly pack: string;
}

/** @throws Problem usage: no such proposal; check-failed: its evidence is not in the store */
export async function proposalFromStore(place: StorePlace, id: string): Promise<ProposalWithPack> {
  return withStore(place, (db) => proposalOnRecord(db, id));
}

/** The same on a store that is open. */
export async function proposalOnRecord(db: Database, id: string): Promise<ProposalWithPack> {
  return proposalUnder(await governanceIn(db), db, id);
}

/** The same where what governance remembers is known already. */
export async function proposalUnder(
  governance: Governance,
  db: Database,
  id: string,
): Promise<ProposalWithPack> {
  const proposal = proposalOf(governance, id);
  const pack = await readPack(db, proposal.content.evidence.pack);
  if (pack === null)
    throw new Problem(
      'check-failed',
      `${id}: what it rests on is not in the store; restore a backup that has it`,
    );
  return { governance, proposal, pack };
}
