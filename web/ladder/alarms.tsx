import { useState } from 'preact/hooks';
import { unbroken } from '../../src/contracts/figures.ts';
import type { Alarm } from '../../src/contracts/governance.ts';
import { visible } from '../../src/contracts/visible.ts';
import { dayText } from '../../src/reports/packet/words.ts';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { LongField } from '../parts/text-fields.tsx';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';

interface AlarmsProps {
  readonly domain: string;
  readonly alarms: readonly Alarm[];
  readonly onReviewed: () => void;
}

/** What should make people look before they give more, the newest first. */
export function Alarms({ domain, alarms, onReviewed }: AlarmsProps) {
  const hindrance = whyNot(useSession(), 'review', domain);
  if (alarms.length === 0) return <p>None was ever raised here.</p>;
  const order = [...alarms].sort((a, b) => b.raisedAt.localeCompare(a.raisedAt));
  const isWaiting = order.some(({ reviewed }) => reviewed === null);
  return (
    <>
      <ul class="alarms">
        {order.map((alarm) => (
          <li key={alarm.id}>
            <p>
              <b class={alarm.reviewed === null ? 'trouble' : undefined}>{dayText(alarm.raisedAt)}</b>{' '}
              {unbroken(visible(alarm.sentence))}
            </p>
            {alarm.reviewed !== null && (
              <p class="beside">
                Reviewed by {visible(alarm.reviewed.by)} on {dayText(alarm.reviewed.at)}
                {alarm.reviewed.note === '' ? '' : `: ${visible(alarm.reviewed.note)}`}
              </p>
            )}
            {alarm.reviewed === null && hindrance === null && (
              <Review id={alarm.id} onReviewed={onReviewed} />
            )}
          </li>
        ))}
      </ul>
      {isWaiting && <p>An alarm that nobody has reviewed stops every widening. {hindrance ?? ''}</p>}
    </>
  );
}

function Review({ id, onReviewed }: { readonly id: string; readonly onReviewed: () => void }) {
  const [note, setNote] = useState('');
  const { isSending, refusal, sendNow } = useSend();
  const review = async (): Promise<void> => {
    const done = await sendNow(`/v1/alarms/${encodeURIComponent(id)}/review`, { note: note.trim() });
    if (done !== null) onReviewed();
  };
  return (
    <form
      class="stacked"
      onSubmit={(event) => {
        event.preventDefault();
        void review();
      }}
    >
      <LongField
        words="What you found"
        hint="It stands in the ledger. Nothing is given back by it; widening is possible again."
        value={note}
        most={4000}
        onInput={setNote}
      />
      <NotDone refusal={refusal} />
      <button type="submit" disabled={isSending}>
        I have looked at this
      </button>
    </form>
  );
}
