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
  const started = [...drifts].flatMap(([whole, drift]) =>
    rulesFor(configuration, whole.domain).onDrift === 'narrow'
      ? [{ whole, drift, ...freshStart(whole.firstDecidedAt, drift.lastSoundedOn) }]
      : [],
  );
  const later = await evidenceSince(db, understood, started, configuration);
  return new Map(
    started.flatMap(({ whole, ...start }) => {
      const evidence = later.get(whole);
      return evidence === undefined ? [] : [[whole, { ...start, evidence }] as const];
    }),
  );
}
