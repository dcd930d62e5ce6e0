import { levelOf } from '../../contracts/authority-level.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { Document, DocumentSection } from '../document.ts';
import { visible } from '../figures.ts';
import { benefitSection } from './benefit.ts';
import { calibrationSection } from './calibration.ts';
import { eventsSection } from './events.ts';
import { firstPage } from './first-page.ts';
import { guardrailsSection } from './guardrails.ts';
import { harmSections } from './harm.ts';
import { identitySection } from './identity.ts';
import { humanSection, reviewersSection } from './people.ts';
import { tagsSection } from './rule-tags.ts';
import { sideBySide } from './side-by-side.ts';
import { sliceSections } from './slices.ts';
import { surenessSection } from './sureness.ts';
import { unknownsSection } from './unknowns.ts';
import { votesSection } from './votes.ts';
import { dayText } from './words.ts';

/** As wide as the text on paper, or wider. */
const PAPER_WIDTH = 640;

/**
 * A packet as a document: page one in plain words, then everything that a board may want to ask.
 *
 * @param mostWidth of its charts, in pixels
 */
export function packetDocument(packet: Packet, mostWidth = PAPER_WIDTH): Document {
  const { proposal, evidence, madeAt } = packet;
  const { id, digest } = proposal;
  return {
    title: titleOf(packet),
    provenance: `Proposal ${id}, on evidence as of ${dayText(evidence.asOf)}. Printed ${dayText(madeAt)}.`,
    mark: `${id}, digest ${digest}`,
    sections: [
      firstPage(packet),
      newPage(sideBySide(packet)),
      surenessSection(packet, mostWidth),
      calibrationSection(packet, mostWidth),
      benefitSection(packet),
      ...harmSections(packet),
      ...sliceSections(packet, mostWidth),
      humanSection(packet),
      reviewersSection(packet, mostWidth),
      eventsSection(packet, mostWidth),
      guardrailsSection(packet),
      identitySection(packet),
      unknownsSection(packet),
      votesSection(packet),
      tagsSection(),
    ],
  };
}

function newPage(section: DocumentSection): DocumentSection {
  return { ...section, onNewPage: true };
}

function titleOf({ proposal }: Packet): string {
  const { content } = proposal;
  const domain = visible(proposal.domain);
  if (content.kind === 'renewal') return `Shall the AI go on acting without asking in ${domain}?`;
  if (content.kind === 'standing-plan') return `Shall the AI widen by itself, within bounds, in ${domain}?`;
  return content.replaces.authority === null || levelOf(content.replaces.authority) === 'in-the-loop'
    ? `Shall the AI act without asking in ${domain}?`
    : `Shall the AI act more without asking in ${domain}?`;
}
