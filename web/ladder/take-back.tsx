import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso/router';
import type { RegisterEntry } from '../../src/contracts/register.ts';
import { visible } from '../../src/contracts/visible.ts';
import { authorityAddress, type TakingBack } from '../address/addresses.ts';
import { useDomain } from '../address/use-domain.ts';
import { useFilters } from '../address/use-filters.ts';
import { REGISTER } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { useSend } from '../ask/use-send.ts';
import { Lost } from '../frame/lost.tsx';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { NotDone } from '../parts/not-done.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { LongField, NumberField, ShortField } from '../parts/text-fields.tsx';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import { Changes } from './changes.tsx';
import { type Asked, requestOf } from './take-back-request.ts';

const WORDS: Readonly<Record<TakingBack, { readonly title: string; readonly button: string }>> = {
  narrow: { title: 'Narrow', button: 'Narrow it now' },
  revoke: { title: 'Revoke all authority in', button: 'Revoke it now' },
  floor: { title: 'Make a floor of', button: 'Make it a floor now' },
  lift: { title: 'Lift the floor of', button: 'Lift the floor now' },
};

/** Takes authority back in one domain, or says what may never be given there; what changes is shown before. */
export function TakeBack() {
  const { params } = useRoute();
  const domain = useDomain();
  const acts = ['narrow', 'revoke', 'floor', 'lift'] as const;
  const act = acts.find((one) => one === params['act']);
  const asked = useAnswer(REGISTER);
  if (act === undefined) return <Lost />;
  return (
    <Page
      title={`${WORDS[act].title} ${visible(domain)}`}
      above={{ path: authorityAddress(domain), name: `Authority in ${visible(domain)}` }}
      asOf={null}
    >
      <Answered asked={asked} waiting={<Skeleton kind="facts" />}>
        {({ domains }) => {
          const entry = domains.find((one) => one.domain === domain);
          return entry === undefined ? (
            <Nothing title="There is no such domain">
              <p>
                <a href="/ladder">Go to the ladder</a>
              </p>
            </Nothing>
          ) : (
            <Form entry={entry} act={act} />
          );
        }}
      </Answered>
    </Page>
  );
}

interface FormProps {
  readonly entry: RegisterEntry;
  readonly act: TakingBack;
}

function Form({ entry, act }: FormProps) {
  const { domain } = entry;
  const { route } = useLocation();
  const { get, set } = useFilters();
  const [said, setSaid] = useState({ reason: '', owner: '', legalSource: '' });
  const { isSending, refusal, sendNow } = useSend();
  const hindrance = whyNot(useSession(), act === 'lift' ? 'lift-floor' : 'take-back', domain);
  if (hindrance !== null) return <p>{hindrance}</p>;
  const asked: Asked = { act, threshold: get('threshold'), maxAmount: get('maxAmount'), ...said };
  const send = async (): Promise<void> => {
    const { path, body, method } = requestOf(domain, asked);
    if ((await sendNow(path, body, method)) !== null) route(authorityAddress(domain));
  };
  return (
    <form
      class="stacked"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {act === 'narrow' && (
        <>
          <NumberField
            words="Nothing below this confidence any more"
            hint="Empty leaves it as it is."
            value={asked.threshold}
            least={0}
            most={1}
            isNeeded={asked.maxAmount === ''}
            onInput={(threshold) => set({ threshold })}
          />
          <NumberField
            words="No larger amounts than this any more"
            hint="Empty leaves it as it is."
            value={asked.maxAmount}
            least={0}
            onInput={(maxAmount) => set({ maxAmount })}
          />
        </>
      )}
      <Changes entry={entry} asked={asked} />
      <LongField
        words="Why"
        hint="It stands in the ledger, with your name."
        value={said.reason}
        most={act === 'floor' ? 1000 : 4000}
        isNeeded
        onInput={(reason) => setSaid({ ...said, reason })}
      />
      {act === 'floor' && (
        <>
          <ShortField
            words="Who answers for it"
            value={said.owner}
            most={200}
            isNeeded
            onInput={(owner) => setSaid({ ...said, owner })}
          />
          <ShortField
            words="Law or rule that it rests on"
            hint="Empty where there is none."
            value={said.legalSource}
            most={500}
            onInput={(legalSource) => setSaid({ ...said, legalSource })}
          />
        </>
      )}
      <NotDone refusal={refusal} />
      <button type="submit" class="main-act" disabled={isSending}>
        {WORDS[act].button}
      </button>
    </form>
  );
}
