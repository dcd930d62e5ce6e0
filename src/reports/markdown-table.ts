/**
 * A name from outside must not become markup, a link or a table cell: neither in CommonMark nor in what GitHub adds
 * (tables, strikethrough, formulas, addresses that turn into links by themselves).
 */
export function escapeMarkdown(value: string): string {
  return value
    .replace(/[\\`*_[\]<>|#~$&@]/g, (character) => `\\${character}`)
    .replace(/:(?=\/\/)|(?<=\bwww)\./gi, (character) => `\\${character}`);
}

/** The lines of a table; with `numbers` all but the first column are aligned to the right. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  columns: 'texts' | 'numbers',
): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const rule = headings.map((_, column) => (columns === 'texts' || column === 0 ? '---' : '---:'));
  return [line(headings), `| ${rule.join(' | ')} |`, ...rows.map(line)];
}
