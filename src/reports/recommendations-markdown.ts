import type { RecommendationReport } from '../contracts/recommendation.ts';
import { count, visible } from './figures.ts';
import { escapeMarkdown } from './markdown-table.ts';
import { portfolioSentence } from './portfolio-sentence.ts';
import { RECOMMENDATION_HEADINGS, type RecommendationRow, recommendationRow } from './recommendation-row.ts';

/** A recommendation report as Markdown: the table, then each domain's reasons. */
export function recommendationsMarkdown(report: RecommendationReport): string {
  const names = Object.keys(RECOMMENDATION_HEADINGS) as (keyof RecommendationRow)[];
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const rows = report.recommendations.map(recommendationRow);
  const portfolio = portfolioSentence(report.portfolio);
  const reasons = report.recommendations.flatMap((one) => [
    `## ${escapeMarkdown(visible(one.domain))} (${escapeMarkdown(visible(one.model))})`,
    '',
    ...one.reasons.map((reason) => `- ${escapeMarkdown(visible(reason))}`),
    '',
  ]);
  return [
    '# Recommendations',
    '',
    `As of ${report.asOf}: ${count(report.input.decisions)} decisions, ${count(report.input.verdicts)} verdicts, ${count(report.input.quarantined)} rows in quarantine.`,
    '',
    line(names.map((name) => RECOMMENDATION_HEADINGS[name])),
    line(names.map(() => '---')),
    ...rows.map((row) => line(names.map((name) => row[name]))),
    '',
    ...(portfolio === null ? [] : [portfolio, '']),
    ...reasons,
  ].join('\n');
}
