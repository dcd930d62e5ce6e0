import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * A value as it was when it last rested: what takes its time need not follow every move.
 *
 * @param restMs for so long it must have stayed the same
 * @param onRest is told of every value that has come to rest, but the first
 */
export function useSettled<T>(value: T, restMs: number, onRest: (value: T) => void): T {
  const [settled, setSettled] = useState(value);
  const told = useRef(onRest);
  told.current = onRest;
  useEffect(() => {
    if (value === settled) return;
    const timer = setTimeout(() => {
      setSettled(value);
      told.current(value);
    }, restMs);
    return () => clearTimeout(timer);
  }, [value, settled, restMs]);
  return settled;
}
