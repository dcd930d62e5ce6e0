import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { count, visible } from '../figures.ts';

const ITEM_11 = '11. What this rests on, and how to check it';

/** Item 11: what was decided about, by which evidence, and the command that computes it again. */
export function identitySection({ proposal, evidence, record, checks, madeAt }: Packet): DocumentSection {
  const { content } = proposal;
  const held = checks.every(({ holds }) => holds);
  const { leeway, code } = evidence.madeBy;
  return {
    title: ITEM_11,
    reading: [
      held
        ? `When this page was made, every figure of the proposal was computed again from the frozen evidence, and came to the same to the last digit.`
        : `WARNING: when this page was made, not everything came to the same: ${checks
            .filter(({ holds }) => !holds)
            .map(({ sentence }) => sentence)
            .join('; ')}. Do not vote on it.`,
      `To do it yourself: leeway verify proposal ${proposal.id}. To vote on exactly this: leeway approve ${proposal.id} --digest ${proposal.digest.slice(0, 12)} --as NAME; if the content has changed, that is refused.`,
    ],
    chart: null,
    table: {
      caption: 'Identity',
      folded: false,
      words: true,
      headings: ['of', 'is'],
      rows: [
        ['proposal', `${proposal.id}, revision ${proposal.revision}, opened ${proposal.openedAt}`],
        ['digest of its content (votes are on this)', proposal.digest],
        ['model', visible(content.authority.model)],
        ['certificate', content.evidence.certificate],
        ['evidence pack', content.evidence.pack],
        ['evidence as of', content.evidence.asOf],
        ['method', evidence.recommendation.certificate?.method ?? '–'],
        ['made by', `leeway ${visible(leeway)}`],
        ['code', code ?? 'not known (it ran from its sources)'],
        [
          'ledger when this page was made',
          `entry ${count(record.ledgerHead.seq)}, ${record.ledgerHead.hash}`,
        ],
        ['this page', `made ${madeAt}`],
        ['prompt, tools, rubric', 'not recorded by themselves: the name of the model stands for them'],
      ],
    },
  };
}
