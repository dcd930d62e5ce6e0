import type { TrendPeriod } from '../contracts/cut.ts';
import type { PeriodCell } from '../contracts/cut-counts.ts';
import type { DomainTrend } from '../contracts/domain-parts.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { periodRows } from './cut-rows.ts';

/** A model's decisions by period. */
export interface ModelPeriods {
  readonly evidence: Evidence;
  readonly cells: readonly PeriodCell[];
}

/**
 * Error rates of all models of a domain together by period, and when each began. Where one of those that decided in a period
 * was reviewed nobody knows how, nothing of that period is weighted.
 */
export function domainTrend(models: readonly ModelPeriods[]): Pick<DomainTrend, 'models' | 'rows'> {
  const periods = new Map<string, { isKnown: boolean; cells: PeriodCell[] }>();
  for (const { evidence, cells } of models)
    for (const cell of cells) {
      const period = periods.get(cell.value) ?? { isKnown: true, cells: [] };
      periods.set(cell.value, period);
      period.isKnown &&= evidence.selection !== 'unknown';
      period.cells.push(cell);
    }
  const inTime = [...periods.values()].sort((a, b) => (nameOf(a.cells) < nameOf(b.cells) ? -1 : 1));
  return {
    models: models
      .map(({ evidence: { model, firstDecidedAt, lastDecidedAt, decisions } }) => ({
        ...{ model, from: firstDecidedAt, to: lastDecidedAt, decisions },
      }))
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.model < b.model ? -1 : 1)),
    rows: inTime.flatMap(({ cells, isKnown }): TrendPeriod[] => periodRows(cells, isKnown)),
  };
}

function nameOf([first]: readonly PeriodCell[]): string {
  return first?.value ?? '';
}
