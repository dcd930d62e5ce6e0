import type { ListedDecision } from '../../src/contracts/decision-page.ts';
import { count, thresholdText } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import type { Column } from '../table/column.ts';

/** What people said, in words. */
const VERDICT_WORDS = { agree: 'right', edit: 'edited', override: 'overridden', unsure: 'unsure' } as const;

const SHARED: readonly Column<ListedDecision>[] = [
  {
    ...{ name: 'id', title: 'Decision', kind: 'words' },
    value: ({ decisionId }) => visible(decisionId),
  },
  {
    ...{ name: 'decided', title: 'Decided (UTC)', kind: 'words' },
    value: ({ decidedAt }) => decidedAt,
    show: ({ decidedAt }) => <time dateTime={decidedAt}>{minuteOf(decidedAt)}</time>,
  },
  {
    ...{ name: 'confidence', title: 'It says', kind: 'number' },
    value: ({ confidence }) => confidence,
    show: ({ confidence }) => thresholdText(confidence),
  },
  {
    ...{ name: 'verdict', title: 'People say', kind: 'words' },
    value: ({ verdict, severity }) => verdictWords(verdict, severity),
  },
  {
    ...{ name: 'amount', title: 'Amount', kind: 'number' },
    value: ({ amount }) => amount,
    show: ({ amount }) => (amount === null ? '–' : amountOf(amount)),
  },
  {
    ...{ name: 'triggers', title: 'Triggers', kind: 'words' },
    value: ({ triggers }) => (triggers.length === 0 ? null : triggers.map(visible).join(', ')),
  },
  {
    ...{ name: 'segments', title: 'Segments', kind: 'words' },
    value: ({ segments }) => segmentsOf(segments),
  },
  {
    ...{ name: 'reviewed', title: 'Reviewed (UTC)', kind: 'words' },
    value: ({ reviewedAt }) => reviewedAt,
    show: ({ reviewedAt }) =>
      reviewedAt === null ? '–' : <time dateTime={reviewedAt}>{minuteOf(reviewedAt)}</time>,
  },
  {
    ...{ name: 'chance', title: 'Chance of review', kind: 'number' },
    value: ({ reviewProbability }) => reviewProbability,
    show: ({ reviewProbability }) =>
      reviewProbability === null ? 'unknown' : String(Number(reviewProbability.toFixed(3))),
  },
];

const MODEL: Column<ListedDecision> = {
  ...{ name: 'model', title: 'Model', kind: 'words' },
  value: ({ model }) => visible(model),
};

/**
 * Columns of a table of decisions; those that nothing in it has are left out.
 *
 * @param isOneModel whether all of them are of one that is named already
 */
export function decisionColumns(
  rows: readonly ListedDecision[],
  isOneModel: boolean,
): readonly Column<ListedDecision>[] {
  const all = isOneModel ? SHARED : [...SHARED, MODEL];
  const always = ['id', 'decided', 'confidence', 'verdict'];
  return all.filter(({ name, value }) => always.includes(name) || rows.some((row) => value(row) !== null));
}

function verdictWords(verdict: ListedDecision['verdict'], severity: number | null): string {
  if (verdict === null) return 'nothing yet';
  const words = VERDICT_WORDS[verdict];
  return severity === null || severity === 0 || severity === 1 ? words : `${words}, severity ${severity}`;
}

function minuteOf(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)}`;
}

function amountOf(amount: number): string {
  const [whole = '', cents = ''] = amount.toFixed(2).split('.');
  return `${count(Number(whole))}.${cents}`;
}

function segmentsOf(segments: ListedDecision['segments']): string | null {
  const told = Object.entries(segments).map(([name, value]) => visible(`${name} = ${value}`));
  return told.length === 0 ? null : told.join(', ');
}
