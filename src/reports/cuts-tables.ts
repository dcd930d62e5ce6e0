import type { CutRow, Cuts, ReviewerRow, SliceDifference } from '../contracts/cut.ts';
import { bestOf, shareFigure } from '../contracts/estimate-text.ts';
import type { DocumentTable } from './document.ts';
import { count, visible } from './figures.ts';
import { secondsText } from './review-words.ts';

const COUNTED = ['decisions', 'reviewed', 'wrong, % (95 %)'] as const;

/** Counts and error rate of the decisions that have one value. */
function countedCells({
  decisions,
  reviewed,
  errorRate,
}: Pick<CutRow, 'decisions' | 'reviewed' | 'errorRate'>): string[] {
  return [count(decisions), count(reviewed), shareFigure(bestOf(errorRate))];
}

function table(caption: string, heading: string, rows: readonly CutRow[]): DocumentTable {
  return {
    ...{ caption, folded: true, headings: [heading, ...COUNTED] },
    rows: rows.map((row) => [visible(row.value), ...countedCells(row)]),
  };
}

/** Week by week. */
export function weeksTable({ byWeek }: Cuts): DocumentTable {
  return table(
    'Week by week',
    'week of',
    byWeek.map(({ week, ...row }) => ({ ...row, value: week })),
  );
}

/** By amount, from the smallest on. */
export function amountsTable({ byAmount }: Cuts): DocumentTable {
  return table('By amount', 'amount', byAmount);
}

/** By the hour in which it was decided. */
export function hoursTable({ byHour }: Cuts): DocumentTable {
  return table('By hour of the day, UTC', 'hour', byHour);
}

/** Each segment, value by value. */
export function segmentsTable({ bySegment }: Cuts): DocumentTable {
  return {
    ...{ caption: 'By segment', folded: true, headings: ['segment', ...COUNTED] },
    rows: bySegment.flatMap(({ segment, rows, others }) => [
      ...rows.map((row) => [`${visible(segment)} = ${visible(row.value)}`, ...countedCells(row)]),
      ...(others === null ? [] : [[`${visible(segment)}, all others`, ...countedCells(others)]]),
    ]),
  };
}

/** The slices that were compared with the rest, the worst first. */
export function slicesTable({ worstSlices }: Cuts): DocumentTable {
  return {
    caption: 'Slices beside the rest of the domain, the worst first',
    folded: true,
    headings: ['slice', 'reviewed', 'wrong, % (95 %)', 'worse than the rest, points', 'by chance'],
    rows: worstSlices.map((one) => [
      sliceName(one),
      count(one.reviewed),
      shareFigure(bestOf(one.errorRate)),
      (one.difference * 100).toFixed(1),
      chance(one.adjusted),
    ]),
  };
}

export function sliceName({ slice }: SliceDifference): string {
  return slice.map(({ segment, value }) => `${visible(segment)} = ${visible(value)}`).join(' and ');
}

function chance(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** What each trigger brought. */
export function triggersTable({ byTrigger }: Cuts): DocumentTable {
  return {
    caption: 'Triggers, the most frequent first',
    folded: true,
    headings: ['trigger', 'fired', 'reviewed', 'person needed', 'needed, % (95 %)'],
    rows: byTrigger.map((one) => [
      visible(one.trigger),
      count(one.fired),
      count(one.reviewed),
      count(one.needed),
      shareFigure(one.yield),
    ]),
  };
}

/** Who reviewed; what was recorded of nobody has no column. */
export function reviewersTable({ byReviewer }: Cuts): DocumentTable {
  const isBlindKnown = byReviewer.some(({ blind, shown }) => blind + shown > 0);
  const isTimed = byReviewer.some(({ timed }) => timed > 0);
  const cells = (one: ReviewerRow): readonly (readonly [heading: string, cell: string])[] => [
    ['reviewer', visible(one.reviewer)],
    ['verdicts', count(one.verdicts)],
    ['changed, % (95 %)', shareFigure(one.overrideRate)],
    ...(isBlindKnown ? [['blind, %', blindFigure(one)] as const] : []),
    ...(isTimed ? [['median time', secondsText(one.medianSeconds)] as const] : []),
    ['agreement, %', one.agreement === null ? '–' : (one.agreement * 100).toFixed(1)],
    ['kappa', one.kappa === null ? '–' : one.kappa.toFixed(2)],
    ['remark', remark(one)],
  ];
  const rows = byReviewer.map(cells);
  return {
    caption: 'Reviewers, the most verdicts first',
    folded: true,
    headings: (rows[0] ?? []).map(([heading]) => heading),
    rows: rows.map((row) => row.map(([, cell]) => cell)),
  };
}

function blindFigure({ blind, shown }: ReviewerRow): string {
  return blind + shown === 0 ? '–' : ((blind / (blind + shown)) * 100).toFixed(1);
}

function remark({ rubberStamp, outside }: ReviewerRow): string {
  if (rubberStamp) return 'may be a rubber stamp';
  if (outside === null) return '';
  return outside === 'above' ? 'changes more than the others' : 'changes less than the others';
}
