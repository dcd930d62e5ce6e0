import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { visible } from '../figures.ts';
import { MOST_LETTERS } from './first-page.ts';
import { lapseWords, voteWords } from './vote-words.ts';
import { dayText, listed } from './words.ts';

const ITEM_13 = '13. Votes';

/** Item 13: who voted how, on which revision, under which conditions. */
export function votesSection(packet: Packet): DocumentSection {
  const { proposal, record } = packet;
  const { votes, comments, revision, ended, editors, activatedAs, openedAt, author, content } = proposal;
  const conditions = votes.filter((vote) => vote.revision === revision).flatMap((vote) => vote.conditions);
  const rows = [
    ...votes.map((vote) => ({
      at: vote.at,
      cells: [
        `${visible(vote.by)} (${vote.roles.join(', ')})`,
        vote.revision === revision ? vote.choice : `${vote.choice}; void, on revision ${vote.revision}`,
        [...vote.conditions.map((one) => `on condition: ${one}`), vote.comment]
          .filter((one) => one !== '')
          .map(visible)
          .join('; ') || '–',
      ],
    })),
    ...comments.map(({ by, at, text }) => ({ at, cells: [visible(by), 'comment', visible(text)] })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return {
    title: ITEM_13,
    reading: [
      voteWords(packet),
      `Opened on ${dayText(openedAt)}; written by ${listed(editors)}, who may not approve it. ${lapseWords(packet)}`.trim(),
      ...(content.rationale.length <= MOST_LETTERS
        ? []
        : [`In the words of ${visible(author)}: ${visible(content.rationale)}`]),
      ...(conditions.length === 0 ? [] : [`Conditions that stand: ${conditions.map(visible).join('; ')}.`]),
      ...(activatedAs === null ? [] : [`It became version ${activatedAs} of the policy.`]),
      ...(ended === null ? [] : [`It ended on ${dayText(ended.at)}: ${visible(ended.reason)}.`]),
      `As of ${dayText(record.readAt)}. Each vote is bound to the digest of the content that was read.`,
    ],
    chart: null,
    table:
      rows.length === 0
        ? null
        : {
            caption: 'Votes and comments, the oldest first',
            folded: false,
            words: true,
            headings: ['day', 'who', 'vote', 'said'],
            rows: rows.map(({ at, cells }) => [at.slice(0, 10), ...cells]),
          },
  };
}
