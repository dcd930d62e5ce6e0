import { MONTH_DAYS } from '../../contracts/month.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { count } from '../figures.ts';
import { about, inHundred } from './words.ts';

const SECONDS_OF_HOUR = 3600;
/** What is less than these is nothing to a reader: a share of decisions, and reviews in a month. */
const [LEAST_SHARE, LEAST_SAVED] = [0.0005, 0.05];

/** Hours of a month that people need not review; null where nobody knows how long a review takes. */
function hoursSaved({ evidence: { effect }, record: { review } }: Packet): number | null {
  const saved = effect.today.reviews - effect.proposed.reviews;
  return review.medianSeconds === null ? null : (saved * review.medianSeconds) / SECONDS_OF_HOUR;
}

/** What people would do less of, for page one. */
export function benefitWords(packet: Packet): string {
  const { effect, decisionsPerMonth, rules, proposed, today } = packet.evidence;
  const [before, after] = [1 - (today?.coverage ?? 0), 1 - proposed.coverage];
  const checked = (reviews: number, waiting: number): number =>
    Math.max(0, reviews / decisionsPerMonth - waiting);
  const checkedNow = checked(effect.today.reviews, before);
  const alsoNow =
    checkedNow < LEAST_SHARE ? '' : `, and people check another ${inHundred(checkedNow)} afterwards`;
  const saved = effect.today.reviews - effect.proposed.reviews;
  const hours = hoursSaved(packet);
  const time = hours === null ? '' : `, or ${about(Math.abs(hours))} hours`;
  const worth = `worth about ${about(Math.abs(saved) * rules.reviewCost)} at ${about(rules.reviewCost)} a review${time}`;
  const waits = `Of 100 decisions, ${inHundred(before)} wait for a person today${alsoNow}. Then ${inHundred(after)} would wait, and people would check another ${inHundred(checked(effect.proposed.reviews, after))} afterwards.`;
  if (Math.abs(saved) < LEAST_SAVED) return `${waits} For people nothing changes.`;
  const month =
    saved > 0
      ? `In a month that is about ${about(saved)} reviews fewer of ${about(effect.today.reviews)}, ${worth}.`
      : `In a month that is about ${about(-saved)} reviews more than the ${about(effect.today.reviews)} of today, ${worth}.`;
  return `${waits} ${month}`;
}

const ITEM_4 = '4. What it brings';

/** Item 4: today and proposed in money and hours. */
export function benefitSection(packet: Packet): DocumentSection {
  const { evidence, record } = packet;
  const { effect, decisionsPerMonth, rules, days } = evidence;
  const { today, proposed } = effect;
  const { medianSeconds, timed } = record.review;
  const row = (name: string, before: number | null, after: number | null): string[] => [
    name,
    before === null ? '–' : about(before),
    after === null ? '–' : about(after),
    before === null || after === null ? '–' : signed(after - before),
  ];
  const hours = (reviews: number): number | null =>
    medianSeconds === null ? null : (reviews * medianSeconds) / SECONDS_OF_HOUR;
  return {
    title: ITEM_4,
    reading: [
      benefitWords(packet),
      `Reckoned for a month of ${MONTH_DAYS} days at the pace of the record (${count(Math.round(evidence.decisions))} decisions in ${count(Math.round(days))} days), with ${about(rules.reviewCost)} for a review as the configuration sets it. Money has the unit of the configuration.`,
      medianSeconds === null
        ? 'How long a review takes is not recorded here, so hours are not known. How long customers wait less is not known either.'
        : `Hours rest on the median review of ${about(medianSeconds / 60)} minutes (${count(timed)} verdicts say how long they took). How long customers wait less is not known.`,
    ],
    chart: null,
    table: {
      caption: 'In a month',
      folded: false,
      headings: ['', 'today', 'proposed', 'change'],
      rows: [
        row('decisions', decisionsPerMonth, decisionsPerMonth),
        row('taken by the AI alone', today.takenAlone, proposed.takenAlone),
        row('reviews by people', today.reviews, proposed.reviews),
        row('cost of reviews', today.reviewCost, proposed.reviewCost),
        row('hours of review', hours(today.reviews), hours(proposed.reviews)),
      ],
    },
  };
}

/** A change, with its sign. */
export function signed(change: number, write = about): string {
  if (change === 0) return '0';
  return `${change > 0 ? '+' : '−'}${write(Math.abs(change))}`;
}
