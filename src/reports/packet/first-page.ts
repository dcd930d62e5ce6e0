import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { count, visible } from '../figures.ts';
import { authorityWords, keptForPeople } from './authority-words.ts';
import { benefitWords } from './benefit.ts';
import { worstWords } from './harm.ts';
import { boundWords } from './sureness.ts';
import { lapseWords, voteWords } from './vote-words.ts';
import { dayText, inHundred, sure } from './words.ts';

/** A rationale may be longer, and page one is one page. */
export const MOST_LETTERS = 400;

/** Page one: the whole question, for whoever reads nothing else. */
export function firstPage(packet: Packet): DocumentSection {
  const { proposal, evidence } = packet;
  const { content } = proposal;
  const { authority, replaces, rationale, plan } = content;
  const kept = keptForPeople(authority);
  const facts: [string, string][] = [
    ['Today', authorityWords(replaces.authority, evidence.today?.coverage ?? 0, 'may')],
    [
      plan === null ? 'Asked for' : 'Asked for, at most',
      authorityWords(evidence.most, evidence.proposed.coverage, 'would'),
    ],
    ...(plan === null ? [] : [['How far by itself', planWords(packet)] as [string, string]]),
    ...(kept.length === 0 ? [] : [['Always a person', `${capital(kept.join('; '))}.`] as [string, string]]),
    ['How sure we are', boundWords(packet)],
    ['What changes for people', benefitWords(packet)],
    ['What could go wrong', worstWords(packet)],
    [
      'What takes it back',
      'An alarm, when errors seem to rise over the limit; another version of the AI; the end of its time. Nobody has to vote for that: the nightly run does it. A lead, a member of the board or an administrator can also take it back at once, alone.',
    ],
    ['When it ends', endWords(packet)],
    ['Where the vote stands', voteWords(packet)],
    ...(rationale === ''
      ? []
      : [[`In the words of ${visible(proposal.author)}`, inShort(visible(rationale))] as [string, string]]),
  ];
  return { title: ITEM_1, facts, reading: [], chart: null, table: null };
}

const ITEM_1 = '1. What you are asked to allow';

function planWords({ proposal: { content } }: Packet): string {
  const { plan } = content;
  if (plan === null) return '';
  const amount = plan.highestAmount === null ? '' : `, and no amounts over ${plan.highestAmount}`;
  return `Step by step, without a new vote, each step only where the record proves it: never below ${sure(plan.lowestThreshold)} % sure, never more than ${inHundred(plan.highestCoverage)} of 100 decisions${amount}, until ${dayText(plan.until)}.`;
}

function inShort(rationale: string): string {
  return rationale.length <= MOST_LETTERS
    ? rationale
    : `${rationale.slice(0, MOST_LETTERS)} … (in full in section 13)`;
}

function endWords(packet: Packet): string {
  const days = count(packet.evidence.rules.expiresAfterDays);
  const authority = `${days} days after it takes effect, unless the board renews it on newer evidence.`;
  return [authority, lapseWords(packet)].filter((words) => words !== '').join(' ');
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
