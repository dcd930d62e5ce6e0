import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * A value as it was when it last rested: what takes its time need not follow every move.
 *
 * @param restMs for so long it must have stayed the same
 * @param onRest is told of every value that has come to rest, but the first
 * @returns it, and what says of a value that it rests at once: a hand was taken away
 */
export function useSettled<T>(
  value: T,
  restMs: number,
  onRest: (value: T) => void,
): readonly [settled: T, settle: (value: T) => void] {
  const [settled, setSettled] = useState(value);
  const told = useRef(onRest);
  told.current = onRest;
  const settle = (now: T): void => {
    setSettled(now);
    told.current(now);
  };
  useEffect(() => {
    if (value === settled) return;
    const timer = setTimeout(() => settle(value), restMs);
    return () => clearTimeout(timer);
  }, [value, settled, restMs]);
  return [settled, settle];
}
