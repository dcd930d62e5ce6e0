import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { count, counted } from '../figures.ts';

const ITEM_12 = '12. What is assumed, and what is not known';

/** Item 12: what the figures need to be true, and what nobody has measured. */
export function unknownsSection({ evidence, record }: Packet): DocumentSection {
  const { reach, proposed, selection, immature, recommendation, rules } = evidence;
  const unseen = proposed.decisions - proposed.reviewed;
  return {
    title: ITEM_12,
    reading: ['The figures hold if the following does. Ask where you doubt it.'],
    points: [
      'Assumed: what a person said is right. A reviewer who agrees out of habit makes the AI look better than it is (section 8).',
      'Assumed: the decisions to come are like those in the record. A change that people notice should be told; one that nobody notices is what the alarm watches for.',
      selection === 'audited'
        ? 'Assumed: which decisions were reviewed was drawn by chance, at the rates that are recorded. If somebody chose them, the figures do not hold.'
        : 'Assumed: every decision was to be reviewed, and a missing verdict is no sign of how it would have been.',
      'Assumed: any change of the AI gets a new name of its model.',
      `Assumed: a review costs ${count(rules.reviewCost)} and a wrong decision ${count(rules.errorCost)}, as the configuration says.`,
      ...(record.ranAlone.decisions > 0 && record.policies.length === 0
        ? [
            `Noticed: ${count(record.ranAlone.decisions)} of ${count(record.ranAlone.ofAll)} past decisions say of themselves that they ran without asking first. This ledger knows of no authority for that: it was given elsewhere, or by nobody.`,
          ]
        : []),
      ...(unseen > 0
        ? [
            `Not known: how the ${count(unseen)} decisions at or above the threshold that nobody judged would have been judged. The bound is made for that, the list in section 5 is not.`,
          ]
        : []),
      ...(reach.pending > 0
        ? [
            `Not known: ${counted(reach.pending, 'verdict')} that were due and never came. They count as errors.`,
          ]
        : []),
      ...(immature > 0 ? [`Left out: ${counted(immature, 'decision')} too young for a verdict.`] : []),
      ...(recommendation.confidenceShift === null
        ? []
        : ['Noticed: the confidences of this AI have shifted in the course of the record.']),
      ...(recommendation.slices.length === 0
        ? ['Not promised: that the bound holds in every group of customers (section 6).']
        : []),
      ...(record.review.blindShare === null
        ? ['Not known: whether reviewers saw the AI’s answer first.']
        : []),
      'Not known: complaints, corrections and losses that reached nobody who gives verdicts here; how people feel about being answered by an AI; what a wrong decision leads to later.',
    ],
    chart: null,
    table: null,
  };
}
