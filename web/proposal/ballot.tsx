import { useState } from 'preact/hooks';
import type { Choice } from '../../src/contracts/proposal.ts';
import { countingVotes } from '../../src/contracts/quorum-count.ts';
import { dayText } from '../../src/reports/packet/words.ts';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { LongField } from '../parts/text-fields.tsx';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import type { DecideProps } from './decide-props.ts';
import { VotedOn } from './voted-on.tsx';

const CHOICES: Readonly<Record<Choice, { readonly words: string; readonly button: string }>> = {
  approve: { words: 'Approve', button: 'Approve exactly this' },
  reject: { words: 'Reject', button: 'Reject exactly this' },
  'request-changes': { words: 'Ask for changes', button: 'Ask for changes of this' },
};
const DONE: Readonly<Record<Choice, string>> = {
  approve: 'Your approval stands in the ledger.',
  reject: 'Your rejection stands in the ledger.',
  'request-changes': 'Your wish for changes stands in the ledger.',
};

/** One person's vote, on exactly what stands there. */
export function Ballot({ packet, asked, onDone }: DecideProps) {
  const { proposal } = packet;
  const { id, domain, digest, editors } = proposal;
  const session = useSession();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [conditions, setConditions] = useState('');
  const [comment, setComment] = useState('');
  const { isSending, refusal, sendNow } = useSend();
  const hindrance = whyNot(session, 'vote', domain);
  if (hindrance !== null) return <p>{hindrance}</p>;
  const name = session.actor?.name ?? '';
  const given = countingVotes(proposal).find(({ by }) => by === name);
  if (given !== undefined)
    return (
      <p>
        You have voted on this revision ({CHOICES[given.choice].words.toLowerCase()}, {dayText(given.at)}).
        One person has one vote.
      </p>
    );
  const isOwn = editors.includes(name);
  const choices = (['approve', 'reject', 'request-changes'] as const).filter(
    (one) => !isOwn || one !== 'approve',
  );
  const vote = async (): Promise<void> => {
    if (choice === null) return;
    const listed = conditions.split('\n').map((line) => line.trim());
    const done = await sendNow(`/v1/proposals/${id}/${choice}`, {
      digest,
      conditions: choice === 'approve' ? listed.filter((line) => line !== '') : [],
      comment: comment.trim(),
    });
    if (done !== null) onDone(DONE[choice]);
  };
  return (
    <form
      class="stacked"
      aria-label="Your vote"
      onSubmit={(event) => {
        event.preventDefault();
        void vote();
      }}
    >
      <VotedOn packet={packet} asked={asked} />
      {isOwn && <p>You wrote this; somebody else approves it (G12).</p>}
      <fieldset>
        <legend>Your vote, as {name}</legend>
        {choices.map((one) => (
          <label key={one} class="choice">
            <input
              type="radio"
              name="choice"
              value={one}
              required
              checked={choice === one}
              onChange={() => setChoice(one)}
            />
            {CHOICES[one].words}
          </label>
        ))}
      </fieldset>
      {choice === 'approve' && (
        <LongField
          words="Conditions"
          hint="One a line; they stand with your approval. Nobody but people holds the AI to them."
          value={conditions}
          most={4000}
          onInput={setConditions}
        />
      )}
      <LongField
        words={choice === 'approve' || choice === null ? 'Comment' : 'Why'}
        value={comment}
        most={4000}
        isNeeded={choice === 'reject' || choice === 'request-changes'}
        onInput={setComment}
      />
      <NotDone refusal={refusal} />
      <button type="submit" class="main-act" disabled={isSending}>
        {choice === null ? 'Choose a vote' : CHOICES[choice].button}
      </button>
    </form>
  );
}
