import { percentExact } from '../../src/contracts/figures.ts';
import { useFilters } from '../address/use-filters.ts';
import { Page } from '../frame/page.tsx';
import { Section } from '../parts/section.tsx';
import { useLinkedPart } from '../parts/use-linked-part.ts';
import { Glossary } from './glossary.tsx';
import { Guarantee } from './guarantee.tsx';
import { LiveToy, toyOf } from './toy.tsx';
import { VerdictsTable } from './verdicts-table.tsx';

const PARTS = [
  ['guarantee', 'How the guarantee works'],
  ['toy', 'Try it'],
  ['verdicts', 'How many verdicts it takes'],
  ['terms', 'Words'],
] as const;

/** What the product promises and how, in plain words, and what its words mean. It asks the server for nothing. */
export function Learn() {
  useLinkedPart();
  const { delta } = toyOf(useFilters().get);
  return (
    <Page title="Learn" asOf={null}>
      <p class="lede">
        The AI earns authority one domain at a time: people’s verdicts on what it did are the evidence, and
        people vote on each step.
      </p>
      <nav class="parts" aria-label="Parts of this page">
        <ul>
          {PARTS.map(([id, name]) => (
            <li key={id}>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Section id="guarantee" title="How the guarantee works">
        <Guarantee />
      </Section>
      <Section id="toy" title="Try it">
        <p>
          Here you know what nobody knows of a real domain: how often its AI is truly wrong. Choose it, and
          see what its verdicts come to. Each domain has its own luck, and the same one every time.
        </p>
        <LiveToy />
      </Section>
      <Section id="verdicts" title="How many verdicts it takes">
        <p>
          The lower the limit, the more verdicts; each wrong one costs more. At a {percentExact(delta)}
          {'\u00a0'}% chance of a false certificate, this many are enough at one threshold, if all that is
          looked at has a verdict.
        </p>
        <VerdictsTable delta={delta} />
      </Section>
      <Section id="terms" title="Words">
        <Glossary />
      </Section>
    </Page>
  );
}
