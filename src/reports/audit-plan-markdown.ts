import type { AuditPlanReport } from '../contracts/audit-plan.ts';
import { AUDIT_PLAN_HEADINGS, type AuditPlanRow, auditPlanNotes, auditPlanRow } from './audit-plan-row.ts';
import { count, visible } from './figures.ts';
import { escapeMarkdown } from './markdown-table.ts';

/** An audit plan as Markdown: the table, how to use it, then a sentence on each domain. */
export function auditPlanMarkdown(report: AuditPlanReport): string {
  const names = Object.keys(AUDIT_PLAN_HEADINGS) as (keyof AuditPlanRow)[];
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const rows = report.domains.map(auditPlanRow);
  return [
    '# Audit plan',
    '',
    `As of ${report.asOf}: ${count(report.input.decisions)} decisions, ${count(report.input.verdicts)} verdicts, ${count(report.input.quarantined)} rows in quarantine.`,
    '',
    line(names.map((name) => AUDIT_PLAN_HEADINGS[name])),
    line(names.map(() => '---')),
    ...rows.map((row) => line(names.map((name) => row[name]))),
    '',
    ...auditPlanNotes(report).map((note) => `- ${escapeMarkdown(note)}`),
    '',
    ...report.domains.flatMap((one) => [
      `## ${escapeMarkdown(visible(one.domain))} (${escapeMarkdown(visible(one.model))})`,
      '',
      escapeMarkdown(visible(one.reason)),
      '',
    ]),
  ].join('\n');
}
