import { spanOf } from '../../src/contracts/estimate-text.ts';
import { count } from '../../src/contracts/figures.ts';
import type { Estimate } from '../../src/contracts/reliability.ts';
import { Figure } from '../parts/figure.tsx';
import type { Column } from './column.ts';

/** A column of names. */
export function nameColumn<Row>(name: string, title: string, of: (row: Row) => string): Column<Row> {
  return { name, title, kind: 'words', value: of };
}

/** A column of counts; null for nothing. */
export function countColumn<Row>(name: string, title: string, of: (row: Row) => number | null): Column<Row> {
  return {
    ...{ name, title, kind: 'number', value: of },
    show: (row) => {
      const value = of(row);
      return value === null ? '–' : count(value);
    },
  };
}

/** A column of shares in percent with their intervals; the title has the sign. */
export function shareColumn<Row>(
  name: string,
  title: string,
  of: (row: Row) => Estimate | null,
): Column<Row> {
  return {
    ...{ name, title, kind: 'number' },
    value: (row) => {
      const estimate = of(row);
      return estimate === null ? null : estimate.value * 100;
    },
    show: (row) => {
      const estimate = of(row);
      return estimate === null ? (
        '–'
      ) : (
        <Figure value={(estimate.value * 100).toFixed(1)} beside={spanOf(estimate)} />
      );
    },
  };
}

/** A column of plain shares in percent; the title has the sign. */
export function percentColumn<Row>(
  name: string,
  title: string,
  of: (row: Row) => number | null,
): Column<Row> {
  return {
    ...{ name, title, kind: 'number' },
    value: (row) => {
      const share = of(row);
      return share === null ? null : share * 100;
    },
    show: (row) => {
      const share = of(row);
      return share === null ? '–' : (share * 100).toFixed(1).replace('-', '−');
    },
  };
}
