import Table from 'cli-table3';
import type { ValidationReport } from '../contracts/validation.ts';
import { VALIDATION_HEADINGS, validationFooter, validationSections } from '../reports/validation-rows.ts';

const FRAMELESS = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((name) => [name, '']),
);

/** A validation report in a terminal: a heading a scenario, a line a method, numbers under numbers. */
export function validationTable(report: ValidationReport): string {
  const table = new Table({
    head: [...VALIDATION_HEADINGS],
    colAligns: VALIDATION_HEADINGS.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: FRAMELESS,
  });
  for (const { heading, rows } of validationSections(report)) {
    table.push([{ colSpan: VALIDATION_HEADINGS.length, content: `\n${heading}` }]);
    for (const [method = '', ...cells] of rows) table.push([`  ${method}`, ...cells]);
  }
  return `${table.toString().replace(/[ \t]+$/gm, '')}\n\n${validationFooter(report)}\n`;
}
