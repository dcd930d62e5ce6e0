import type { TopLevelSpec } from 'vega-lite';
import { count, percent, plain, thresholdText } from '../../src/contracts/figures.ts';
import type { DocumentTable } from '../../src/reports/document.ts';

/** What a notebook says, in the order in which it says it. */
export type Said =
  | { readonly kind: 'prose'; readonly markdown: string }
  /** The code of the part with this number; what follows until the next is what it shows. */
  | { readonly kind: 'code'; readonly part: number }
  | {
      readonly kind: 'charts';
      readonly charts: readonly { readonly title: string | null; readonly spec: TopLevelSpec }[];
    }
  | { readonly kind: 'table'; readonly table: DocumentTable };

/** The words that cells have, besides what they import. */
export interface Words {
  /** Shows a picture. */
  readonly chart: (spec: TopLevelSpec) => void;
  /** Shows pictures beside one another, each under its title. */
  readonly charts: (pictures: readonly (readonly [title: string, spec: TopLevelSpec])[]) => void;
  /** Shows rows as a table: each column has a heading and says what stands in it. */
  readonly table: <Row>(
    caption: string,
    rows: readonly Row[],
    columns: Readonly<Record<string, (row: Row) => string>>,
    options?: { readonly folded?: boolean; readonly words?: boolean },
  ) => void;
  /** A share as percent with one decimal and its sign; `–` for nothing. */
  readonly percent: (share: number | null) => string;
  /** A limit or a share as it was set, with its sign. */
  readonly exactly: (share: number) => string;
  /** A whole number with thin spaces; others are rounded to one. */
  readonly count: (value: number) => string;
  /** A threshold with as many digits as the grid has there. */
  readonly threshold: (value: number) => string;
  /** A number with so many digits after the point. */
  readonly digits: (value: number, after: number) => string;
  /** Two shares as percent, from and to, without the sign. */
  readonly range: (low: number, high: number) => string;
  /** A time as its day. */
  readonly day: (time: string) => string;
  /** Holds a sentence of the prose to the figures. @throws Error where they say otherwise */
  readonly claim: (sentence: string, holds: boolean) => void;
}

/** Words that write down what is said. */
export function wordsInto(said: Said[]): Words {
  return {
    chart: (spec) => void said.push({ kind: 'charts', charts: [{ title: null, spec }] }),
    charts: (pictures) =>
      void said.push({ kind: 'charts', charts: pictures.map(([title, spec]) => ({ title, spec })) }),
    table: (caption, rows, columns, { folded = false, words = false } = {}) =>
      void said.push({
        kind: 'table',
        table: {
          ...{ caption, folded, headings: Object.keys(columns) },
          ...(words && { words: true as const }),
          rows: rows.map((row) => Object.values(columns).map((cell) => cell(row))),
        },
      }),
    percent,
    exactly: (share) => `${plain((share * 100).toFixed(6))} %`,
    count: (value) => count(Math.round(value)),
    threshold: thresholdText,
    digits: (value, after) => value.toFixed(after),
    range: (low, high) => `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`,
    day: (time) => time.slice(0, 10),
    claim: (sentence, holds) => {
      if (!holds) throw new Error(`the prose says more than the figures: ${sentence}`);
    },
  };
}

/**
 * What stands in a gap of the prose.
 *
 * @throws RangeError for a number that nobody has rounded
 */
export function gap(value: string | number): string {
  if (typeof value === 'string') return value;
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} stands in the prose as it is; round it`);
  return count(value);
}
