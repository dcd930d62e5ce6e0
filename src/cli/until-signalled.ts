const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ctrl-C, or the end that a service manager asks for, stops the work in good order, which says itself how it stands then. The second
 * one ends the process at once, as the first does everywhere else.
 */
export async function untilSignalled<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const before = SIGNALS.map((name) => [name, process.listeners(name)] as const);
  const restore = (): void => {
    for (const [name, listeners] of before) {
      process.removeAllListeners(name);
      for (const listener of listeners) process.once(name, listener);
    }
  };
  for (const name of SIGNALS) {
    process.removeAllListeners(name);
    process.once(name, () => {
      restore();
      controller.abort();
    });
  }
  try {
    return await work(controller.signal);
  } finally {
    restore();
  }
}
