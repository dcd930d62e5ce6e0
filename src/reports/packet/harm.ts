import { amountText, percentExact } from '../../contracts/figures.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { count, counted, visible } from '../figures.ts';
import { signed } from './benefit.ts';
import { about, atMost, dayText, wrongInHundred } from './words.ts';

/** What could go wrong, for page one. */
export function worstWords(packet: Packet): string {
  const { proposed, today } = packet.evidence.effect;
  const now = today.takenAlone === 0 || today.wrong === null ? '' : ` (today ${about(today.wrong)})`;
  const { delta } = packet.proposal.content.evidence;
  const most =
    proposed.wrongUpper === null
      ? ''
      : `, on average no more than ${atMost(proposed.wrongUpper)} (${percentExact(1 - delta)} % certain)`;
  const month =
    proposed.wrong === null
      ? 'How many wrong decisions would take effect is not known.'
      : proposed.wrong === 0
        ? `In a month no wrong decision is expected to take effect before a person sees it${now}${most}.`
        : `In a month about ${about(proposed.wrong)} wrong decisions would take effect before a person sees them${now}${most}.`;
  const { plan, evidence } = packet.proposal.content;
  const first =
    plan === null || proposed.wrongUpper !== null
      ? ''
      : ` That is not proven yet: each step must first prove that at most ${percentExact(evidence.riskLimit)} of 100 are wrong.`;
  const { busiestDay } = packet.record.taken;
  const { maxAmount } = packet.proposal.content.authority;
  const upTo = maxAmount === null ? '' : `, none over ${amountText(maxAmount)}`;
  const day =
    busiestDay === null
      ? ''
      : ` On the busiest day so far (${dayText(busiestDay.day)}) the AI would have taken ${count(busiestDay.decisions)} decisions by itself${upTo}.`;
  return `${month}${first}${day}`;
}

/** How bad a day can be: at the proven bound, and at the very most. */
function worstDay({ proposal, evidence, record }: Packet): string[] {
  const { busiestDay } = record.taken;
  if (busiestDay === null) return ['No past day is known on which the AI would have acted by itself.'];
  const { decisions, amount, day } = busiestDay;
  const { maxAmount } = proposal.content.authority;
  const { reach, proposed, rules, recommendation } = evidence;
  const { riskUpper, riskLimit } = proposal.content.evidence;
  const isBound = reach.threshold === proposed.threshold && recommendation.target.guarantee !== 'cost';
  const each = maxAmount ?? rules.errorCost;
  const worth =
    maxAmount === null
      ? `${about(each)} for a wrong decision, as the configuration sets it`
      : `the largest amount that passes, ${amountText(each)}`;
  return [
    `The busiest day so far, ${dayText(day)}: the AI would have taken ${counted(decisions, 'decision')} by itself${amount === null ? '' : `, together of an amount of ${about(amount)}`}.`,
    ...(isBound
      ? [
          `With as many errors as the bound allows, ${wrongInHundred(riskUpper, riskLimit)} of 100, such a day has ${atMost(decisions * riskUpper)} wrong decisions on average: ${atMost(decisions * riskUpper * each)} at ${worth}.`,
        ]
      : []),
    `Were every single one of that day wrong, it would be ${count(decisions)}: ${atMost(decisions * each)} at ${worth}.`,
    'A bound holds for many decisions together; on one day chance may bring more than the average. A day busier than any so far may bring more of everything.',
  ];
}

const ITEM_5 = '5. What can go wrong';
const ITEM_5_LIST = '5b. The past decisions that would have been wrong';

/** Item 5: expected harm, the worst day, and every past decision that would have been wrong. */
export function harmSections(packet: Packet): DocumentSection[] {
  return [harmSection(packet), pastSection(packet)];
}

function harmSection(packet: Packet): DocumentSection {
  const { effect, rules } = packet.evidence;
  const { today, proposed } = effect;
  const row = (name: string, before: number | null, after: number | null, write = about): string[] => [
    name,
    before === null ? '–' : write(before),
    after === null ? '–' : write(after),
    before === null || after === null ? '–' : signed(after - before, write),
  ];
  return {
    title: ITEM_5,
    reading: [
      worstWords(packet),
      `What a wrong decision costs is set in the configuration (${about(rules.errorCost)}), not measured. Days are UTC. How bad one day can be:`,
    ],
    points: worstDay(packet),
    chart: null,
    table: {
      caption: 'Wrong decisions in a month that take effect before a person sees them',
      folded: false,
      headings: ['', 'today', 'proposed', 'change'],
      rows: [
        row('on average', today.wrong, proposed.wrong),
        row('at most', today.wrongUpper, proposed.wrongUpper, atMost),
        row('cost on average', today.loss, proposed.loss),
        row('cost at most', today.lossUpper, proposed.lossUpper, atMost),
      ],
    },
  };
}

function pastSection({ evidence, record }: Packet): DocumentSection {
  const { decisions, wrong, shown } = record.taken;
  const { proposed } = evidence;
  const isSame = proposed.decisions === decisions && proposed.errors === wrong;
  const unseen = decisions - proposed.reviewed;
  const newest = shown.length < wrong ? ` The newest ${count(shown.length)} are listed.` : '';
  return {
    title: ITEM_5_LIST,
    reading: [
      `Of ${counted(decisions, 'past decision')} that the AI would have taken by itself, people judged ${count(proposed.reviewed)} and found ${count(wrong)} wrong.${newest}${unseen > 0 ? ` Of the other ${count(unseen)} nobody knows.` : ''}`,
      isSame
        ? `Read from the store on ${dayText(record.readAt)}, as of the time of the evidence; the counts are those of the frozen evidence.`
        : `Read from the store on ${dayText(record.readAt)}. The frozen evidence has ${count(proposed.errors)} wrong of ${count(proposed.decisions)}: since then decisions were forgotten, or verdicts came in late.`,
    ],
    chart: null,
    table:
      shown.length === 0
        ? null
        : {
            caption: 'Found wrong, the newest first',
            folded: false,
            headings: ['decision', 'day', 'AI said, %', 'amount', 'verdict'],
            rows: shown.map(({ decisionId, decidedAt, confidence, amount, verdict }) => [
              visible(decisionId),
              decidedAt.slice(0, 10),
              (confidence * 100).toFixed(2),
              amount === null ? '–' : amountText(amount),
              verdict,
            ]),
          },
  };
}
