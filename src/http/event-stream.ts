import type { FedEntry, LedgerFeed } from '../workflows/served/ledger-feed.ts';
import { signalWithin } from './signal-within.ts';

const PAGE = 100;

export interface EventStreamParts {
  readonly feed: LedgerFeed;
  /** The last entry that the reader has. */
  readonly from: number;
  /** Whether the reader may see an entry, as of now; null: may read no more. */
  readonly may: (fed: FedEntry | null) => boolean | null;
  readonly heartbeatMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * The ledger as it grows, in the form of server-sent events: `id` is the number of an entry, from which a reader goes on who
 * was cut off. A comment shows now and then that nobody is gone.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* eventStream(parts: EventStreamParts): AsyncGenerator<string> {
  const { feed, may, heartbeatMs, signal } = parts;
  let seq = parts.from;
  yield 'retry: 2000\n\n';
  while (!signal.aborted) {
    const { version } = feed;
    if (may(null) === null) return;
    const page = await feed.since(seq, PAGE);
    for (const fed of page) {
      seq = fed.entry.seq;
      const isFor = may(fed);
      if (isFor === null) return;
      if (isFor) yield eventOf(fed);
    }
    if (page.length > 0) continue;
    const beat = signalWithin(heartbeatMs, signal);
    await feed.after(version, beat.signal);
    beat.release();
    if (beat.isLate()) yield ': still here\n\n';
  }
}

function eventOf({ entry, domain }: FedEntry): string {
  return `id: ${entry.seq}\nevent: ${entry.type}\ndata: ${JSON.stringify({ ...entry, domain })}\n\n`;
}
