import type { TopLevelSpec } from 'vega-lite';
import { counted, percentUp } from '../contracts/figures.ts';
import { type ChartSize, type Layer, onePanel } from './chart-frame.ts';
import { byStyle, CROWD, inTurns } from './circle-turns.ts';
import { LEVEL_LETTERS, type PortfolioLevel } from './level-words.ts';
import { type Obstacle, touches } from './line-labels.ts';
import { missingChart } from './missing.ts';
import { box, placeLabels } from './place-labels.ts';
import { limitRule } from './rules.ts';
import { labelWidth, limitWords, PERCENT_TICKS, shownName } from './words.ts';

/** A domain as a whole: how much is taken alone there, and how wrong that is at most. */
export interface PortfolioRow {
  readonly domain: string;
  readonly level: PortfolioLevel;
  readonly coverage: number;
  /** Bound on the error rate; null where nobody could tell yet. */
  readonly riskUpper: number | null;
  readonly limit: number;
  readonly decisions: number;
}

/** More names than this are read in the table. */
const MOST_NAMES = 16;
/** Circles at 0 and 1 stay whole. */
const X_DOMAIN = [-0.03, 1.03] as const;
/** Narrower than this there is no room for long titles. */
const NARROW = 480;
const LONG = {
  x: 'taken alone, % of decisions (area: number of decisions)',
  y: 'bound on the error rate as % of the domain’s limit',
};
const SHORT = { x: 'taken alone, % (area: decisions)', y: 'error bound, % of its limit' };

/** All domains at one sight: who does much alone lies right, who might be wrong too often lies above the limit. */
export function portfolio(
  domains: readonly PortfolioRow[],
  { width = 640, height = 420 }: ChartSize = {},
): TopLevelSpec {
  const known = domains.filter(({ riskUpper }) => riskUpper !== null);
  const limits = [...new Set(domains.map(({ limit }) => limit))];
  const isOneLimit = limits.length <= 1;
  const titles = width < NARROW ? SHORT : LONG;
  const yTitle = isOneLimit ? 'wrong at most, %' : titles.y;
  if (known.length === 0)
    return missingChart(
      'Domains by coverage and error bound.',
      { width, height },
      {
        x: { title: titles.x, domain: [0, 1], ticks: PERCENT_TICKS },
        y: { title: yTitle, domain: [0, isOneLimit ? 2 * (limits[0] ?? 0.05) : 2], ticks: PERCENT_TICKS },
        words: domains.length === 0 ? 'No domain yet.' : 'No domain has enough verdicts for a bound yet.',
      },
    );
  const rule = isOneLimit ? (limits[0] as number) : 1;
  const plot = { width: width - 72, height: height - 84, rule, isOneLimit, xTitle: titles.x, yTitle };
  const top = Math.min(highest(known, plot), isOneLimit ? 1 : Number.POSITIVE_INFINITY);
  const rows = known
    .map((row) => placed(row, top, { ...plot, most: known.length > CROWD ? 12 : 22 }))
    .sort((a, b) => b.decisions - a.decisions);
  const without = domains.length - known.length;
  const names = named(rows, top, plot);
  return onePanel(sentence(rows, without), { width, height }, [
    ...names.limit,
    ...levels(rows, top, plot),
    ...names.domains,
    ...note(without),
  ]);
}

interface Plot {
  readonly width: number;
  readonly height: number;
  readonly rule: number;
  readonly isOneLimit: boolean;
  readonly xTitle: string;
  readonly yTitle: string;
}

interface Circle extends PortfolioRow {
  readonly name: string;
  readonly height: number;
  readonly size: number;
  readonly letter: string;
  readonly isOver: boolean;
  readonly shown: string;
  readonly pixel: { readonly x: number; readonly y: number; readonly radius: number };
}

/** A bound of few verdicts would flatten all others: beyond four limits a domain stands at the upper edge. */
function highest(known: readonly PortfolioRow[], { rule, isOneLimit }: Plot): number {
  const heights = known.map((row) => heightOf(row, isOneLimit));
  return Math.min(4 * rule, Math.max(1.25 * rule, 1.1 * Math.max(...heights)));
}

function heightOf({ riskUpper, limit }: PortfolioRow, isOneLimit: boolean): number {
  return isOneLimit ? (riskUpper ?? 0) : (riskUpper ?? 0) / limit;
}

