import { Counter, Gauge, Registry } from 'prom-client';
import type { StorePulse } from '../../workflows/served/store-pulse.ts';

interface Pulse extends StorePulse {
  /** Bytes that are acknowledged and not in the store. */
  readonly spooledBytes: number;
}

/** How a store is at the moment, as Prometheus reads it. */
export function storeMetrics(pulse: Pulse): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, value: number): void =>
    new Gauge({ name, help, registers }).set(value);
  gauge('leeway_proposals_open', 'Proposals that wait for votes.', pulse.proposalsOpen);
  gauge('leeway_alarms_unreviewed', 'Alarms that nobody has looked at yet.', pulse.alarmsUnreviewed);
  gauge('leeway_spooled_bytes', 'Bytes that are acknowledged and not in the store yet.', pulse.spooledBytes);
  gauge('leeway_ledger_entries', 'Entries of the ledger.', pulse.ledgerEntries);
  const name = 'leeway_ingested_decisions_total';
  new Counter({ name, help: 'Decisions that ever got into the store.', registers }).inc(
    pulse.decisionsIngested,
  );
  return registry.metrics();
}
