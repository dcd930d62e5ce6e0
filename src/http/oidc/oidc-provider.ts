import * as client from 'openid-client';
import type { Oidc } from '../../contracts/oidc.ts';
import { isSecure } from '../../contracts/secure-url.ts';
import type { Vouched } from '../../workflows/access/bind-account.ts';
import { LogInRefused, misfitOf, refusalOf } from './log-in-refused.ts';
import type { Transaction } from './transactions.ts';
import { isComplete, vouchedBy } from './vouched-by.ts';

/** Whoever logs in waits for it: a provider that takes longer is as good as down. */
const LONGEST_ANSWER_S = 5;
/** What the provider says of itself is asked for again after so long. */
const KNOWN_FOR_MS = 3_600_000;

/** The provider of identities, which is first asked when somebody first logs in. */
export class OidcProvider {
  /** What people call it. */
  readonly name: string;
  readonly #oidc: Oidc;
  readonly #secret: string | null;
  readonly #clock: () => number;
  #found: { readonly metadata: Promise<client.ServerMetadata>; readonly until: number } | null = null;

  /**
   * @param secret null: the provider knows this server without one, and PKCE alone guards its codes
   * @param clock ms since 1970
   */
  constructor(oidc: Oidc, secret: string | null, clock: () => number) {
    [this.#oidc, this.#secret, this.#clock] = [oidc, secret, clock];
    this.name = oidc.name ?? new URL(oidc.issuer).host;
  }

  /**
   * Begins a log-in (authorization code with PKCE).
   *
   * @returns where the browser goes, and what has to be kept until it comes back
   * @throws LogInRefused 503: the provider is down; 502: it is another
   */
  begin(redirectUri: string): Promise<Omit<Transaction, 'returnTo'> & { to: string; state: string }> {
    return this.#asking(async (configuration) => {
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const verifier = client.randomPKCECodeVerifier();
      const to = client.buildAuthorizationUrl(configuration, {
        ...{ redirect_uri: redirectUri, state, nonce, code_challenge_method: 'S256' },
        scope: scopesOf(this.#oidc),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
      });
      return { to: to.href, state, nonce, verifier, redirectUri };
    });
  }

  /**
   * Ends a log-in: the code becomes an ID token, of which signature, issuer, audience, time and nonce hold.
   *
   * @param query what the browser came back with
   * @throws LogInRefused 401: something does not hold; 502, 503: as above
   */
  finish(
    query: string,
    state: string,
    { nonce, verifier, redirectUri }: Transaction,
  ): Promise<Vouched & { readonly idToken: string }> {
    return this.#asking(async (configuration) => {
      const answer = await client.authorizationCodeGrant(configuration, new URL(`${redirectUri}?${query}`), {
        ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
      });
      const [claims, idToken] = [answer.claims(), answer.id_token];
      if (claims === undefined || idToken === undefined) throw new TypeError('an ID token was asked for');
      const asksMore =
        !isComplete(claims, this.#oidc) && configuration.serverMetadata().userinfo_endpoint !== undefined;
      const more = asksMore ? await client.fetchUserInfo(configuration, answer.access_token, claims.sub) : {};
      return { ...vouchedBy({ ...more, ...claims }, this.#oidc), idToken };
    });
  }

  /**
   * Where a browser goes to log out of the provider too (RP-Initiated Logout 1.0); null where it names no such place.
   *
   * @throws LogInRefused 503: the provider is down
   */
  leaveAt(idToken: string, backTo: string): Promise<string | null> {
    return this.#asking(async (configuration) => {
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      const asked = { id_token_hint: idToken, post_logout_redirect_uri: backTo };
      return client.buildEndSessionUrl(configuration, asked).href;
    });
  }

  /** The keys of the provider belong to a configuration: with one a question, a key that was rotated is known at once. */
  async #asking<T>(question: (configuration: client.Configuration) => Promise<T>): Promise<T> {
    try {
      const metadata = await this.#metadata();
      const { clientId } = this.#oidc;
      const configuration = new client.Configuration(metadata, clientId, {}, this.#authentication(metadata));
      configuration.timeout = LONGEST_ANSWER_S;
      configuration[client.customFetch] = securely;
      for (const allow of [...this.#allowances, client.enableNonRepudiationChecks]) allow(configuration);
      return await question(configuration);
    } catch (error) {
      throw refusalOf(error, this.name);
    }
  }

  #metadata(): Promise<client.ServerMetadata> {
    const now = this.#clock();
    if (this.#found === null || this.#found.until <= now) {
      const found = { metadata: this.#discover(), until: now + KNOWN_FOR_MS };
      this.#found = found;
      // What failed is tried again by whoever asks next.
      found.metadata.catch(() => {
        if (this.#found === found) this.#found = null;
      });
    }
    return this.#found.metadata;
  }

  async #discover(): Promise<client.ServerMetadata> {
    const { issuer, clientId } = this.#oidc;
    const asking = client.discovery(new URL(issuer), clientId, undefined, undefined, {
      ...{ timeout: LONGEST_ANSWER_S, [client.customFetch]: securely },
      execute: this.#allowances,
    });
    const metadata = (
      await asking.catch((error: unknown) => {
        throw misfitOf(error, this.name);
      })
    ).serverMetadata();
    // A document for all tenants of a provider would let all of them in.
    if (!URL.canParse(metadata.issuer) || new URL(metadata.issuer).href !== new URL(issuer).href)
      throw new LogInRefused(
        502,
        'other-issuer',
        `${this.name} calls itself by another issuer than oidc.issuer in leeway.yaml`,
      );
    return metadata;
  }

  /** Plain http is for providers of this machine alone, as the configuration has it. */
  get #allowances(): ((configuration: client.Configuration) => void)[] {
    return new URL(this.#oidc.issuer).protocol === 'http:' ? [client.allowInsecureRequests] : [];
  }

  /** By the header where the provider takes that, which is what a client does unless something else was agreed on. */
  #authentication({
    token_endpoint_auth_methods_supported: taken,
  }: client.ServerMetadata): client.ClientAuth {
    if (this.#secret === null) return client.None();
    return taken === undefined || taken.includes('client_secret_basic')
      ? client.ClientSecretBasic(this.#secret)
      : client.ClientSecretPost(this.#secret);
  }
}

/** What is asked of the provider: no address that nobody uses. */
function scopesOf({ personClaim, scopes }: Oidc): string {
  return [...new Set(['openid', ...(personClaim === 'email' ? ['email'] : []), ...scopes])].join(' ');
}

/** What a provider of this machine names may lie beyond it, where plain http is read by others. */
const securely: client.CustomFetch = (url, options) => {
  if (!isSecure(new URL(url)))
    throw new LogInRefused(
      502,
      'plain-http',
      'the provider names an address beyond this machine without https',
    );
  const { body = null } = options;
  return fetch(url, { ...options, body: body instanceof Uint8Array ? Buffer.from(body) : body });
};
