import type { Configuration } from '../contracts/configuration.ts';
import type { Drift } from '../contracts/drift.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Database } from '../store/database.ts';
import { type AuditedThreshold, auditNights } from '../store/evidence/audit-nights.ts';
import type { Understood } from '../store/evidence/understood-rows.ts';
import { findDrift } from '../tuning/find-drift.ts';

/** A threshold that would be certified, and the limit that its risk may have passed since. */
export interface WatchedThreshold extends AuditedThreshold {
  readonly alpha: number;
}

/** The evidence at whose threshold the risk has risen in the course of the record. */
export async function findDrifts(
  db: Database,
  understood: Understood,
  watched: readonly WatchedThreshold[],
  configuration: Configuration,
): Promise<Map<Evidence, Drift>> {
  const nights = await auditNights(db, understood, watched, configuration);
  return new Map(
    watched.flatMap(({ evidence, alpha }, place) => {
      const drift = findDrift(nights[place] ?? [], alpha);
      return drift === null ? [] : [[evidence, drift]];
    }),
  );
}
