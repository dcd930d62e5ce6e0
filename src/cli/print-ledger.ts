import type { LedgerPage, LedgerVerification } from '../contracts/ledger-export.ts';
import { count, visible } from '../reports/figures.ts';
import { LEDGER_HEADINGS, ledgerRows } from '../reports/ledger-rows.ts';
import { displayWidth, shorten } from './display-width.ts';
import { framelessTable } from './frameless-table.ts';
import { PLAIN, type Screen } from './screen.ts';

const GAP = 2;
const WIDEST_NAME = 40;
const NARROWEST_TEXT = 20;

/** What an auditor reads in a terminal: a line an event, newest last, and where the ledger ends. */
export function ledgerTable(page: LedgerPage, screen: Screen = PLAIN): string {
  const { seq, hash } = page.head;
  const end = seq === 0 ? 'the ledger is empty\n' : `${entriesText(seq)}; the last is ${seq}:${hash}\n`;
  if (page.entries.length === 0) return seq === 0 ? end : `no entry is like this\n\n${end}`;
  const rows = ledgerRows(page).map((row) => row.map((cell) => shorten(visible(cell), WIDEST_NAME * 2)));
  const last = LEDGER_HEADINGS.length - 1;
  const named = rows.map((row) =>
    row.map((cell, column) => (column < last ? shorten(cell, WIDEST_NAME) : cell)),
  );
  const width = (column: number): number =>
    Math.max(...[LEDGER_HEADINGS[column] ?? '', ...named.map((row) => row[column] ?? '')].map(displayWidth));
  const before = LEDGER_HEADINGS.slice(0, last).reduce((sum, _, column) => sum + width(column) + GAP, 0);
  const room = Math.max((screen.columns ?? Number.POSITIVE_INFINITY) - before, NARROWEST_TEXT);
  const fitting = named.map((row) =>
    row.map((cell, column) => (column === last ? shorten(cell, room) : cell)),
  );
  const [head = '', ...lines] = framelessTable([...LEDGER_HEADINGS], fitting, {
    left: [1, 2, 3, 4, 5],
  }).split('\n');
  return `${screen.dim(head)}\n${lines.join('\n')}\n${end}`;
}

/** How a whole ledger is told. */
export function wholeText(
  place: string,
  { entries, head, signed }: Extract<LedgerVerification, { ok: true }>,
): string {
  const end = head.seq === 0 ? 'nothing is in it' : `the last is ${head.seq}:${head.hash}`;
  const rest = signed === null ? 0 : head.seq - signed.seq;
  const signature =
    signed === null
      ? ''
      : `signed up to entry ${signed.seq} at ${signed.at} with the key ${signed.keyId}${
          rest === 0 ? '' : `; ${entriesText(rest)} since then ${rest === 1 ? 'is' : 'are'} not signed`
        }\n`;
  return `${visible(place)}: whole, ${entriesText(entries)}; ${end}\n${signature}`;
}

function entriesText(entries: number): string {
  return `${count(entries)} ${entries === 1 ? 'entry' : 'entries'}`;
}
