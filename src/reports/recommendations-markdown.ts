import type { RecommendationReport } from '../contracts/recommendation.ts';
import { inputText, momentText, visible } from './figures.ts';
import { escapeMarkdown, markdownTable } from './markdown-table.ts';
import { portfolioSentence } from './portfolio-sentence.ts';
import { RECOMMENDATION_HEADINGS, type RecommendationRow, recommendationRow } from './recommendation-row.ts';

/** A recommendation report as Markdown: the table, then each domain's reasons. */
export function recommendationsMarkdown(report: RecommendationReport): string {
  const names = Object.keys(RECOMMENDATION_HEADINGS) as (keyof RecommendationRow)[];
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
    `As of ${momentText(report.asOf)}: ${inputText(report.input)}.`,
    '',
    ...markdownTable(
      names.map((name) => RECOMMENDATION_HEADINGS[name]),
      rows.map((row) => names.map((name) => row[name])),
      'texts',
    ),
    '',
    ...(portfolio === null ? [] : [portfolio, '']),
    ...reasons,
  ].join('\n');
}
