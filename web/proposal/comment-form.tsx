import { useState } from 'preact/hooks';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { LongField } from '../parts/text-fields.tsx';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import type { DecideProps } from './decide-props.ts';

/** Something that somebody says, and that is no vote. */
export function CommentForm({ packet: { proposal }, onDone }: DecideProps) {
  const [text, setText] = useState('');
  const { isSending, refusal, sendNow } = useSend();
  const hindrance = whyNot(useSession(), 'comment', proposal.domain);
  if (hindrance !== null) return null;
  const say = async (): Promise<void> => {
    const done = await sendNow(`/v1/proposals/${proposal.id}/comments`, { text: text.trim() });
    if (done === null) return;
    setText('');
    onDone('Your comment stands with the proposal.');
  };
  return (
    <details class="other-act">
      <summary>Comment without a vote</summary>
      <form
        class="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          void say();
        }}
      >
        <LongField words="What you say" value={text} most={4000} isNeeded onInput={setText} />
        <NotDone refusal={refusal} />
        <button type="submit" disabled={isSending}>
          Comment
        </button>
      </form>
    </details>
  );
}
