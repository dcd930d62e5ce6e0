import {
  AMOUNT_EDGES,
  type CutRow,
  type SegmentCut,
  type TrendPeriod,
  type TrendRow,
  type TriggerYield,
} from '../contracts/cut.ts';
import type {
  CutCell,
  PeriodCell,
  SegmentCounts,
  TriggerCounts,
  ValueCell,
} from '../contracts/cut-counts.ts';
import { NO_VALUE } from '../contracts/no-value.ts';
import { judgedShare } from './judged-share.ts';
import { strataOf } from './strata-of.ts';

const MILLION = 1_000_000;

/** What some cells come to. */
export function countsOf(cells: readonly CutCell[], isKnown: boolean): Omit<CutRow, 'value'> {
  const sum = (count: (cell: CutCell) => number): number => cells.reduce((all, cell) => all + count(cell), 0);
  return {
    decisions: sum(({ decisions }) => decisions),
    reviewed: sum(({ reviewed }) => reviewed),
    pending: sum(({ pending }) => pending),
    errorRate: judgedShare(strataOf(cells), isKnown),
  };
}

/** A row for each value, in the order of the cells. */
export function rowsOf(cells: readonly ValueCell[], isKnown: boolean): CutRow[] {
  return [...byValue(cells)].map(([value, own]) => ({ value, ...countsOf(own, isKnown) }));
}

/** The same of cells whose values are places of amounts, by the names of these. */
export function amountRows(cells: readonly ValueCell[], isKnown: boolean): CutRow[] {
  return rowsOf(cells, isKnown).map((row) => ({ ...row, value: amountName(Number(row.value)) }));
}

/** The same period by period, with the mean confidence. */
export function periodRows(cells: readonly PeriodCell[], isKnown: boolean): TrendPeriod[] {
  return [...byValue(cells)].map(([from, own]) => {
    const counts = countsOf(own, isKnown);
    const confidence = own.reduce((sum, cell) => sum + cell.confidence, 0);
    return { from, ...counts, confidence: confidence / (MILLION * counts.decisions) };
  });
}

/** The same of weeks. */
export function trendRows(cells: readonly PeriodCell[], isKnown: boolean): TrendRow[] {
  return periodRows(cells, isKnown).map(({ from: week, ...row }) => ({ week, ...row }));
}

/** One segment: the values that are shown, and the others as one. */
export function segmentCut({ segment, values, cells }: SegmentCounts, isKnown: boolean): SegmentCut {
  const shown: ValueCell[] = [];
  const others: CutCell[] = [];
  for (const { value, ...cell } of cells)
    if (value === null) others.push(cell);
    else shown.push({ ...cell, value });
  return {
    ...{ segment, values },
    rows: rowsOf(shown, isKnown),
    others: others.length === 0 ? null : countsOf(others, isKnown),
  };
}

/** Naive: what a trigger sends to a person, a person sees. */
export function triggerYield({ trigger, fired, reviewed, wrong }: TriggerCounts): TriggerYield {
  const share = judgedShare([{ weight: 1, successes: wrong, trials: reviewed }], false);
  return { trigger, fired, reviewed, needed: wrong, yield: share.naive };
}

function amountName(place: number): string {
  const [low, high] = [AMOUNT_EDGES[place], AMOUNT_EDGES[place + 1]];
  if (low === undefined) return NO_VALUE;
  return high === undefined ? `${low}+` : `${low}-${high}`;
}

function byValue<T extends ValueCell>(cells: readonly T[]): Map<string, T[]> {
  const values = new Map<string, T[]>();
  for (const cell of cells) {
    const own = values.get(cell.value) ?? [];
    values.set(cell.value, own);
    own.push(cell);
  }
  return values;
}
