import type { ValidationReport } from '../contracts/validation.ts';
import { markdownTable } from './markdown-table.ts';
import { VALIDATION_HEADINGS, validationFooter, validationSections } from './validation-rows.ts';

/** A validation report as Markdown: one table a scenario. */
export function validationMarkdown(report: ValidationReport): string {
  const sections = validationSections(report).flatMap(({ heading, rows }) => [
    `## ${heading}`,
    '',
    ...markdownTable(VALIDATION_HEADINGS, rows, 'numbers'),
    '',
  ]);
  return ['# The guarantee, measured', '', ...sections, `${validationFooter(report)}.`, ''].join('\n');
}
