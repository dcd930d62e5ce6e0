import { useEffect, useRef, useState } from 'preact/hooks';
import type { Token } from '../../src/contracts/token.ts';
import { visible } from '../../src/contracts/visible.ts';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { LongField } from '../parts/text-fields.tsx';

interface CloseTokenProps {
  readonly token: Token;
  readonly onDone: (isClosed: boolean) => void;
}

/** Closes a token for good, once it is said why. */
export function CloseToken({ token: { id, name }, onDone }: CloseTokenProps) {
  const [reason, setReason] = useState('');
  const { isSending, refusal, sendNow } = useSend();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('textarea')?.focus(), []);
  const close = async (): Promise<void> => {
    const path = `/v1/tokens/${encodeURIComponent(id)}/revoke`;
    if ((await sendNow(path, { reason: reason.trim() })) !== null) onDone(true);
  };
  return (
    <form
      class="stacked"
      ref={form}
      aria-label={`Close the token of ${visible(name)}`}
      onSubmit={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      <LongField
        words={`Why the token of ${visible(name)} (${id}) is closed`}
        hint="It opens nothing from then on, for good. What was done with it stays done."
        value={reason}
        most={1000}
        isNeeded
        onInput={setReason}
      />
      <NotDone refusal={refusal} />
      <div class="acts">
        <button type="submit" class="main-act" disabled={isSending}>
          Close it now
        </button>
        <button type="button" onClick={() => onDone(false)}>
          Leave it open
        </button>
      </div>
    </form>
  );
}
