import type { AuditPlanReport } from '../contracts/audit-plan.ts';
import { AUDIT_PLAN_HEADINGS, type AuditPlanRow, auditPlanNotes, auditPlanRow } from './audit-plan-row.ts';
import { inputText, momentText, visible } from './figures.ts';
import { escapeMarkdown, markdownTable } from './markdown-table.ts';

/** An audit plan as Markdown: the table, how to use it, then a sentence on each domain. */
export function auditPlanMarkdown(report: AuditPlanReport): string {
  const names = Object.keys(AUDIT_PLAN_HEADINGS) as (keyof AuditPlanRow)[];
  const rows = report.domains.map(auditPlanRow);
  return [
    '# Audit plan',
    '',
    `As of ${momentText(report.asOf)}: ${inputText(report.input)}.`,
    '',
    ...markdownTable(
      names.map((name) => AUDIT_PLAN_HEADINGS[name]),
      rows.map((row) => names.map((name) => row[name])),
      'texts',
    ),
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
