import { useRef } from 'preact/hooks';
import type { Asked } from '../ask/use-answer.ts';

/** An answer, and while the next one is awaited the last: what is read must not vanish under the eyes of who reads it. */
export function useLast<T>(asked: Asked<T>): { readonly shown: Asked<T>; readonly isOld: boolean } {
  const last = useRef<Asked<T> | null>(null);
  const isOld = asked.answer.state === 'waiting' && last.current !== null;
  if (asked.answer.state === 'answered') last.current = asked;
  return { shown: isOld && last.current !== null ? last.current : asked, isOld };
}
