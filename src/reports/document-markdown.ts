import type { Document, DocumentSection } from './document.ts';
import { escapeMarkdown, markdownTable } from './markdown-table.ts';

/** A document as Markdown: its sentences and tables; pictures stand in the other formats. */
export function documentMarkdown({ title, provenance, sections }: Document): string {
  const lines = [`# ${escapeMarkdown(title)}`, '', escapeMarkdown(provenance), ''];
  for (const section of sections) lines.push(...sectionLines(section));
  return lines.join('\n');
}

function sectionLines({ title, facts = [], reading, points = [], table }: DocumentSection): string[] {
  const lines = [`## ${escapeMarkdown(title)}`, ''];
  for (const [name, text] of facts) lines.push(`**${escapeMarkdown(name)}**: ${escapeMarkdown(text)}`, '');
  for (const sentence of reading) lines.push(escapeMarkdown(sentence), '');
  if (points.length > 0) lines.push(...points.map((point) => `- ${escapeMarkdown(point)}`), '');
  if (table !== null)
    lines.push(...markdownTable(table.headings, table.rows, table.words ? 'texts' : 'numbers'), '');
  return lines;
}
