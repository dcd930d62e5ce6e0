const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

/**
 * Rows as CSV (RFC 4180, lines end in LF). A text that a spreadsheet would take for a formula gets a leading
 * apostrophe, since domain names come from outside: one that begins, after blanks, with `=`, `+`, `-` or `@`, also
 * in full width, or with a tab or a line break.
 *
 * @see OWASP, "CSV injection"
 */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
