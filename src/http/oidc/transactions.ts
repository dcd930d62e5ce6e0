import { createHash, randomBytes } from 'node:crypto';

/** As long as somebody may take to prove to the provider who they are. */
export const TRANSACTION_MS = 600_000;
const MOST = 10_000;

/** A log-in that was begun: what only whoever began it may bring to its end. */
export interface Transaction {
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
  readonly redirectUri: string;
  /** Where whoever logs in wanted to go. */
  readonly returnTo: string;
}

/** Log-ins that were begun. Each ends once, in the browser that began it, within ten minutes. */
export class Transactions {
  readonly #begun = new Map<string, { readonly transaction: Transaction; readonly until: number }>();
  readonly #clock: () => number;

  /** @param clock ms since 1970 */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * @param known what the cookie of the browser says already; another log-in of the same browser goes on beside this one
   * @returns the secret of the browser, for its cookie
   */
  begin(known: string | undefined, state: string, transaction: Transaction): string {
    const now = this.#clock();
    for (const [key, { until }] of this.#begun) if (until <= now) this.#begun.delete(key);
    const [oldest] = this.#begun.keys();
    if (this.#begun.size >= MOST && oldest !== undefined) this.#begun.delete(oldest);
    const secret =
      known !== undefined && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
    this.#begun.set(keyOf(secret, state), { transaction, until: now + TRANSACTION_MS });
    return secret;
  }

  /** Ends a log-in; null where this browser began none of this state, or did so too long ago. */
  take(secret: string, state: string): Transaction | null {
    const key = keyOf(secret, state);
    const found = this.#begun.get(key);
    this.#begun.delete(key);
    return found === undefined || found.until <= this.#clock() ? null : found.transaction;
  }
}

function keyOf(secret: string, state: string): string {
  return createHash('sha256').update(`${secret}.${state}`).digest('hex');
}
