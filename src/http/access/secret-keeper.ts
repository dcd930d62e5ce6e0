import { createHash } from 'node:crypto';

const MOST = 10_000;

/** What is known by a secret for a while. Of the secret only a digest is kept, and nothing of it outlives the server. */
export class SecretKeeper<T> {
  readonly #kept = new Map<string, { readonly what: T; readonly until: number }>();
  readonly #clock: () => number;
  readonly #lifeMs: number;

  /** @param clock ms since 1970 */
  constructor(clock: () => number, lifeMs: number) {
    [this.#clock, this.#lifeMs] = [clock, lifeMs];
  }

  /** Beyond ten thousand the oldest makes room. */
  keep(secret: string, what: T): void {
    const now = this.#clock();
    for (const [key, { until }] of this.#kept) if (until <= now) this.#kept.delete(key);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(keyOf(secret), { what, until: now + this.#lifeMs });
  }

  /** null where nothing is known by it, any more or at all */
  get(secret: string): T | null {
    const found = this.#kept.get(keyOf(secret));
    return found === undefined || found.until <= this.#clock() ? null : found.what;
  }

  /** The same for the last time. */
  take(secret: string): T | null {
    const what = this.get(secret);
    this.#kept.delete(keyOf(secret));
    return what;
  }
}

function keyOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
