import { amountText } from '../../contracts/figures.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { Authority, Rung } from '../../contracts/policy.ts';
import type { ProposalContent } from '../../contracts/proposal.ts';
import type { DocumentSection, DocumentTable } from '../document.ts';
import { percent, threshold, visible } from '../figures.ts';
import { dayText, listed } from './words.ts';

const ITEM_1_TABLE = '1b. Today and proposed, side by side';

/** Item 1 in the words of the configuration: what is in force when the proposal was written, and what it asks for. */
export function sideBySide({ proposal, evidence }: Packet): DocumentSection {
  const { replaces, plan } = proposal.content;
  return {
    title: ITEM_1_TABLE,
    reading: [
      'Autonomous: the AI acts, and people audit a small share. On the loop: the AI acts, and people audit a large share and can step in. In the loop: a person approves before anything happens; that is where everything else goes.',
      ...(replaces.version === 0 ? [] : [`Today is version ${replaces.version} of the policy.`]),
      ...(plan === null
        ? []
        : [
            'The right-hand column is the most that the standing plan would ever allow. It gives nothing by itself: each step is certified, at most one a cooldown, and logged against the plan.',
          ]),
    ],
    chart: null,
    table: sideBySideTable(proposal.content, evidence.today?.coverage ?? null, evidence.proposed.coverage),
  };
}

/**
 * What a proposal says of an authority, beside what it replaces.
 *
 * @param today share of all decisions taken alone; null where none is
 * @param proposed the same under what is asked for
 */
export function sideBySideTable(
  { authority, replaces, plan }: ProposalContent,
  today: number | null,
  proposed: number,
): DocumentTable {
  const held = replaces.authority;
  const row = (name: string, say: (one: Authority) => string): string[] => [
    name,
    held === null ? '–' : say(held),
    say(authority),
  ];
  return {
    caption: 'What the AI may do',
    folded: false,
    words: true,
    headings: ['', 'today', 'proposed'],
    rows: [
      row('model', ({ model }) => visible(model)),
      row('autonomous from confidence', ({ autonomous }) => rungWords(autonomous)),
      row('on the loop from confidence', ({ onTheLoop }) => rungWords(onTheLoop)),
      ['share of all decisions taken alone', today === null ? '0 %' : percent(today), percent(proposed)],
      ...(plan === null
        ? []
        : [
            ['bound of the plan: no threshold below', '–', threshold(plan.lowestThreshold)],
            ['bound of the plan: no larger share than', '–', percent(plan.highestCoverage)],
            ['bound of the plan: no step after', '–', dayText(plan.until)],
          ]),
      row('largest amount', ({ maxAmount }) => (maxAmount === null ? 'no limit' : amountText(maxAmount))),
      row('always a person', ({ alwaysReview }) => listed(alwaysReview) || 'nothing named'),
      row(
        'slices left to people',
        ({ excluded }) => listed(excluded.map(({ column, value }) => `${column} = ${value}`)) || 'none',
      ),
    ],
  };
}

function rungWords(rung: Rung | null): string {
  return rung === null ? '–' : `${threshold(rung.threshold)}, ${percent(rung.auditRate)} audited`;
}
