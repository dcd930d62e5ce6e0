import { authorityAddress } from '../address/addresses.ts';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import type { DecideProps } from './decide-props.ts';
import { VotedOn } from './voted-on.tsx';

/** Puts into force what was approved. */
export function Activate({ packet, asked, onDone }: DecideProps) {
  const { id, domain, content } = packet.proposal;
  const { isSending, refusal, sendNow } = useSend();
  const hindrance = whyNot(useSession(), 'activate', domain);
  if (hindrance !== null) return <p>Approved. {hindrance}</p>;
  const activate = async (): Promise<void> => {
    if ((await sendNow(`/v1/proposals/${id}/activate`)) !== null) onDone(`${id} is in force.`);
  };
  return (
    <form
      class="stacked"
      aria-label="Activation"
      onSubmit={(event) => {
        event.preventDefault();
        void activate();
      }}
    >
      <VotedOn packet={packet} asked={asked} />
      <p>
        {content.plan === null
          ? 'This takes effect at once, after all rules have been asked once more.'
          : 'The plan takes effect at once. It gives nothing by itself: each step must be proven first.'}{' '}
        <a href={authorityAddress(domain)}>Here it can be taken back</a> by one person, at any time.
      </p>
      <NotDone refusal={refusal} />
      <button type="submit" class="main-act" disabled={isSending}>
        Put {id} into force
      </button>
    </form>
  );
}
