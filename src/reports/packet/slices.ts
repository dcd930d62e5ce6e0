import { sliceDots } from '../../charts/slice-dots.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { SliceFinding } from '../../contracts/slice.ts';
import { slicesTable } from '../cuts-tables.ts';
import type { DocumentSection } from '../document.ts';
import { count, counted, percentUp, visible } from '../figures.ts';
import { listed } from './words.ts';

const ITEM_6 = '6. For whom is it worse?';
const ITEM_6_REST = '6b. Groups beside the rest of the domain';

/** Item 6: slices with a limit of their own, and all others that were compared. */
export function sliceSections(packet: Packet, mostWidth: number): DocumentSection[] {
  return [limitedSlices(packet, mostWidth), comparedSlices(packet)];
}

function limitedSlices({ evidence }: Packet, mostWidth: number): DocumentSection {
  const { slices } = evidence.recommendation;
  const failed = slices.filter(({ verdict }) => verdict !== 'passed');
  if (slices.length === 0)
    return {
      title: ITEM_6,
      reading: [
        'No groups with a limit of their own are configured for this domain. The bound of section 2 holds for all decisions together; it does not promise the same for every language, channel or other group. Whether some group here is protected by law is not known to this record.',
      ],
      chart: null,
      table: null,
    };
  return {
    title: ITEM_6,
    reading: [
      failed.length === 0
        ? `${counted(slices.length, 'group')} had to stay below a limit of its own, and each does, with the same certainty as the whole.`
        : `${count(slices.length - failed.length)} of ${counted(slices.length, 'group')} stay below their own limit; not so ${listed(failed.map(({ column, value }) => `${column} = ${value}`))}.`,
    ],
    chart: sliceDots(slices, { width: mostWidth }),
    table: {
      caption: 'At the certified threshold, from the frozen evidence',
      folded: false,
      headings: ['group', 'decisions', 'reviewed', 'wrong', 'at most, %', 'limit, %', 'verdict'],
      rows: [...slices].sort((a, b) => b.riskUpper - a.riskUpper).map(sliceRow),
    },
  };
}

function sliceRow(one: SliceFinding): string[] {
  const { column, value, decisions, reviewed, errors, riskUpper, limit, verdict } = one;
  return [
    `${visible(column)} = ${visible(value)}`,
    ...[count(decisions), count(reviewed), count(errors)],
    ...[percentUp(riskUpper, limit), percentUp(limit), verdict],
  ];
}

function comparedSlices({ record: { cuts } }: Packet): DocumentSection {
  const { slicesTested, worstSlices } = cuts;
  const found = worstSlices.filter((one) => one.found);
  const reading =
    slicesTested === 0
      ? 'The decisions in the store carry no groups (segments) with enough verdicts to compare. Nothing is known of differences between customers, languages or channels.'
      : found.length === 0
        ? `${counted(slicesTested, 'group')} with enough verdicts were compared with the rest of the domain, at all confidences: none is worse by more than chance explains. That is no proof that none is.`
        : `${counted(slicesTested, 'group')} with enough verdicts were compared with the rest of the domain, at all confidences: ${count(found.length)} are worse by more than chance explains.`;
  return {
    title: ITEM_6_REST,
    reading: [reading],
    chart: null,
    table: worstSlices.length === 0 ? null : { ...slicesTable(cuts), folded: false },
  };
}
