import type { ValidationReport } from '../contracts/validation.ts';
import { VALIDATION_HEADINGS, validationFooter, validationSections } from './validation-rows.ts';

/** A validation report as Markdown: one table a scenario. */
export function validationMarkdown(report: ValidationReport): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const sections = validationSections(report).flatMap(({ heading, rows }) => [
    `## ${heading}`,
    '',
    line(VALIDATION_HEADINGS),
    line(VALIDATION_HEADINGS.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...rows.map(line),
    '',
  ]);
  return ['# The guarantee, measured', '', ...sections, `${validationFooter(report)}.`, ''].join('\n');
}
