import Table from 'cli-table3';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import { count } from '../reports/figures.ts';
import {
  RECOMMENDATION_HEADINGS,
  type RecommendationRow,
  recommendationRow,
} from '../reports/recommendation-row.ts';

/** What an AI lead reads in a terminal: one line per domain, hairlines instead of boxes. */
export function recommendationsTable(report: RecommendationReport): string {
  const rows = report.recommendations.map(recommendationRow);
  const all = Object.keys(RECOMMENDATION_HEADINGS) as (keyof RecommendationRow)[];
  const unversioned = rows.every((row) => row.model === 'unversioned');
  const names = all.filter((name) => name !== 'model' || !unversioned);
  const rightAligned: readonly string[] = ['coverage', 'errors', 'limit'];
  const table = new Table({
    head: names.map((name) => RECOMMENDATION_HEADINGS[name]),
    colAligns: names.map((name) => (rightAligned.includes(name) ? 'right' : 'left')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: {
      ...{
        top: '',
        'top-mid': '',
        'top-left': '',
        'top-right': '',
        bottom: '',
        'bottom-mid': '',
        'bottom-left': '',
      },
      ...{ 'bottom-right': '', left: '', 'left-mid': '', right: '', 'right-mid': '', middle: '' },
      ...{ mid: '─', 'mid-mid': '' },
    },
  });
  for (const row of rows) table.push(names.map((name) => row[name]));
  const { input } = report;
  const footer = `${count(input.decisions)} decisions, ${count(input.verdicts)} verdicts, ${count(input.quarantined)} rows in quarantine; as of ${report.asOf}`;
  return `${table.toString().replace(/[ \t]+$/gm, '')}\n\n${footer}\n`;
}
