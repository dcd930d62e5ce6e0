import type { AuditPlanReport } from '../contracts/audit-plan.ts';
import { csv } from '../contracts/csv.ts';

/** An audit plan as CSV with plain numbers: shares in [0, 1], one row a domain. */
export function auditPlanCsv(report: AuditPlanReport): string {
  const headings = [
    ...[
      'domain',
      'model',
      'status',
      'refusal',
      'threshold',
      'coverage',
      'adds_per_day',
      'have',
      'need',
      'missing',
    ],
    ...['decisions_per_day', 'waiting', 'due', 'tossed', 'min_audit_rate', 'audit_rate'],
    ...['reviews_week', 'reviews_week_low', 'reviews_week_high', 'days', 'ready_at', 'in_time', 'turn'],
  ];
  const rows = report.domains.map((one) => [
    ...[one.domain, one.model, one.status, one.refusal, one.threshold, one.coverage, one.adds],
    ...[
      one.have,
      one.need,
      one.missing,
      one.perDay,
      one.waiting,
      one.due,
      one.tossed,
      one.minAuditRate,
      one.rate,
    ],
    ...[one.week?.expected ?? null, one.week?.low ?? null, one.week?.high ?? null],
    ...[one.days, one.readyAt, one.inTime === null ? null : String(one.inTime), one.turn],
  ]);
  return csv([headings, ...rows]);
}
