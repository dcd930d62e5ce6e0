import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { thresholdText } from '../../src/contracts/figures.ts';
import type { ProposalContent } from '../../src/contracts/proposal.ts';
import { proposalAddress } from '../address/addresses.ts';
import { useFilters } from '../address/use-filters.ts';
import { useSend } from '../ask/use-send.ts';
import { NotDone } from '../parts/not-done.tsx';
import { LongField } from '../parts/text-fields.tsx';
import { Bounds } from './bounds.tsx';
import { Draft } from './draft.tsx';
import { bodyOf, KIND_WORDS, wishIn } from './wish.ts';

interface ProposeFormProps {
  readonly domain: string;
  /** Lowest threshold that is certified; 0 where none is. */
  readonly least: number;
}

/** What is asked for, in two steps: see it, then send it. */
export function ProposeForm({ domain, least }: ProposeFormProps) {
  const filters = useFilters();
  const wish = wishIn(filters);
  const edits = filters.get('edits');
  const { route } = useLocation();
  const [rationale, setRationale] = useState('');
  const [draft, setDraft] = useState<{ readonly of: string; readonly content: ProposalContent } | null>(null);
  const { isSending, refusal, sendNow } = useSend();
  const body = bodyOf(domain, wish, rationale.trim());
  // A draft speaks for what was typed when it was made, and for nothing else.
  const of = JSON.stringify(body);
  const shown = draft?.of === of ? draft.content : null;
  const show = async (): Promise<void> => {
    const answer = await sendNow(`/v1/proposals/draft${edits === '' ? '' : `?edits=${edits}`}`, body);
    if (answer !== null && isContent(answer)) setDraft({ of, content: answer });
  };
  const submit = async (): Promise<void> => {
    const [path, method] = edits === '' ? (['', 'POST'] as const) : ([`/${edits}`, 'PUT'] as const);
    const answer = await sendNow(`/v1/proposals${path}`, body, method);
    if (answer !== null && 'id' in answer) route(proposalAddress(String(answer.id)));
  };
  return (
    <>
      <form
        class="stacked"
        aria-label="What is asked for"
        onSubmit={(event) => {
          event.preventDefault();
          void show();
        }}
      >
        <fieldset>
          <legend>What you ask for</legend>
          {Object.entries(KIND_WORDS).map(([kind, words]) => (
            <label key={kind} class="choice">
              <input
                type="radio"
                name="kind"
                value={kind}
                checked={wish.kind === kind}
                disabled={edits !== '' && wish.kind !== kind}
                onChange={() => filters.set({ kind, ...CLEARED })}
              />
              {words}
            </label>
          ))}
        </fieldset>
        <Bounds wish={wish} least={least === 0 ? '' : thresholdText(least)} onChange={filters.set} />
        <LongField
          words="Why"
          hint="Your words to the board; they are part of what is voted on."
          value={rationale}
          most={4000}
          onInput={setRationale}
        />
        {shown === null && <NotDone refusal={refusal} />}
        <button type="submit" class={shown === null ? 'main-act' : undefined} disabled={isSending}>
          Show exactly what will be asked
        </button>
      </form>
      {shown !== null && (
        <Draft
          content={shown}
          words={
            edits === '' ? 'Send it to the board' : `Give ${edits} this content; all votes on it are void`
          }
          refusal={refusal}
          isSending={isSending}
          onSend={() => void submit()}
        />
      )}
    </>
  );
}

/** A threshold of one kind means something else in another. */
const CLEARED = { threshold: '', highestCoverage: '', until: '' } as const;

function isContent(answer: object): answer is ProposalContent {
  return ['kind', 'authority', 'replaces', 'evidence', 'quorum'].every((part) => part in answer);
}
