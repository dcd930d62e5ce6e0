import { csv } from '../contracts/csv.ts';
import type { LedgerPage } from '../contracts/ledger-export.ts';
import { count } from './figures.ts';
import { markdownTable } from './markdown-table.ts';

export const LEDGER_HEADINGS = ['entry', 'at', 'who', 'what', 'about', 'which says'] as const;

/** Entries as rows of texts, oldest first. */
export function ledgerRows({ entries }: LedgerPage): string[][] {
  return entries.map(({ seq, at, actor, type, subject, body }) => [
    String(seq),
    at,
    actor,
    type,
    subject === '' ? '–' : subject,
    bodyText(body),
  ]);
}

/** Entries as Markdown, and where the ledger ends. */
export function ledgerMarkdown(page: LedgerPage): string {
  const { seq, hash } = page.head;
  return [
    '# Ledger',
    '',
    ...markdownTable(LEDGER_HEADINGS, ledgerRows(page), 'texts'),
    '',
    `The last entry is \`${seq}:${hash}\`.`,
    '',
  ].join('\n');
}

/** Entries as CSV, with their hashes; a body is its JSON. */
export function ledgerCsv({ entries }: LedgerPage): string {
  const headings = ['seq', 'at', 'actor', 'type', 'subject', 'body', 'previous', 'hash'];
  const rows = entries.map(({ seq, at, actor, type, subject, body, previous, hash }) => [
    ...[seq, at, actor, type, subject, JSON.stringify(body), previous, hash],
  ]);
  return csv([headings, ...rows]);
}

/** What an event says, on one line: `decisions added 6, files 2`; a list by its length. */
function bodyText(body: LedgerPage['entries'][number]['body']): string {
  return wordsOf('', body).join(', ');
}

function wordsOf(name: string, value: unknown): string[] {
  if (Array.isArray(value)) return [`${name} ${count(value.length)}`.trim()];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, part]) => wordsOf(`${name} ${key}`.trim(), part));
  const text = typeof value === 'number' && Number.isInteger(value) ? count(value) : String(value);
  return [`${name} ${text}`.trim()];
}
