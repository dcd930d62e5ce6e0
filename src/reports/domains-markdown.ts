import type { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import { DOMAINS_HEADINGS, type DomainsRow, domainsNotes, domainsRow } from './domains-row.ts';
import { inputText, momentText } from './figures.ts';
import { escapeMarkdown, markdownTable } from './markdown-table.ts';

/** Reliability as Markdown: the table, then how it is to be read. */
export function domainsMarkdown(report: DomainReliabilityReport): string {
  const names = Object.keys(DOMAINS_HEADINGS) as (keyof DomainsRow)[];
  const rows = report.domains.map(domainsRow);
  return [
    '# Domains',
    '',
    `As of ${momentText(report.asOf)}: ${inputText(report.input)}.`,
    '',
    ...markdownTable(
      names.map((name) => DOMAINS_HEADINGS[name]),
      rows.map((row) => names.map((name) => row[name])),
      'texts',
    ),
    '',
    ...domainsNotes(report).map((note) => `- ${escapeMarkdown(note)}`),
    '',
  ].join('\n');
}