function placed(row: PortfolioRow, top: number, plot: Plot & { readonly most: number }): Circle {
  const real = heightOf(row, plot.isOneLimit);
  const height = Math.min(real, 0.97 * top);
  const radius = Math.min(plot.most, 8 + Math.sqrt(row.decisions) / 18);
  const bound = `${percentUp(row.riskUpper ?? 0, row.limit)} %`;
  return {
    ...row,
    name: `${shownName(row.domain, 24)}${height < real ? ` ↑ ${bound}` : ''}`,
    height,
    size: Math.PI * radius * radius,
    letter: LEVEL_LETTERS[row.level],
    isOver: (row.riskUpper ?? 0) > row.limit,
    shown: bound,
    pixel: {
      x: ((row.coverage - X_DOMAIN[0]) / (X_DOMAIN[1] - X_DOMAIN[0])) * plot.width,
      y: (1 - height / top) * plot.height,
      radius,
    },
  };
}

function sentence(rows: readonly Circle[], without: number): string {
  const over = rows.filter(({ isOver }) => isOver).length;
  const rest = without === 0 ? '' : `, ${without} without a bound yet`;
  return `${counted(rows.length, 'domain')} by share taken alone and bound on the error rate: ${over} above the limit${rest}.`;
}

function levels(rows: readonly Circle[], top: number, { xTitle, yTitle }: Plot): Layer[] {
  const encoding = {
    x: {
      field: 'coverage',
      type: 'quantitative' as const,
      scale: { domain: [...X_DOMAIN], nice: false as const },
      axis: { title: xTitle, labelExpr: PERCENT_TICKS, values: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    },
    y: {
      field: 'height',
      type: 'quantitative' as const,
      scale: { domain: [0, top], nice: false as const },
      axis: { title: yTitle, labelExpr: PERCENT_TICKS, tickCount: 5 },
    },
  };
  const size = { field: 'size', type: 'quantitative', scale: null, legend: null } as const;
  const tooltip = [
    { field: 'domain', type: 'nominal' as const },
    { field: 'level', type: 'nominal' as const },
    { field: 'coverage', type: 'quantitative' as const, format: '.1%', title: 'taken alone' },
    { field: 'shown', type: 'nominal' as const, title: 'wrong at most' },
    { field: 'decisions', type: 'quantitative' as const },
  ];
  return inTurns(rows).flatMap((block) => [
    ...byStyle(block, ({ level }) => `level-${level}`).map(
      ([style, some]): Layer => ({
        data: { values: some.map(drawn) },
        mark: { type: 'circle', style },
        encoding: { ...encoding, size, tooltip },
      }),
    ),
    ...byStyle(block, ({ level }) =>
      level === 'autonomous' || level === 'floor' ? 'paper-words' : 'letter-words',
    ).map(
      ([style, some]): Layer => ({
        data: { values: some.map(drawn) },
        mark: { type: 'text', style, baseline: 'middle', align: 'center', dy: 0.5 },
        encoding: { ...encoding, text: { field: 'letter' } },
      }),
    ),
  ]);
}

/** What of a circle its picture asks for. */
function drawn({ pixel: _, ...row }: Circle): Omit<Circle, 'pixel'> {
  return row;
}

/**
 * The limit, named at the end where fewer circles are; names of the domains above their limit first, then of the
 * largest, as many as find a place.
 */
function named(
  rows: readonly Circle[],
  top: number,
  { width, height, rule, isOneLimit }: Plot,
): { limit: Layer[]; domains: Layer[] } {
  const marks = rows.map(({ pixel }) => pixel);
  const label = ({ name, coverage, height: y, pixel }: Circle) => ({
    words: name,
    ...pixel,
    at: { x: coverage, y },
  });
  const over = rows.filter(({ isOver }) => isOver).map(label);
  const rest = rows.filter(({ isOver }) => !isOver).map(label);
  const y = (1 - rule / top) * height;
  const words = isOneLimit ? limitWords(rule) : 'limit of the domain';
  const room = labelWidth(words) + 6;
  const left = { left: 0, right: room, top: y - 18, bottom: y };
  const right = { left: width - room, right: width, top: y - 18, bottom: y };
  const crowd = (place: Obstacle): number =>
    marks.filter((mark) => touches(place, box(mark.x, mark.y, mark.radius, mark.radius))).length;
  const isRight = crowd(right) <= crowd(left);
  const taken = [
    { left: 0, right: width, top: y - 1, bottom: y + 1 },
    isRight ? right : left,
    { left: width - 170, right: width, top: 0, bottom: 20 },
  ];
  return {
    limit: limitRule(rule, { words, end: isRight ? 'right' : 'left' }),
    domains: placeLabels([...over, ...rest].slice(0, MOST_NAMES), {
      width,
      height,
      style: 'words',
      marks,
      taken,
    }),
  };
}

function note(without: number): Layer[] {
  if (without === 0) return [];
  return [
    {
      data: { values: [{}] },
      mark: { type: 'text', style: 'muted-words', align: 'right', baseline: 'top' },
      encoding: {
        x: { value: 'width' },
        y: { value: 4 },
        text: { value: `${counted(without, 'domain')} without a bound yet` },
      },
    },
  ];
}
