import { unbroken } from '../../src/contracts/figures.ts';
import type { AuthorityRecord } from '../../src/contracts/governance.ts';
import type { Register, RegisterEntry } from '../../src/contracts/register.ts';
import { visible } from '../../src/contracts/visible.ts';
import { keptForPeople } from '../../src/reports/packet/authority-words.ts';
import { dayText, listed, sure } from '../../src/reports/packet/words.ts';
import {
  authorityAddress,
  domainAddress,
  proposalAddress,
  proposeAddress,
  type TakingBack,
} from '../address/addresses.ts';
import { useDomain } from '../address/use-domain.ts';
import { GOVERNANCE, REGISTER } from '../ask/questions.ts';
import { both, useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { LevelBadge } from '../parts/level-badge.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Section } from '../parts/section.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLinkedPart } from '../parts/use-linked-part.ts';
import { type Act, whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import { Alarms } from './alarms.tsx';
import { DomainPath } from './ladder-history.tsx';

const WORDS = ['authority', 'alarm', 'narrow', 'floor', 'standing plan'];
const ABOVE = { path: '/ladder', name: 'Ladder' };

/** What the AI may do in one domain, by whom, until when, and how that is taken back. */
export function DomainAuthority() {
  const domain = useDomain();
  const asked = both(useAnswer(REGISTER), useAnswer(GOVERNANCE));
  return (
    <Page title={`Authority in ${visible(domain)}`} above={ABOVE} words={WORDS}>
      <Answered
        asked={asked}
        waiting={
          <>
            <Skeleton kind="words" />
            <Skeleton kind="chart" />
          </>
        }
      >
        {([register, governance]) => (
          <Held domain={domain} register={register} governance={governance} onChange={asked.askAgain} />
        )}
      </Answered>
    </Page>
  );
}

interface HeldProps {
  readonly domain: string;
  readonly register: Register;
  readonly governance: AuthorityRecord;
  readonly onChange: () => void;
}

function Held({ domain, register, governance, onChange }: HeldProps) {
  useLinkedPart();
  const entry = register.domains.find((one) => one.domain === domain);
  if (entry === undefined)
    return (
      <Nothing title="There is no such domain">
        <p>
          <a href="/ladder">Go to the ladder</a>
        </p>
      </Nothing>
    );
  const hasPast = governance.policies.some(({ policy }) => policy.domain === domain);
  return (
    <>
      <section class="overview" aria-label="In short">
        <p>
          <LevelBadge level={entry.level} />
        </p>
        <p class="lede">{unbroken(heldWords(entry))}</p>
        {entry.proposal !== null && (
          <p>
            Approved by {listed(entry.approvedBy)} on{' '}
            <a href={proposalAddress(entry.proposal)}>{entry.proposal}</a>.
          </p>
        )}
        <Ways entry={entry} />
      </section>
      <Section id="alarms" title="Alarms">
        <Alarms
          domain={domain}
          alarms={governance.alarms.filter((one) => one.domain === domain)}
          onReviewed={onChange}
        />
      </Section>
      {hasPast && (
        <Section id="history" title="How it came there">
          <DomainPath domain={domain} governance={governance} until={register.at} />
        </Section>
      )}
    </>
  );
}

/** What is in force, in a sentence or two. */
function heldWords(entry: RegisterEntry): string {
  const { floor, autonomous, onTheLoop, until, since, model } = entry;
  if (floor !== null) {
    const law = floor.legalSource === null ? '' : `, ${visible(floor.legalSource)}`;
    return `This domain never graduates: ${visible(floor.reason)} (${visible(floor.owner)}${law}). Set by ${visible(floor.setBy)} on ${dayText(floor.setAt)}.`;
  }
  const lowest = onTheLoop ?? autonomous;
  if (lowest === null || until === null)
    return `A person decides every case${since === null ? '' : `, since ${dayText(since)}`}.`;
  const kept = keptForPeople({ ...entry, domain: entry.domain, model: model ?? '' });
  const always = kept.length === 0 ? '' : ` Always a person: ${kept.join('; ')}.`;
  return `The AI (${visible(model ?? '')}) acts without asking when it is at least ${sure(lowest.threshold)} % sure, since ${since === null ? 'long ago' : dayText(since)} and until ${dayText(until)}.${always}`;
}

/** What somebody may do here, as links to pages that show what would change; what they may not is said. */
function Ways({ entry }: { readonly entry: RegisterEntry }) {
  const { domain, level, floor } = entry;
  const session = useSession();
  const isHeld = entry.autonomous !== null || entry.onTheLoop !== null;
  const ways: readonly { act: Act; words: string; to: TakingBack | null; isOpen: boolean }[] = [
    { act: 'propose', words: 'Propose', to: null, isOpen: level !== 'floor' },
    { act: 'take-back', words: 'Narrow', to: 'narrow', isOpen: isHeld && floor === null },
    { act: 'take-back', words: 'Revoke', to: 'revoke', isOpen: isHeld && floor === null },
    { act: 'take-back', words: 'Make it a floor', to: 'floor', isOpen: floor === null },
    { act: 'lift-floor', words: 'Lift the floor', to: 'lift', isOpen: floor !== null },
  ];
  const open = ways.filter(({ isOpen }) => isOpen);
  const allowed = open.filter(({ act }) => whyNot(session, act, domain) === null);
  const hindrances = [...new Set(open.flatMap(({ act }) => whyNot(session, act, domain) ?? []))];
  return (
    <>
      <p class="acts">
        {allowed.map(({ words, to }) => (
          <a
            key={words}
            class="act"
            href={to === null ? proposeAddress(domain) : authorityAddress(domain, to)}
          >
            {words}
          </a>
        ))}
        <a class="act" href={domainAddress(domain)}>
          Its record
        </a>
      </p>
      {hindrances.map((sentence) => (
        <p key={sentence} class="beside">
          {sentence}
        </p>
      ))}
    </>
  );
}
