import type { Oversight, OversightCounts, RoleOversight } from '../contracts/oversight.ts';
import type { Document, DocumentSection, DocumentTable } from './document.ts';
import { count, counted, percent, visible } from './figures.ts';
import { NO_LEVEL } from './oversight-rows.ts';
import { dayText } from './packet/words.ts';

const HEADINGS = [
  'decisions',
  'judged',
  'agreed',
  'edited',
  'overridden',
  'unsure',
  'due',
  'pending',
  'overdue',
  'median, h',
  '90 % within, h',
  'blind',
] as const;

/** Where and how people reviewed, for auditors. */
export function oversightDocument(oversight: Oversight): Document {
  const { asOf, from, to, total, byLevel, byDomain, byTrigger, byRole } = oversight;
  const span = `${from === null ? 'from the first decision' : `from ${from}`} ${to === null ? 'to the last' : `to ${to}`}`;
  return {
    title: 'How people oversaw the AI',
    provenance: `Decisions ${span}; verdicts up to ${asOf}. Times are UTC.`,
    sections: [
      {
        title: 'In short',
        reading: [
          `${counted(total.decisions, 'decision')}: people judged ${count(total.judged)}, changed ${count(total.edited + total.overridden)} of them, and were unsure of ${count(total.unsure)}.`,
          `${count(total.due)} were to be reviewed for certain; of these ${count(total.pending)} wait for a verdict, and ${count(total.overdue)} are overdue as of ${dayText(asOf)}.`,
          total.medianHours === null
            ? 'No verdict says when it came.'
            : `Half of the first verdicts came within ${hours(total.medianHours)} hours of the decision, nine of ten within ${hours(total.p90Hours)}.`,
          total.blindShare === null
            ? 'Whether reviewers saw the AI’s answer before they judged is not recorded.'
            : `Of the verdicts that say so, ${percent(total.blindShare)} were given without seeing the AI’s answer.`,
        ],
        ...{ chart: null, table: null },
      },
      section(
        'By level',
        'The level under which a decision ran, where it is recorded.',
        byLevel.map((one) => [one.level ?? NO_LEVEL, ...cells(one)]),
        ['level', ...HEADINGS],
      ),
      section(
        'By domain',
        'Each domain, by the level under which its decisions ran.',
        byDomain.map((one) => [`${visible(one.domain)}, ${one.level ?? NO_LEVEL}`, ...cells(one)]),
        ['domain, level', ...HEADINGS],
      ),
      section(
        'By trigger',
        byTrigger.length === 0
          ? 'No decision of this time carries a trigger.'
          : 'Why decisions went to a person. One with several triggers counts for each.',
        byTrigger.map((one) => [visible(one.trigger), ...cells(one)]),
        ['trigger', ...HEADINGS],
      ),
      section(
        'By role of the reviewer',
        'Every verdict counts here. Roles are those of the configuration; (none): it does not know the name; (no name): the verdict carries none.',
        byRole.map(roleCells),
        ['role', 'reviewers', 'verdicts', ...HEADINGS.slice(2, 6), ...HEADINGS.slice(9)],
      ),
      {
        title: 'How to read it',
        reading: [
          'Due: a decision that asked first, or that was to be reviewed with probability 1. Of the others a share was drawn; which ones were drawn and never judged is not known, so they are in no count of what is due.',
          'Overdue: without a verdict for longer than the maturity of its domain. These count as errors in every certificate.',
        ],
        ...{ chart: null, table: null },
      },
    ],
  };
}

function section(
  title: string,
  reading: string,
  rows: string[][],
  headings: readonly string[],
): DocumentSection {
  const table: DocumentTable | null =
    rows.length === 0 ? null : { caption: title, folded: false, headings, rows };
  return { title, reading: [reading], chart: null, table };
}

function cells(one: OversightCounts): string[] {
  const counts = [one.decisions, one.judged, one.agreed, one.edited, one.overridden, one.unsure];
  return [
    ...[...counts, one.due, one.pending, one.overdue].map(count),
    ...[hours(one.medianHours), hours(one.p90Hours), percent(one.blindShare)],
  ];
}

function roleCells(one: RoleOversight): string[] {
  const counts = [one.reviewers, one.verdicts, one.agreed, one.edited, one.overridden, one.unsure];
  return [
    visible(one.role),
    ...counts.map(count),
    ...[hours(one.medianHours), hours(one.p90Hours), percent(one.blindShare)],
  ];
}

function hours(value: number | null): string {
  return value === null ? '–' : value.toFixed(1);
}
