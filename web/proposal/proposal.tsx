import { useMemo, useState } from 'preact/hooks';
import { useRoute } from 'preact-iso/router';
import { unbroken } from '../../src/contracts/figures.ts';
import type { Packet } from '../../src/contracts/packet.ts';
import { visible } from '../../src/contracts/visible.ts';
import { packetDocument } from '../../src/reports/packet/packet-document.ts';
import { lapseWords, voteWords } from '../../src/reports/packet/vote-words.ts';
import { dayText } from '../../src/reports/packet/words.ts';
import { domainAddress } from '../address/addresses.ts';
import { packetOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Decide } from './decide.tsx';
import { Items } from './items.tsx';

const WORDS = ['certificate', 'upper bound', 'e-value', 'quorum', 'packet'];
const ABOVE = { path: '/proposals', name: 'All proposals' };

/** One proposal: the packet, and the vote on it. */
export function ProposalScreen() {
  const { params } = useRoute();
  const id = params['id'] ?? '';
  const asked = useAnswer(packetOf(id));
  const [said, setSaid] = useState('');
  const title = asked.answer.state === 'answered' ? packetDocument(asked.answer.value).title : id;
  return (
    <Page title={title} above={ABOVE} words={WORDS}>
      <p class="said" role="status">
        {said}
      </p>
      <Answered
        asked={asked}
        waiting={
          <>
            <Skeleton kind="words" />
            <Skeleton kind="table" />
          </>
        }
      >
        {(packet) => (
          <Told
            packet={packet}
            onDone={(what) => {
              setSaid(what);
              asked.askAgain();
            }}
          />
        )}
      </Answered>
    </Page>
  );
}

interface ToldProps {
  readonly packet: Packet;
  readonly onDone: (what: string) => void;
}

function Told({ packet, onDone }: ToldProps) {
  const { proposal, evidence, checks } = packet;
  const { id, domain, author, revision, content } = proposal;
  const document = useMemo(() => packetDocument(packet), [packet]);
  const held = checks.filter(({ holds }) => holds).length;
  return (
    <>
      <section class="overview" aria-label="In short">
        <p class="lede">{unbroken(`${voteWords(packet)} ${lapseWords(packet)}`.trim())}</p>
        <p>
          <span class="beside">
            {id}, {content.kind.replace('-', ' ')} of
          </span>{' '}
          <a href={domainAddress(domain)}>{visible(domain)}</a>
          <span class="beside">
            , revision {revision}, by {visible(author)}, on evidence as of {dayText(evidence.asOf)}
          </span>
        </p>
        {held === checks.length ? (
          <p>
            Every figure was computed again from the frozen evidence: {held} of {checks.length} checks hold.
          </p>
        ) : (
          <p class="trouble">
            {held} of {checks.length} checks hold:{' '}
            {checks
              .filter(({ holds }) => !holds)
              .map(({ sentence }) => sentence)
              .join('; ')}
            . Do not vote on it.
          </p>
        )}
        <p class="acts">
          <a class="act" href="#decide">
            Go to the decision
          </a>
          <a class="act" href={`/v1/proposals/${id}/packet?form=html`} download={`${id}.html`}>
            Save the packet to print
          </a>
        </p>
      </section>
      <Items packet={packet} document={document} />
      <Decide packet={packet} asked={document.sections[0]?.facts?.[1]?.[1] ?? ''} onDone={onDone} />
    </>
  );
}
