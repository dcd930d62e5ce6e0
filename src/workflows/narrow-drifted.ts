import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import type { Drift } from '../contracts/drift.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Database } from '../store/database.ts';
import { evidenceSince } from '../store/evidence/evidence-since.ts';
import type { Understood } from '../store/evidence/understood-rows.ts';
import { freshStart } from '../tuning/narrow.ts';
import type { FreshRecord } from '../tuning/recommend.ts';

/** What is left of records after an alarm, where the configuration lets them narrow. */
export async function freshRecords(
  db: Database,
  understood: Understood,
  drifts: ReadonlyMap<Evidence, Drift>,
  configuration: Configuration,
): Promise<Map<Evidence, FreshRecord & { readonly evidence: Evidence }>> {
  const found = new Map<Evidence, FreshRecord & { readonly evidence: Evidence }>();
  for (const [whole, drift] of drifts) {
    if (rulesFor(configuration, whole.domain).onDrift !== 'narrow') continue;
    const start = freshStart(whole.firstDecidedAt, drift.lastSoundedOn);
    const evidence = await evidenceSince(db, understood, whole, start.from, configuration);
    if (evidence !== null) found.set(whole, { ...start, drift, evidence });
  }
  return found;
}
