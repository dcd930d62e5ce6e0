import { setTimeout } from 'node:timers/promises';

/** Waits, but no longer than the signal lets it. */
export async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => {});
}
