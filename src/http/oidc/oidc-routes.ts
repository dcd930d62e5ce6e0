import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Account } from '../../contracts/oidc.ts';
import type { Callers } from '../access/callers.ts';
import { ANYONE } from '../access/route-access.ts';
import { SESSION_COOKIE, sessionCookie } from '../access/session-cookie.ts';
import { HttpProblem } from '../http-problem.ts';
import type { TypedApp } from '../json-scope.ts';
import { ownOrigin } from '../own-origin.ts';
import { LogInRefused, reasonOf } from './log-in-refused.ts';
import type { OidcProvider } from './oidc-provider.ts';
import { ReturnPath } from './return-path.ts';
import { TRANSACTION_MS, Transactions } from './transactions.ts';

const BEGIN = '/v1/session/oidc';
const CALLBACK = `${BEGIN}/callback`;
const COOKIE = 'leeway_log_in';
/** So many begin or end a log-in a minute from one address before the rest are told to wait. */
const MOST_A_MINUTE = 60;

const Came = z.looseObject({
  state: z.string().max(200).optional(),
  code: z.string().max(4000).optional(),
  error: z.string().max(200).optional(),
});

/** Adds the routes by which a browser goes to the provider to log in, and comes back. */
export function oidcRoutes(app: TypedApp, callers: Callers, publicOrigin: string | null): void {
  const { governance, sessions, members, provider } = callers;
  const transactions = new Transactions(governance.options.clock);
  const kept = sessionCookie(publicOrigin);
  // Lax: the browser comes back from another site.
  const cookie: CookieSerializeOptions = {
    ...{ ...kept, path: BEGIN, sameSite: 'lax', maxAge: TRANSACTION_MS / 1000 },
  };
  const config = {
    ...{ access: ANYONE, isPage: true },
    rateLimit: { max: MOST_A_MINUTE, timeWindow: 60_000 },
  };

  app.get(
    BEGIN,
    { config, schema: { querystring: z.strictObject({ return: ReturnPath.default('/') }) } },
    async (request, reply) =>
      logged(request, async () => {
        const redirectUri = `${ownOrigin(request, publicOrigin)}${CALLBACK}`;
        const { to, state, ...begun } = await configured(provider).begin(redirectUri);
        const transaction = { ...begun, returnTo: request.query.return };
        const secret = transactions.begin(request.cookies[COOKIE], state, transaction);
        return reply.setCookie(COOKIE, secret, cookie).header('cache-control', 'no-store').redirect(to, 303);
      }),
  );

  app.get(CALLBACK, { config, schema: { querystring: Came } }, async (request, reply) =>
    logged(request, async () => {
      const from = configured(provider);
      const { state = '' } = request.query;
      const transaction = transactions.take(request.cookies[COOKIE] ?? '', state);
      if (transaction === null)
        throw new LogInRefused(
          400,
          'not-begun',
          'this log-in was not begun in this browser, is over already, or took more than ten minutes; log in again',
        );
      const query = request.url.slice(request.url.indexOf('?') + 1);
      const vouched = await from.finish(query, state, transaction);
      const member = keyOf(vouched.account);
      // What they might do before ends here, also in their other browsers.
      members.delete(member);
      members.set(member, await governance.admit(vouched));
      const before = request.cookies[SESSION_COOKIE];
      if (before !== undefined) sessions.end(before);
      return reply
        .setCookie(SESSION_COOKIE, sessions.begin({ member, idToken: vouched.idToken }), kept)
        .clearCookie(COOKIE, cookie)
        .header('cache-control', 'no-store')
        .redirect(transaction.returnTo, 303);
    }),
  );
}

/** @throws HttpProblem 404 */
function configured(provider: OidcProvider | null): OidcProvider {
  if (provider !== null) return provider;
  throw new HttpProblem(404, 'no provider lets people in here; log in with a token');
}

function keyOf({ issuer, subject }: Account): string {
  return JSON.stringify([issuer, subject]);
}

/** Logs why somebody was not let in, and nothing of who. */
async function logged<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refused = reasonOf(error);
    if (refused !== null) request.log.warn({ refused });
    throw error;
  }
}
