import { createHash, randomBytes } from 'node:crypto';

/** A working day and a bit: whoever stays longer logs in again. */
export const SESSION_MS = 12 * 3_600_000;
const MOST = 10_000;

/** What a browser came in with: a token, the word of a provider, or, where anybody may choose, the name of a person. */
export type Entry =
  | { readonly tokenId: string }
  | { readonly member: string; readonly idToken: string }
  | { readonly person: string };

/** Who is logged in with a browser. Nothing of it outlives the server: after a restart everybody logs in again. */
export class Sessions {
  readonly #known = new Map<string, { readonly entry: Entry; readonly until: number }>();
  readonly #clock: () => number;

  /** @param clock ms since 1970 */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** @returns the secret of the session, for its cookie */
  begin(entry: Entry): string {
    const now = this.#clock();
    for (const [key, { until }] of this.#known) if (until <= now) this.#known.delete(key);
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST && oldest !== undefined) this.#known.delete(oldest);
    const secret = randomBytes(32).toString('base64url');
    this.#known.set(keyOf(secret), { entry, until: now + SESSION_MS });
    return secret;
  }

  /** null where there is no such session, any more or at all */
  entry(secret: string): Entry | null {
    const found = this.#known.get(keyOf(secret));
    return found === undefined || found.until <= this.#clock() ? null : found.entry;
  }

  /** @returns what it was of; null where there was none */
  end(secret: string): Entry | null {
    const entry = this.entry(secret);
    this.#known.delete(keyOf(secret));
    return entry;
  }
}

function keyOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
