import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import type { Session } from '../../src/contracts/session.ts';
import { type Question, UNKNOWN_CALLER } from '../ask/ask.ts';
import { type Asked, useAnswer } from '../ask/use-answer.ts';

const SESSION: Question<Session> = {
  path: '/v1/session',
  parts: ['mode', 'actor', 'people', 'provider', 'snapshot', 'now'],
};
const WAITING: Asked<Session> = { answer: { state: 'waiting' }, askAgain: () => {} };
const Held = createContext<Asked<Session>>(WAITING);

/** Asks who sits before this page, and asks again when the server says that it does not know. */
export function SessionHolder({ children }: { readonly children: ComponentChildren }) {
  const asked = useAnswer(SESSION);
  useEffect(() => {
    addEventListener(UNKNOWN_CALLER, asked.askAgain);
    return () => removeEventListener(UNKNOWN_CALLER, asked.askAgain);
  });
  return <Held.Provider value={asked}>{children}</Held.Provider>;
}

/** Who sits before this page, as far as is known. */
export function useAskedSession(): Asked<Session> {
  return useContext(Held);
}

/** What time it is for the server, which is what its record is of; ms since 1970. */
export function useServerTime(): number {
  const { answer } = useAskedSession();
  const offset = useRef<{ readonly of: string; readonly ms: number } | null>(null);
  if (answer.state !== 'answered') return Date.now();
  const { now } = answer.value;
  if (offset.current?.of !== now) offset.current = { of: now, ms: Date.parse(now) - Date.now() };
  return Date.now() + offset.current.ms;
}

/** The same for what is only drawn once it is known. */
export function useSession(): Session {
  const { answer } = useAskedSession();
  if (answer.state !== 'answered') throw new TypeError('drawn before the session is known');
  return answer.value;
}
