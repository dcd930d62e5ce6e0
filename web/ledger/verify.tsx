import { useState } from 'preact/hooks';
import { count } from '../../src/contracts/figures.ts';
import type { LedgerVerification } from '../../src/contracts/ledger-export.ts';
import { LEDGER_VERIFICATION } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Refused } from '../parts/refused.tsx';

/** Says, when it is asked, whether every entry follows from the one before. */
export function Verify() {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <div class="verify">
      {isAsked ? (
        <Verified />
      ) : (
        <button type="button" onClick={() => setIsAsked(true)}>
          Verify the chain
        </button>
      )}
    </div>
  );
}

function Verified() {
  const { answer, askAgain } = useAnswer(LEDGER_VERIFICATION);
  if (answer.state === 'refused') return <Refused refusal={answer.refusal} onRetry={askAgain} />;
  return (
    <p role="status" class={answer.state === 'answered' && !answer.value.ok ? 'trouble' : undefined}>
      {answer.state === 'waiting' ? 'Every entry is being read …' : wordsOf(answer.value)}
    </p>
  );
}

function wordsOf(found: LedgerVerification): string {
  if (!found.ok) return `Not whole from entry ${found.seq} on: ${found.sentence}.`;
  const { entries, head } = found;
  const which = entries === head.seq ? 'all' : 'those since the last signature';
  return `Whole: ${entries === 1 ? 'one entry' : `${count(entries)} entries`}, ${which}, each follows from the one before. To know that the last ones were not cut off, compare ${head.seq}:${head.hash.slice(0, 12)}… with what you kept elsewhere.`;
}
