import { randomBytes } from 'node:crypto';
import { SecretKeeper } from './secret-keeper.ts';

/** A working day and a bit: whoever stays longer logs in again. */
export const SESSION_MS = 12 * 3_600_000;

/** What a browser came in with: a token, the word of a provider, or, where anybody may choose, the name of a person. */
export type Entry =
  | { readonly tokenId: string }
  | { readonly member: string; readonly idToken: string }
  | { readonly person: string };

/** Who is logged in with a browser. After a restart everybody logs in again. */
export class Sessions {
  readonly #known: SecretKeeper<Entry>;

  /** @param clock ms since 1970 */
  constructor(clock: () => number) {
    this.#known = new SecretKeeper(clock, SESSION_MS);
  }

  /** @returns the secret of the session, for its cookie */
  begin(entry: Entry): string {
    const secret = randomBytes(32).toString('base64url');
    this.#known.keep(secret, entry);
    return secret;
  }

  /** null where there is no such session, any more or at all */
  entry(secret: string): Entry | null {
    return this.#known.get(secret);
  }

  /** @returns what it was of; null where there was none */
  end(secret: string): Entry | null {
    return this.#known.take(secret);
  }
}
