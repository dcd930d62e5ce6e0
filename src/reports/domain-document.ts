import { reliabilityDiagram } from '../charts/reliability-diagram.ts';
import { riskCoverage } from '../charts/risk-coverage.ts';
import type { DomainReport } from '../contracts/domain-report.ts';
import type { Reliability } from '../contracts/reliability.ts';
import { cutsSections } from './cuts-sections.ts';
import type { Document, DocumentSection } from './document.ts';
import { limitPercent, momentText, visible } from './figures.ts';
import { binsTable, coverageTable, figuresTable, histogramTable, modelsTable } from './reliability-tables.ts';
import {
  accuracySentence,
  biasSentence,
  confidenceSentence,
  coverageSentence,
  errorSentence,
  orderSentence,
  recalibrationSentence,
  reviewedSentence,
} from './reliability-words.ts';

/** A domain's reliability as a document: the newest model in full, the others beside it. */
export function domainDocument(report: DomainReport): Document {
  const [newest] = report.models;
  return {
    title: `How reliable the AI is in ${visible(report.domain)}`,
    provenance: `As of ${momentText(report.asOf)}.`,
    sections: newest === undefined ? [] : sectionsOf(newest, report),
  };
}

function sectionsOf(
  one: Reliability,
  { models, limit, cuts, recalibration }: DomainReport,
): DocumentSection[] {
  const sections: DocumentSection[] = [
    {
      title: 'In short',
      reading: [
        `Model ${visible(one.model)}. ${reviewedSentence(one)}`,
        accuracySentence(one),
        confidenceSentence(one),
        `The limit for decisions that it takes alone is ${limitPercent(limit)} wrong; leeway recommend says from which confidence it is kept.`,
      ],
      chart: null,
      table: null,
    },
    {
      title: 'Is it as often right as it says?',
      reading: [biasSentence(one), ...present(errorSentence(one)), recalibrationSentence(recalibration)],
      chart: reliabilityDiagram(one),
      table: binsTable(one),
    },
    {
      title: 'What would more autonomy cost?',
      reading: [...present(coverageSentence(one, limit)), ...present(orderSentence(one))],
      chart: riskCoverage(one.riskCoverage, { limit }),
      table: coverageTable(one, limit),
    },
    {
      title: 'Where did people look?',
      reading: [reviewedSentence(one)],
      chart: null,
      table: histogramTable(one),
    },
    ...cutsSections(cuts, limit),
    {
      title: 'In the words of the field',
      reading: [
        'Weighted: each verdict counts once for every decision that it stands for. Intervals are of 95 %, for one look.',
      ],
      chart: null,
      table: figuresTable(one),
    },
  ];
  if (models.length > 1)
    sections.splice(1, 0, {
      title: 'Its models',
      reading: ['Authority is asked for the newest; what another model has earned is not its own.'],
      chart: null,
      table: modelsTable(models),
    });
  return sections;
}

function present(sentence: string | null): string[] {
  return sentence === null ? [] : [sentence];
}
