import type { Packet } from '../../src/contracts/packet.ts';
import type { Document } from '../../src/reports/document.ts';
import { packetDocument } from '../../src/reports/packet/packet-document.ts';
import { Told } from '../document/told.tsx';
import { Section } from '../parts/section.tsx';
import { useLinkedPart } from '../parts/use-linked-part.ts';

/** The items of a packet in few words, by their numbers. */
const NAMES: Readonly<Record<string, string>> = {
  1: 'The question',
  2: 'How sure',
  3: 'Calibration',
  4: 'Benefit',
  5: 'Harm',
  6: 'Groups',
  7: 'Stays with people',
  8: 'Reviewers',
  9: 'Events',
  10: 'Taken back by itself',
  11: 'Identity',
  12: 'Assumptions',
  13: 'Votes',
  14: 'Rules and norms',
};

interface ItemsProps {
  readonly packet: Packet;
  readonly document: Document;
}

/** Everything that a board may want to ask, item by item, as on paper. */
export function Items({ packet, document: { sections } }: ItemsProps) {
  useLinkedPart();
  return (
    <>
      <nav class="parts" aria-label="Items of this packet">
        <ul>
          {Object.entries(NAMES).map(([number, name]) => (
            <li key={number}>
              <a href={`#item-${number}`}>{name}</a>
            </li>
          ))}
          <li>
            <a href="#decide">Decide</a>
          </li>
        </ul>
      </nav>
      <div class="items">
        {sections.map((section, place) => (
          <Section key={section.title} id={`item-${numberIn(section.title)}`} title={section.title}>
            <Told
              section={section}
              draw={
                section.chart === null
                  ? null
                  : (width) =>
                      packetDocument(packet, width).sections[place]?.chart ?? section.chart ?? NO_CHART
              }
            />
          </Section>
        ))}
      </div>
    </>
  );
}

const NO_CHART = { mark: 'rule', data: { values: [] } } as const;

/** `5b` of `5b. The past decisions …`. */
function numberIn(title: string): string {
  return /^\d+\w?/.exec(title)?.[0] ?? title;
}
