import type { RecommendationReport } from '../contracts/recommendation.ts';
import { inputText } from '../reports/figures.ts';
import { portfolioSentence } from '../reports/portfolio-sentence.ts';
import {
  RECOMMENDATION_HEADINGS,
  type RecommendationRow,
  recommendationRow,
} from '../reports/recommendation-row.ts';
import { displayWidth, shorten, wrap } from './display-width.ts';
import { framelessTable, GAP } from './frameless-table.ts';
import { PLAIN, type Screen } from './screen.ts';

type Name = keyof RecommendationRow;

/** Beyond this a domain's name is shortened even where nothing limits the line. */
const WIDEST_NAME = 60;
const NARROWEST_NAME = 12;
/** The last column is wrapped where it has at least this much room, else it goes below its row. */
const NARROWEST_NOTE = 24;
const INDENT = '  ';

const ALIGNED_RIGHT: readonly Name[] = ['coverage', 'errors', 'limit'];

/** What gives way on a narrow screen, the least missed first; it is then said below the row. */
const FULL: readonly Name[] = [
  'domain',
  'model',
  'action',
  'threshold',
  'certified',
  'coverage',
  'errors',
  'limit',
  'missing',
];
const SPARE: readonly Name[] = ['certified'];
const NOTED: readonly Name[] = ['model', 'certified', 'missing'];

/**
 * What an AI lead reads in a terminal: one line per domain, hairlines instead of boxes, numbers under numbers. On a
 * narrow screen what does not fit stands below its row.
 */
export function recommendationsTable(report: RecommendationReport, screen: Screen = PLAIN): string {
  const rows = aligned(report.recommendations.map(recommendationRow));
  const unversioned = rows.every((row) => row.model === 'unversioned');
  const named = (names: readonly Name[]): Name[] => names.filter((name) => name !== 'model' || !unversioned);
  const portfolio = portfolioSentence(report.portfolio);
  const told =
    portfolio === null ? '' : `${wrap(portfolio, screen.columns ?? portfolio.length).join('\n')}\n`;
  const footer = `${told}${inputText(report.input)}\nas of ${report.asOf}\n`;
  return `${layout(rows, named, screen).join('\n')}\n\n${footer}`;
}

function layout(
  rows: readonly RecommendationRow[],
  named: (names: readonly Name[]) => Name[],
  screen: Screen,
): string[] {
  const names = rows.map((row) => ({ ...row, domain: shorten(row.domain, WIDEST_NAME) }));
  const room = screen.columns ?? Number.POSITIVE_INFINITY;
  for (const columns of [named(FULL), named(FULL.filter((name) => !SPARE.includes(name)))]) {
    const others =
      lineWidth(
        names,
        columns.filter((name) => name !== 'missing'),
      ) + GAP;
    const widest = columnWidth(names, 'missing');
    if (others + widest <= room || others + NARROWEST_NOTE <= room)
      return drawn(names, columns, Math.min(widest, room - others), screen);
  }
  const bare = FULL.filter((name) => !NOTED.includes(name));
  const modelled = named(FULL.filter((name) => name === 'model' || bare.includes(name)));
  const columns = lineWidth(names, modelled) <= room ? modelled : bare;
  const notes = named(NOTED.filter((name) => !columns.includes(name)));
  const spare = room - lineWidth(names, columns) + columnWidth(names, 'domain');
  const short = names.map((row) => ({
    ...row,
    domain: shorten(row.domain, Math.max(spare, NARROWEST_NAME)),
  }));
  const [lines, head] = [drawn(short, columns, 0, screen), headingLines(short, columns) + 1];
  return [
    ...lines.slice(0, head),
    ...lines.slice(head).flatMap((line, index) => [line, ...noteOf(rows[index], notes, screen)]),
  ];
}

function drawn(
  rows: readonly RecommendationRow[],
  names: readonly Name[],
  noteWidth: number,
  screen: Screen,
): string[] {
  const cell = (row: RecommendationRow, name: Name): string =>
    name === 'missing' && row.missing !== '' ? wrap(row.missing, noteWidth).join('\n') : row[name];
  const lines = framelessTable(
    names.map((name) => headingOf(rows, name)),
    rows.map((row) => names.map((name) => cell(row, name))),
    { left: names.flatMap((name, place) => (ALIGNED_RIGHT.includes(name) ? [] : [place])), rule: '─' },
  )
    .trimEnd()
    .split('\n');
  const head = headingLines(rows, names);
  // The hairline reaches as far as the text does, not over the last gap.
  const width = Math.max(...lines.filter((_, index) => index !== head).map(displayWidth));
  return lines.map((line, index) =>
    index > head ? line : screen.dim(index === head ? '─'.repeat(width) : line),
  );
}

function noteOf(row: RecommendationRow | undefined, names: readonly Name[], screen: Screen): string[] {
  const parts = names.flatMap((name) => {
    const value = row?.[name].replace(/ +/g, ' ') ?? '';
    if (value === '' || value === '–') return [];
    return [name === 'certified' ? `certified ${value}` : value];
  });
  if (parts.length === 0) return [];
  return wrap(parts.join('; '), (screen.columns ?? 80) - INDENT.length).map((line) =>
    screen.dim(`${INDENT}${line}`),
  );
}

/** Long headings over narrow columns are broken in two. */
function headingOf(rows: readonly RecommendationRow[], name: Name): string {
  const heading = RECOMMENDATION_HEADINGS[name];
  const widest = Math.max(...rows.map((row) => displayWidth(row[name])));
  if (displayWidth(heading) <= widest) return heading;
  const [first = '', ...rest] = heading.split(' ');
  return rest.length === 0 || name === 'missing' ? heading : `${first}\n${rest.join(' ')}`;
}

function headingLines(rows: readonly RecommendationRow[], names: readonly Name[]): number {
  return Math.max(...names.map((name) => headingOf(rows, name).split('\n').length));
}

function columnWidth(rows: readonly RecommendationRow[], name: Name): number {
  const texts = [...headingOf(rows, name).split('\n'), ...rows.map((row) => row[name])];
  return Math.max(...texts.map(displayWidth));
}

function lineWidth(rows: readonly RecommendationRow[], names: readonly Name[]): number {
  return names.reduce((sum, name) => sum + columnWidth(rows, name) + GAP, -GAP);
}

/** Cells of two figures, each figure below its like. */
function aligned(rows: readonly RecommendationRow[]): RecommendationRow[] {
  const pairs = (name: Name, separator: string): ((value: string) => string) => {
    const widths = [0, 1].map((side) =>
      Math.max(0, ...rows.map((row) => row[name].split(separator)[side]?.length ?? 0)),
    );
    return (value) => {
      const [left = '', right] = value.split(separator);
      if (right === undefined) return value;
      const first = name === 'errors' ? left.padStart(widths[0] ?? 0) : left.padEnd(widths[0] ?? 0);
      return `${first}${separator}${name === 'threshold' ? right : right.padStart(widths[1] ?? 0)}`;
    };
  };
  const [threshold, certified, errors] = [
    pairs('threshold', ' → '),
    pairs('certified', ' ('),
    pairs('errors', ' ('),
  ];
  return rows.map((row) => ({
    ...row,
    threshold: threshold(row.threshold),
    certified: certified(row.certified),
    errors: errors(row.errors),
  }));
}
