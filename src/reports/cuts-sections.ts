import { reviewersChart, trendChart, triggersChart } from '../charts/cuts-charts.ts';
import type { Cuts, ReviewerRow } from '../contracts/cut.ts';
import { bestOf } from '../contracts/estimate-text.ts';
import {
  amountsTable,
  hoursTable,
  reviewersTable,
  segmentsTable,
  sliceName,
  slicesTable,
  triggersTable,
  weeksTable,
} from './cuts-tables.ts';
import type { DocumentSection } from './document.ts';
import { count, counted, percent, visible } from './figures.ts';
import { reviewSections } from './review-words.ts';

/** The error rate taken apart: only what there is something to say of. */
export function cutsSections(cuts: Cuts, limit: number): DocumentSection[] {
  const missing =
    cuts.missing === 0
      ? []
      : [`${counted(cuts.missing, 'decision')} of it were forgotten, and stand in the counts above only.`];
  const plain = (
    title: string,
    reading: readonly string[],
    table: DocumentSection['table'],
  ): DocumentSection => ({
    ...{ title, reading, chart: null, table },
  });
  const sections: DocumentSection[] = [
    {
      title: 'How did it go over time?',
      reading: [
        `${counted(cuts.byWeek.length, 'week')}, each with the share of its decisions that were wrong, as far as people looked.`,
        ...missing,
      ],
      chart: trendChart(
        cuts.byWeek.map(({ week, ...row }) => ({ ...row, from: week })),
        { limit },
      ),
      table: weeksTable(cuts),
    },
  ];
  if (cuts.slicesTested > 0)
    sections.push(plain('Is it worse for some than for others?', [slicesSentence(cuts)], slicesTable(cuts)));
  if (cuts.bySegment.length > 0) sections.push(plain('By segment', [], segmentsTable(cuts)));
  if (cuts.byTrigger.length > 0)
    sections.push({
      title: 'Were the triggers worth it?',
      reading: [triggersSentence(cuts)],
      chart: triggersChart(cuts),
      table: triggersTable(cuts),
    });
  if (cuts.byAmount.length > 1) sections.push(plain('By amount', [], amountsTable(cuts)));
  sections.push(plain('By hour', [], hoursTable(cuts)));
  if (cuts.byReviewer.length > 0)
    sections.push({
      title: 'Who reviewed, and does it mean anything?',
      reading: reviewersSentences(cuts.byReviewer),
      chart: reviewersChart(cuts),
      table: reviewersTable(cuts),
    });
  sections.push(...reviewSections(cuts.review, limit));
  return sections;
}

function slicesSentence({ worstSlices, slicesTested }: Cuts): string {
  const found = worstSlices.filter((one) => one.found);
  const [worst] = found;
  if (worst === undefined)
    return `${counted(slicesTested, 'slice')} with enough verdicts were compared with the rest of the domain; none is worse by more than chance explains.`;
  const rate = bestOf(worst.errorRate);
  const others = found.length === 1 ? '' : ` So are ${count(found.length - 1)} others.`;
  return `Where ${sliceName(worst)}, ${percent(rate?.value ?? null)} were wrong, ${(worst.difference * 100).toFixed(1)} points more than in the rest; with ${counted(slicesTested, 'slice')} compared, chance does not explain it.${others}`;
}

function triggersSentence({ byTrigger }: Cuts): string {
  const useless = byTrigger.filter(({ reviewed, needed }) => reviewed >= 30 && needed === 0);
  const names = useless
    .slice(0, 3)
    .map(({ trigger }) => visible(trigger))
    .join(', ');
  const tail =
    useless.length === 0 ? '' : ` Of ${names} none of 30 and more reviewed decisions needed a person.`;
  return `How often each trigger sent a decision to a person, and how often that person then changed the answer.${tail}`;
}

function reviewersSentences(reviewers: readonly ReviewerRow[]): string[] {
  const stamps = reviewers.filter(({ rubberStamp }) => rubberStamp);
  const outside = reviewers.filter((one) => one.outside !== null && !one.rubberStamp);
  return [
    `${counted(reviewers.length, 'reviewer')}; between the lines lies who differs from the others by chance only.`,
    ...stamps.map(({ reviewer, why }) => `${visible(reviewer)} may be a rubber stamp: ${why}.`),
    ...(outside.length === 0
      ? []
      : [
          `${counted(outside.length, 'reviewer')} ${outside.length === 1 ? 'lies' : 'lie'} outside; another mix of cases may be the reason.`,
        ]),
  ];
}
