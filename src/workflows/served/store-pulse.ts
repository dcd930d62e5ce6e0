import * as z from 'zod';
import type { Governance } from '../../contracts/governance.ts';
import type { Database } from '../../store/database.ts';
import { raw } from '../../store/sql.ts';

/** What is to be seen of a store without reading its decisions. */
export interface StorePulse {
  readonly proposalsOpen: number;
  readonly alarmsUnreviewed: number;
  readonly ledgerEntries: number;
  /** Decisions that ever got into the store, those that were forgotten since too. */
  readonly decisionsIngested: number;
}

export async function storePulse(
  db: Database,
  { proposals, alarms }: Pick<Governance, 'proposals' | 'alarms'>,
): Promise<StorePulse> {
  const { entries, ingested } = await db.row(
    z.object({ entries: z.number(), ingested: z.number() }),
    raw(`SELECT (SELECT coalesce(max(seq), 0) FROM ledger)::DOUBLE AS entries,
      (SELECT coalesce(sum(decisions_added), 0) FROM runs)::DOUBLE AS ingested`),
  );
  return {
    proposalsOpen: proposals.filter(({ state }) => state === 'open').length,
    alarmsUnreviewed: alarms.filter(({ reviewed }) => reviewed === null).length,
    ...{ ledgerEntries: entries, decisionsIngested: ingested },
  };
}
