import { reliabilityDiagram } from '../../charts/reliability-diagram.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { binsTable } from '../reliability-tables.ts';
import { confidenceSentence, errorSentence } from '../reliability-words.ts';

const ITEM_3 = '3. Does the AI know when it is right?';

/** Item 3: the calibration picture, with what to see in it. */
export function calibrationSection({ evidence }: Packet, mostWidth: number): DocumentSection {
  const { reliability, today, proposed } = evidence;
  const error = errorSentence(reliability);
  return {
    title: ITEM_3,
    reading: [
      'The threshold is only as good as the order of what the AI says of itself. In the picture every dot is a group of decisions: how sure the AI was runs to the right, how often people found it right runs upwards. On the diagonal it is as often right as it says; below it, it promises too much.',
      confidenceSentence(reliability),
      ...(error === null ? [] : [error]),
      'The bound of section 2 does not rest on this: it counts errors above the threshold, whatever the AI says of itself.',
    ],
    chart: reliabilityDiagram(reliability, {
      ...{ width: Math.min(440, mostWidth), height: 380 },
      current: today?.threshold ?? null,
      proposed: proposed.threshold,
    }),
    table: binsTable(reliability),
  };
}
