import { csv } from '../contracts/csv.ts';
import type { DomainReliabilityReport } from '../contracts/domain-reliability.ts';

/** Reliability as CSV with plain numbers: shares in [0, 1], one row a (domain, model). */
export function domainsCsv(report: DomainReliabilityReport): string {
  const headings = [
    ...['domain', 'model', 'decisions', 'reviewed', 'pending', 'immature', 'selection'],
    ...['first_decided_at', 'last_decided_at', 'error_naive', 'error_weighted', 'error_low', 'error_high'],
    ...['limit', 'bias', 'bias_noise', 'ece', 'ece_noise_floor', 'brier'],
    ...['level', 'threshold', 'coverage', 'verdicts_have', 'verdicts_need', 'days_to_next'],
    ...['drift', 'action', 'proposed_threshold', 'next_step'],
  ];
  const rows = report.domains.map(({ error, calibration, ...one }) => [
    ...[one.domain, one.model, one.decisions, one.reviewed, one.pending, one.immature, one.selection],
    ...[one.firstDecidedAt, one.lastDecidedAt, error.naive, error.weighted, error.low, error.high],
    ...[one.limit, calibration.bias, calibration.biasNoise, calibration.ece, calibration.eceNoiseFloor],
    calibration.brier,
    ...[one.level, one.threshold, one.coverage],
    ...[one.next?.have ?? null, one.next?.need ?? null, one.next?.days ?? null],
    ...[one.drift, one.action, one.proposed, one.nextStep],
  ]);
  return csv([headings, ...rows]);
}
