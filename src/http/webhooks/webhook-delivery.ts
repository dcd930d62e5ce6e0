import type { Webhook, WebhookState } from '../../contracts/webhook.ts';
import type { FedEntry, LedgerFeed } from '../../workflows/served/ledger-feed.ts';
import type { WebhookRecord } from '../../workflows/served/webhook-record.ts';
import { signalWithin } from '../signal-within.ts';
import { pauseFor } from './pause-for.ts';

/** How often, and how long, an event is tried. */
export interface WebhookPace {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** After so many attempts an event is given up. */
  readonly attempts: number;
  readonly timeoutMs: number;
}

/** Half an hour in all, before one event that will not be taken lets the next ones pass. */
export const PACE: WebhookPace = {
  ...{ firstPauseMs: 1000, longestPauseMs: 600_000, attempts: 12, timeoutMs: 10_000 },
};

export interface DeliveryParts {
  readonly webhook: Webhook;
  readonly feed: LedgerFeed;
  readonly record: WebhookRecord;
  readonly pace: WebhookPace;
  /** ms since 1970 */
  readonly clock: () => number;
  /** Makes one attempt. @throws Error that says what is wrong with the receiver */
  readonly send: (fed: FedEntry, signal: AbortSignal) => Promise<void>;
}

const PAGE = 100;
/** So many entries that are not for a webhook are passed before that is written down: they are passed again else. */
const KEPT_EVERY = 1000;

/** Tells one webhook of the ledger, entry by entry in their order, from where the store says it was. */
export class WebhookDelivery {
  readonly #parts: DeliveryParts;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  /** The last entry that is done with, and the last of which the store knows that. */
  #seq: number | null = null;
  #kept = 0;
  #failures = 0;
  #lastError: string | null = null;
  #lastDeliveredAt: string | null = null;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#done = this.#run();
  }

  async state(): Promise<WebhookState> {
    const { webhook, record, feed } = this.#parts;
    const { dead, last } = await record.dead(webhook.url);
    const waiting = this.#seq === null ? 0 : Math.max(0, (await feed.head()) - this.#seq);
    return {
      ...{ url: webhook.url, events: webhook.events, domains: webhook.domains ?? null },
      ...{ seq: this.#seq, waiting, failures: this.#failures, lastError: this.#lastError },
      ...{ lastDeliveredAt: this.#lastDeliveredAt, dead, lastDead: last },
    };
  }

  /** Tries what was given up once more, in the order of the ledger, until one is not taken again. */
  async resend(): Promise<void> {
    const { webhook, record, feed, clock } = this.#parts;
    for (const seq of await record.deadSeqs(webhook.url)) {
      for (const fed of await feed.since(seq - 1, 1)) {
        try {
          await this.#attempt(fed);
        } catch (error) {
          this.#lastError = messageOf(error);
          return;
        }
        this.#lastDeliveredAt = new Date(clock()).toISOString();
      }
      await record.revive(webhook.url, seq);
    }
  }

  /** Ends at once. What is on its way may be sent again by the next server, with the same id. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { feed, pace } = this.#parts;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const { version } = feed;
      try {
        if (await this.#page()) await feed.after(version, signal);
      } catch (error) {
        // The store had no time for it, or ends.
        this.#lastError = messageOf(error);
        await pauseFor(pace.firstPauseMs, signal);
      }
    }
  }

  /** @returns whether nothing is left to do */
  async #page(): Promise<boolean> {
    const { webhook, feed, record } = this.#parts;
    this.#seq ??= this.#kept = await record.begin(webhook.url);
    const page = await feed.since(this.#seq, PAGE);
    for (const fed of page) {
      const { seq } = fed.entry;
      if (this.#isWanted(fed)) {
        if (!(await this.#deliver(fed))) return false;
        this.#kept = seq;
      } else if (seq - this.#kept >= KEPT_EVERY) {
        await record.done(webhook.url, seq);
        this.#kept = seq;
      }
      this.#seq = seq;
    }
    return page.length === 0;
  }

  #isWanted({ entry, domain }: FedEntry): boolean {
    const { events, domains } = this.#parts.webhook;
    const isType = events.some((type) => type === entry.type);
    return isType && (domains === undefined || (domain !== null && domains.includes(domain)));
  }

  /** @returns false where it was told to end before that was done */
  async #deliver(fed: FedEntry): Promise<boolean> {
    const { webhook, record, pace, clock } = this.#parts;
    const { signal } = this.#stop;
    const { seq } = fed.entry;
    let pauseMs = pace.firstPauseMs;
    for (this.#failures = 0; !signal.aborted; ) {
      try {
        await this.#attempt(fed);
        this.#lastDeliveredAt = new Date(clock()).toISOString();
        await record.done(webhook.url, seq);
        this.#failures = 0;
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        this.#failures += 1;
        this.#lastError = messageOf(error);
      }
      if (this.#failures >= pace.attempts) {
        const letter = { seq, at: new Date(clock()).toISOString(), error: this.#lastError };
        await record.bury(webhook.url, letter);
        this.#failures = 0;
        return true;
      }
      await pauseFor(pauseMs, signal);
      pauseMs = Math.min(2 * pauseMs, pace.longestPauseMs);
    }
    return false;
  }

  async #attempt(fed: FedEntry): Promise<void> {
    const { send, pace } = this.#parts;
    const limited = signalWithin(pace.timeoutMs, this.#stop.signal);
    try {
      await send(fed, limited.signal);
    } finally {
      limited.release();
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
