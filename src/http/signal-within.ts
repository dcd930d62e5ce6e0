/** A signal that ends with another one, or late: after a time. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  readonly isLate: () => boolean;
  /** Lets go of the other one, and of the time. */
  readonly release: () => void;
}

/**
 * Limits a signal by a time. AbortSignal.any holds AbortSignal.timeout so weakly that it may be collected before it ends.
 *
 * @param ms after which it ends, with a TimeoutError
 */
export function signalWithin(ms: number, outer: AbortSignal): LimitedSignal {
  const own = new AbortController();
  let isLate = false;
  const end = (): void => own.abort(outer.reason);
  const timer = setTimeout(() => {
    isLate = true;
    own.abort(new DOMException('it took too long', 'TimeoutError'));
  }, ms);
  if (outer.aborted) end();
  else outer.addEventListener('abort', end);
  return {
    signal: own.signal,
    isLate: () => isLate,
    release: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', end);
    },
  };
}
