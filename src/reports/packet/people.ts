import { reviewerFunnel } from '../../charts/reviewer-funnel.ts';
import type { ReviewerRow } from '../../contracts/cut.ts';
import type { Packet } from '../../contracts/packet.ts';
import { reviewersTable } from '../cuts-tables.ts';
import type { DocumentSection } from '../document.ts';
import { count, counted, percent, visible } from '../figures.ts';
import { keptForPeople } from './authority-words.ts';
import { about, dayText } from './words.ts';

const ITEM_7 = '7. What stays with people';
const ITEM_8 = '8. Who reviewed, and how';

/** Item 7: triggers, amounts, slices and floors. */
export function humanSection({ proposal, record }: Packet): DocumentSection {
  const { authority } = proposal.content;
  const kept = keptForPeople(authority);
  const { floors } = record;
  return {
    title: ITEM_7,
    reading: ['These go to a person before anything happens, however sure the AI is:'],
    points: [
      ...kept,
      'everything below the threshold, and decisions without a confidence',
      `everything decided by another AI than ${visible(authority.model)}`,
      'everything, once the authority has ended',
      ...(floors.length === 0
        ? ['No domain of this store is a floor, that is, one that never graduates.']
        : [`Floors, the domains that never graduate (as of ${dayText(record.readAt)}): see the table.`]),
    ],
    chart: null,
    table:
      floors.length === 0
        ? null
        : {
            caption: 'Floors',
            folded: false,
            words: true,
            headings: ['domain', 'reason', 'owner', 'legal source'],
            rows: floors.map(({ domain, reason, owner, legalSource }) =>
              [domain, reason, owner, legalSource ?? '–'].map(visible),
            ),
          },
  };
}

/** Item 8: who judged, how often they changed the answer, and whether they agree with each other. */
export function reviewersSection({ record, evidence }: Packet, mostWidth: number): DocumentSection {
  const { cuts, review } = record;
  const { byReviewer } = cuts;
  return {
    title: ITEM_8,
    reading: [
      `${counted(review.verdicts, 'verdict')} by ${counted(review.reviewers, 'named reviewer')} on all decisions of this AI in the domain, at every confidence${review.unnamed === 0 ? '' : `; ${count(review.unnamed)} carry no name`}. Read from the store, as of the time of the evidence.`,
      agreementWords(byReviewer),
      review.blindShare === null
        ? 'Whether reviewers saw the AI’s answer before they judged is not recorded: agreement may be habit.'
        : `In ${percent(review.blindShare)} of the verdicts that say so, the reviewer did not see the AI’s answer.`,
      review.medianSeconds === null
        ? 'How long they took is not recorded.'
        : `Half of the reviews took less than ${about(review.medianSeconds)} seconds (${count(review.timed)} say how long).`,
      ...(evidence.selection === 'audited'
        ? ['Decisions were drawn for review by chance, at known rates.']
        : []),
    ],
    chart:
      byReviewer.length === 0
        ? null
        : reviewerFunnel(
            byReviewer.map(({ reviewer, verdicts, overrides }) => ({
              reviewer,
              reviews: verdicts,
              overrides,
            })),
            {
              width: Math.min(560, mostWidth),
              limits: byReviewer.map(({ verdicts, funnel }) => ({ reviews: verdicts, ...funnel })),
            },
          ),
    table: byReviewer.length === 0 ? null : { ...reviewersTable(cuts), folded: false },
  };
}

function agreementWords(reviewers: readonly ReviewerRow[]): string {
  const shared = reviewers.reduce((sum, one) => sum + one.shared, 0);
  if (shared === 0)
    return 'No decision was judged by two named people, so how far they agree with each other is not known.';
  const agreed = reviewers.reduce((sum, { agreement, shared: own }) => sum + (agreement ?? 0) * own, 0);
  const kappas = reviewers.flatMap(({ kappa }) => (kappa === null ? [] : [kappa]));
  const kappa =
    kappas.length === 0
      ? ''
      : ` Beyond chance (Cohen’s kappa): ${Math.min(...kappas).toFixed(2)} to ${Math.max(...kappas).toFixed(2)} by reviewer; 1 is full agreement, 0 is what chance gives.`;
  return `Where two people judged the same decision, they agreed ${percent(agreed / shared)} of the time (${counted(shared, 'verdict')} of such decisions).${kappa}`;
}
