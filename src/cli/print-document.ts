import type { Document, DocumentSection, DocumentTable } from '../reports/document.ts';
import { visible } from '../reports/figures.ts';
import { shorten, wrap } from './display-width.ts';
import { framelessTable } from './frameless-table.ts';
import { PLAIN, type Screen } from './screen.ts';

const WIDEST_PROSE = 80;
const WIDEST_NAME = 60;

/** A document in a terminal: its sentences, and figures under figures. */
export function documentText({ title, provenance, sections }: Document, screen: Screen = PLAIN): string {
  const room = Math.min(screen.columns ?? WIDEST_PROSE, WIDEST_PROSE);
  const blocks = [
    [...wrap(visible(title), room), screen.dim(provenance)].join('\n'),
    ...sections.map((section) => sectionText(section, room, screen)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionText(
  { title, facts = [], reading, points = [], table }: DocumentSection,
  room: number,
  screen: Screen,
): string {
  const head = [title, screen.dim('─'.repeat(Math.min(room, title.length)))];
  const said = [...facts.map(([name, text]) => `${name}: ${text}`), ...reading];
  const lines = [...said, ...points].flatMap((sentence) => wrap(visible(sentence), room));
  return [...head, ...lines, ...(table === null ? [] : ['', tableText(table)])].join('\n');
}

function tableText({ headings, rows }: DocumentTable): string {
  const lines = rows.map(([first = '', ...rest]) => [shorten(visible(first), WIDEST_NAME), ...rest]);
  return framelessTable(headings, lines).trimEnd();
}
