import type { ComponentChildren } from 'preact';
import type { Asked } from '../ask/use-answer.ts';
import { NoDecisions } from './nothing.tsx';
import { Refused } from './refused.tsx';

interface AnsweredProps<T> {
  readonly asked: Asked<T>;
  /** What stands in its place while it is awaited, and takes up as much room. */
  readonly waiting: ComponentChildren;
  readonly children: (value: T) => ComponentChildren;
}

/** What an answer says, once it is there; before that that it is awaited, or why it does not come. */
export function Answered<T>({ asked: { answer, askAgain }, waiting, children }: AnsweredProps<T>) {
  if (answer.state === 'answered') return <>{children(answer.value)}</>;
  if (answer.state === 'refused' && answer.refusal.isEmpty) return <NoDecisions />;
  if (answer.state === 'refused') return <Refused refusal={answer.refusal} onRetry={askAgain} />;
  return (
    <div aria-busy="true">
      <p class="unseen" role="status">
        Loading
      </p>
      {waiting}
    </div>
  );
}
