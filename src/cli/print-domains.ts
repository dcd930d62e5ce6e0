import type { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import { DOMAINS_HEADINGS, type DomainsRow, domainsNotes, domainsRow } from '../reports/domains-row.ts';
import { inputText } from '../reports/figures.ts';
import { displayWidth, shorten, wrap } from './display-width.ts';
import { framelessTable, GAP } from './frameless-table.ts';
import { PLAIN, type Screen } from './screen.ts';

type Name = keyof DomainsRow;

const WIDEST_NAME = 60;
const NARROWEST_NAME = 12;
const WIDEST_NOTE = 100;
const LEFT: readonly Name[] = ['domain', 'model', 'level', 'confidence', 'drift', 'next'];
/** What goes below its row on a narrow screen, the first of them first. */
const GIVES_WAY: readonly Name[] = [
  ...(['next', 'drift', 'ece', 'model', 'confidence', 'pending', 'seen'] as const),
  ...(['decisions', 'reviewed', 'verdicts', 'limit'] as const),
];
/** What stands on one line there, and in which order: what is to be done, then how good it has been. */
const BELOW: readonly (readonly Name[])[] = [
  ['model', 'next', 'verdicts', 'drift'],
  ['limit', 'confidence', 'ece', 'seen', 'decisions', 'reviewed', 'pending'],
];
/** How a cell is called there where it does not speak for itself. */
const CALLED: Partial<Record<Name, (cell: string) => string>> = {
  verdicts: (cell) => `${cell} verdicts`,
  drift: (cell) => `drift: ${cell}`,
  ece: (cell) => `ECE ${cell}`,
  seen: (cell) => `${cell} errors seen`,
  limit: (cell) => `limit ${cell}`,
  decisions: (cell) => `${cell} decisions`,
  reviewed: (cell) => `${cell} reviewed`,
  pending: (cell) => `${cell} pending`,
};

/** What an AI lead reads in a terminal: one line per domain, numbers under numbers, then how they are to be read. */
export function domainsTable(report: DomainReliabilityReport, screen: Screen = PLAIN): string {
  const rows = report.domains.map((one) => {
    const row = domainsRow(one);
    return { ...row, domain: shorten(row.domain, WIDEST_NAME), model: shorten(row.model, WIDEST_NAME) };
  });
  const room = screen.columns ?? Number.POSITIVE_INFINITY;
  const lines = layout(rows, room, screen);
  const notes = domainsNotes(report).flatMap((note) => wrap(note, Math.min(room, WIDEST_NOTE)));
  return `${lines.join('\n')}\n\n${notes.join('\n')}\n\n${inputText(report.input)}\nas of ${report.asOf}\n`;
}

function layout(rows: readonly DomainsRow[], room: number, screen: Screen): string[] {
  const unversioned = rows.every(({ model }) => model === 'unversioned');
  const all = (Object.keys(DOMAINS_HEADINGS) as Name[]).filter((name) => name !== 'model' || !unversioned);
  const below = belowFor(rows, all, room).filter((name) => all.includes(name));
  const columns = besides(all, below);
  const spare = room - totalWidth(rows, columns) + columnWidth(rows, 'domain');
  const short = rows.map((row) => ({ ...row, domain: shorten(row.domain, Math.max(spare, NARROWEST_NAME)) }));
  const [head = '', ...body] = framelessTable(
    columns.map((name) => DOMAINS_HEADINGS[name]),
    short.map((row) => columns.map((name) => row[name])),
    { left: columns.flatMap((name, place) => (LEFT.includes(name) ? [place] : [])) },
  )
    .trimEnd()
    .split('\n');
  return [
    screen.dim(head),
    screen.dim('─'.repeat(totalWidth(short, columns))),
    ...body.flatMap((line, place) => [line, ...noteOf(rows[place], below, room, screen)]),
  ];
}

/** What must go below so that the rest fits. */
function belowFor(rows: readonly DomainsRow[], all: readonly Name[], room: number): readonly Name[] {
  const fits = (below: readonly Name[]): boolean => totalWidth(rows, besides(all, below)) <= room;
  const most = GIVES_WAY.map((_, place) => GIVES_WAY.slice(0, place)).find(fits) ?? GIVES_WAY;
  return most;
}

function besides(all: readonly Name[], below: readonly Name[]): Name[] {
  return all.filter((name) => !below.includes(name));
}

function noteOf(row: DomainsRow | undefined, below: readonly Name[], room: number, screen: Screen): string[] {
  if (row === undefined) return [];
  return BELOW.flatMap((line) => {
    const parts = line
      .filter((name) => below.includes(name) && isWorthALine(row, name))
      .map((name) => CALLED[name]?.(row[name]) ?? row[name]);
    if (parts.length === 0) return [];
    return wrap(parts.join('; '), room - GAP).map((text) => screen.dim(`${' '.repeat(GAP)}${text}`));
  });
}

/** Neither what is not there, nor what the next step says already. */
function isWorthALine(row: DomainsRow, name: Name): boolean {
  if (row[name] === '–' || (name === 'drift' && row.drift === 'none')) return false;
  return name !== 'verdicts' || !row.next.includes('verdicts');
}

function columnWidth(rows: readonly DomainsRow[], name: Name): number {
  return Math.max(displayWidth(DOMAINS_HEADINGS[name]), ...rows.map((row) => displayWidth(row[name])));
}

function totalWidth(rows: readonly DomainsRow[], names: readonly Name[]): number {
  return names.reduce((sum, name) => sum + columnWidth(rows, name) + GAP, -GAP);
}
