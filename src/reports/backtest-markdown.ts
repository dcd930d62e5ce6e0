import type { BacktestReport } from '../contracts/backtest.ts';
import {
  BACKTEST_DOMAIN_HEADINGS,
  BACKTEST_METHOD_HEADINGS,
  backtestDomainRows,
  backtestMethodRows,
  backtestSentences,
} from './backtest-rows.ts';
import { visible } from './figures.ts';
import { escapeMarkdown, markdownTable } from './markdown-table.ts';

/** A walk through a history as Markdown. */
export function backtestMarkdown(report: BacktestReport): string {
  return [
    '## What Leeway would have allowed',
    '',
    ...markdownTable(
      BACKTEST_DOMAIN_HEADINGS,
      backtestDomainRows(report).map((row) => row.map(visible)),
      'numbers',
    ),
    '',
    ...backtestSentences(report).map((sentence) => `- ${escapeMarkdown(visible(sentence))}`),
    '',
    '## Beside the usual methods',
    '',
    ...markdownTable(BACKTEST_METHOD_HEADINGS, backtestMethodRows(report), 'numbers'),
    '',
  ].join('\n');
}
