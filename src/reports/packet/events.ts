import { ladderOf } from '../../charts/ladder-of.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { counted, visible } from '../figures.ts';
import { dayText } from './words.ts';

const ITEM_9 = '9. What happened since the last vote';

/** Item 9: alarms, and what was taken back. */
export function eventsSection({ record, proposal }: Packet, mostWidth: number): DocumentSection {
  const { lastVoteAt, alarms, policies, readAt } = record;
  const isSince = (at: string): boolean => lastVoteAt === null || Date.parse(at) > Date.parse(lastVoteAt);
  const rows = [
    ...alarms.map(({ raisedAt, reason, sentence, reviewed }) => ({
      at: raisedAt,
      cells: [
        'alarm',
        `${visible(reason)}: ${visible(sentence)}`,
        reviewed === null ? 'not reviewed' : `reviewed by ${visible(reviewed.by)}`,
      ],
    })),
    ...policies.flatMap(({ policy, ended }) =>
      ended === null || ended.by === 'superseded'
        ? []
        : [{ at: ended.at, cells: [ended.by, `version ${policy.version}: ${visible(ended.reason)}`, ''] }],
    ),
  ]
    .filter(({ at }) => isSince(at))
    .sort((a, b) => a.at.localeCompare(b.at));
  const open = alarms.filter((one) => one.reviewed === null).length;
  const since =
    lastVoteAt === null
      ? `Nobody has voted on ${visible(proposal.domain)} before: all that the store knows is listed.`
      : `The last vote on ${visible(proposal.domain)} was on ${dayText(lastVoteAt)}.`;
  return {
    title: ITEM_9,
    reading: [
      since,
      rows.length === 0
        ? 'No alarm was raised, and no authority was taken back.'
        : `${counted(rows.length, 'event')}; ${open === 0 ? 'No alarm of the domain waits' : `${counted(open, 'alarm')} of the domain still ${open === 1 ? 'waits' : 'wait'}`} for a review. An alarm that nobody has reviewed stops every widening.`,
      `Read from the ledger on ${dayText(readAt)}. Complaints and incidents that nobody told Leeway of are not in it.`,
    ],
    chart:
      policies.length === 0
        ? null
        : ladderOf({ policies, alarms, floors: [], until: readAt, width: mostWidth }),
    table:
      rows.length === 0
        ? null
        : {
            caption: 'Alarms and authority taken back',
            folded: false,
            words: true,
            headings: ['day', 'what', 'why', 'review'],
            rows: rows.map(({ at, cells }) => [at.slice(0, 10), ...cells]),
          },
  };
}
