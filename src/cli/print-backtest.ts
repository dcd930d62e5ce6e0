import type { BacktestReport } from '../contracts/backtest.ts';
import {
  BACKTEST_DOMAIN_HEADINGS,
  BACKTEST_METHOD_HEADINGS,
  backtestDomainRows,
  backtestMethodRows,
  backtestSentences,
} from '../reports/backtest-rows.ts';
import { visible } from '../reports/figures.ts';
import { shorten, wrap } from './display-width.ts';
import { framelessTable } from './frameless-table.ts';
import type { Screen } from './screen.ts';

const WIDEST_NAME = 40;
const WIDEST_PROSE = 100;

/** A walk through a history in a terminal: a line a domain, what happened in sentences, and the usual methods. */
export function backtestTable(report: BacktestReport, screen: Screen): string {
  const domains = backtestDomainRows(report).map(([domain = '', model = '', ...cells]) => [
    shorten(visible(domain), WIDEST_NAME),
    shorten(visible(model), WIDEST_NAME),
    ...cells,
  ]);
  const width = Math.min(screen.columns ?? WIDEST_PROSE, WIDEST_PROSE);
  const sentences = backtestSentences(report).flatMap((one) => wrap(visible(one), width));
  return [
    framelessTable(BACKTEST_DOMAIN_HEADINGS, domains, { left: [0, 1] }),
    `${sentences.join('\n')}\n`,
    framelessTable(BACKTEST_METHOD_HEADINGS, backtestMethodRows(report)),
  ].join('\n');
}
