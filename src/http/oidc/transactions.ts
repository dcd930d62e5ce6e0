import { randomBytes } from 'node:crypto';
import { SecretKeeper } from '../access/secret-keeper.ts';

/** As long as somebody may take to prove to the provider who they are. */
export const TRANSACTION_MS = 600_000;

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
  readonly #begun: SecretKeeper<Transaction>;

  /** @param clock ms since 1970 */
  constructor(clock: () => number) {
    this.#begun = new SecretKeeper(clock, TRANSACTION_MS);
  }

  /**
   * @param known what the cookie of the browser says already; another log-in of the same browser goes on beside this one
   * @returns the secret of the browser, for its cookie
   */
  begin(known: string | undefined, state: string, transaction: Transaction): string {
    const secret =
      known !== undefined && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
    this.#begun.keep(`${secret}.${state}`, transaction);
    return secret;
  }

  /** Ends a log-in; null where this browser began none of this state, or did so too long ago. */
  take(secret: string, state: string): Transaction | null {
    return this.#begun.take(`${secret}.${state}`);
  }
}
