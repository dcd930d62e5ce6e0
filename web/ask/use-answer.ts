import { useEffect, useState } from 'preact/hooks';
import { ask, type Outcome, type Question } from './ask.ts';

/** What is known of an answer by now. */
type Answer<T> = { readonly state: 'waiting' } | Outcome<T>;

export interface Asked<T> {
  readonly answer: Answer<T>;
  readonly askAgain: () => void;
}

/** What came last, by address: a page that is come back to stands at once, and is then made new. */
const kept = new Map<string, object>();

/** Asks when the page is drawn and whenever the question becomes another; no answer ever stands under another question. */
export function useAnswer<T extends object>(question: Question<T>): Asked<T> {
  const { path } = question;
  const [found, setFound] = useState<{ readonly path: string; readonly answer: Answer<T> } | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const control = new AbortController();
    ask(question, control.signal).then((outcome) => {
      if (control.signal.aborted) return;
      if (outcome.state === 'answered') kept.set(path, outcome.value);
      setFound({ path, answer: outcome });
    });
    return () => control.abort();
  }, [path, round]);
  const askAgain = (): void => {
    setFound(null);
    setRound(round + 1);
  };
  if (found?.path === path) return { answer: found.answer, askAgain };
  const before = keptAs(question);
  return { answer: before === null ? { state: 'waiting' } : { state: 'answered', value: before }, askAgain };
}

function keptAs<T extends object>({ path, parts }: Question<T>): T | null {
  const value = kept.get(path);
  const isThat = (one: object): one is T => parts.every((part) => part in one);
  return value !== undefined && isThat(value) ? value : null;
}

/** Two answers that only say something together. */
export function both<A, B>(one: Asked<A>, other: Asked<B>): Asked<readonly [A, B]> {
  const askAgain = (): void => {
    one.askAgain();
    other.askAgain();
  };
  const [a, b] = [one.answer, other.answer];
  if (a.state === 'refused') return { answer: a, askAgain };
  if (b.state === 'refused') return { answer: b, askAgain };
  if (a.state === 'waiting' || b.state === 'waiting') return { answer: { state: 'waiting' }, askAgain };
  return { answer: { state: 'answered', value: [a.value, b.value] }, askAgain };
}
