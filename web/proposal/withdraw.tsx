import { useState } from 'preact/hooks';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { LongField } from '../parts/text-fields.tsx';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import type { DecideProps } from './decide-props.ts';

/** Takes a proposal back before it is decided. */
export function Withdraw({ packet: { proposal }, onDone }: DecideProps) {
  const { id, domain, state } = proposal;
  const [reason, setReason] = useState('');
  const { isSending, refusal, sendNow } = useSend();
  if (whyNot(useSession(), state === 'active' ? 'take-back' : 'withdraw', domain) !== null) return null;
  const withdraw = async (): Promise<void> => {
    const done = await sendNow(`/v1/proposals/${id}/withdraw`, { reason: reason.trim() });
    if (done !== null) onDone(`${id} is withdrawn.`);
  };
  return (
    <details class="other-act">
      <summary>Withdraw {id}</summary>
      <form
        class="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          void withdraw();
        }}
      >
        <p>
          {id} ends, with its votes on record. What the AI may do stays as it is. To ask again, propose anew.
        </p>
        <LongField words="Why" value={reason} most={4000} isNeeded onInput={setReason} />
        <NotDone refusal={refusal} />
        <button type="submit" disabled={isSending}>
          Withdraw {id}
        </button>
      </form>
    </details>
  );
}
