import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { onTestFinished } from 'vitest';

export const CLIENT = { id: 'leeway', secret: 'a-secret-that-no-log-may-show' };

/** A provider of identities (OpenID Connect) that listens, and people who have accounts there. */
export interface IdentityProvider {
  readonly issuer: string;
  /** What it knows of its accounts, by their `sub`. */
  readonly accounts: Map<string, Record<string, unknown>>;
  /** Who sits before the browser; null refuses to log in. */
  who: string | null;
  /** Answers before it does where that says so. */
  interfere: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Begins to know a server, and with new keys each time. */
  readonly knows: (origin: string, isConcise?: boolean) => void;
  readonly stop: () => Promise<void>;
}

/** A real provider on a port that was free; it ends with the test. */
export async function identityProvider(): Promise<IdentityProvider> {
  let provider: Provider | null = null;
  const server = createServer((request, response) => {
    if (made.interfere(request, response)) return;
    if (provider === null) response.writeHead(503).end();
    else if (request.url?.startsWith('/interaction/') === true)
      void provider.interactionFinished(
        ...([request, response] as const),
        made.who === null ? { error: 'access_denied' } : { login: { accountId: made.who } },
      );
    else void provider.callback()(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const made: IdentityProvider = {
    ...{ issuer, accounts: new Map(), who: null, interfere: () => false, stop },
    knows: (origin, isConcise = true) => {
      provider = providerOf(issuer, origin, made.accounts, isConcise);
    },
  };
  onTestFinished(stop);
  return made;
}

/** @param isConcise whether ID tokens say little, so that the rest has to be asked for */
function providerOf(
  issuer: string,
  origin: string,
  accounts: IdentityProvider['accounts'],
  isConcise: boolean,
): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return new Provider(issuer, {
    clients: [
      {
        ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, id_token_signed_response_alg: 'ES256' },
        redirect_uris: [`${origin}/v1/session/oidc/callback`],
        post_logout_redirect_uris: [`${origin}/`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig' }] },
    cookies: { keys: ['k'] },
    scopes: ['openid', 'email', 'groups'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], groups: ['groups'] },
    conformIdTokenClaims: isConcise,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => ({ ...accounts.get(accountId), sub: accountId }),
    }),
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    // Nobody is asked whether this server may know what it asks for.
    loadExistingGrant: async ({ oidc }) => {
      const [clientId, accountId] = [oidc.client?.clientId, oidc.session?.accountId];
      if (clientId === undefined || accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope('openid email groups');
      await grant.save();
      return grant;
    },
  });
}
