import type { ValidationReport } from '../contracts/validation.ts';
import { VALIDATION_HEADINGS, validationFooter, validationSections } from '../reports/validation-rows.ts';
import { framelessTable } from './frameless-table.ts';

/** A validation report in a terminal: a heading a scenario, a line a method, numbers under numbers. */
export function validationTable(report: ValidationReport): string {
  const lines = validationSections(report).flatMap(({ heading, rows }) => [
    `\n${heading}`,
    ...rows.map(([method = '', ...cells]) => [`  ${method}`, ...cells]),
  ]);
  return `${framelessTable(VALIDATION_HEADINGS, lines)}\n${validationFooter(report)}\n`;
}
