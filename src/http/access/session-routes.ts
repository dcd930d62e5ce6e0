import * as z from 'zod';
import type { Actor } from '../../contracts/actor.ts';
import { LoggedOut, Session } from '../../contracts/session.ts';
import { HttpProblem } from '../http-problem.ts';
import type { TypedApp } from '../json-scope.ts';
import { ownOrigin } from '../own-origin.ts';
import { type Callers, callerOf, entryBy, modeOf } from './callers.ts';
import { ANYONE } from './route-access.ts';
import { SESSION_COOKIE, sessionCookie } from './session-cookie.ts';

/** So many log in a minute from one address before the rest are told to wait. */
const MOST_LOGINS = 20;

const LogIn = z.union([
  z.strictObject({ token: z.string().min(1).max(200) }),
  z.strictObject({ as: z.string().min(1).max(200) }),
]);

/** Adds the routes by which a browser logs in and out. */
export function sessionRoutes(
  app: TypedApp,
  callers: Callers,
  publicOrigin: string | null,
  snapshot: Session['snapshot'],
): void {
  const { governance, sessions, provider } = callers;
  const cookie = sessionCookie(publicOrigin);
  const told = (actor: Actor | null): Session => {
    const mode = modeOf(callers);
    const people = mode === 'demo' ? Object.keys(governance.configuration.people) : [];
    return { mode, actor, people, provider: provider?.name ?? null, snapshot, now: governance.now };
  };
  const access = { config: { access: ANYONE } };

  app.get('/v1/session', { ...access, schema: { response: { 200: Session } } }, async (request) => {
    try {
      return told(callerOf(callers, request).actor);
    } catch (error) {
      if (error instanceof HttpProblem && error.status === 401) return told(null);
      throw error;
    }
  });

  app.post(
    '/v1/session',
    {
      config: { ...access.config, rateLimit: { max: MOST_LOGINS, timeWindow: 60_000 } },
      schema: { body: LogIn, response: { 200: Session } },
    },
    async ({ body }, reply) => {
      const { entry, actor } = entryBy(callers, body);
      void reply.setCookie(SESSION_COOKIE, sessions.begin(entry), cookie);
      return told(actor);
    },
  );

  app.delete(
    '/v1/session',
    { ...access, schema: { response: { 200: LoggedOut } } },
    async (request, reply) => {
      const secret = request.cookies[SESSION_COOKIE];
      const entry = secret === undefined ? null : sessions.end(secret);
      void reply.clearCookie(SESSION_COOKIE, cookie).header('cache-control', 'no-store');
      if (entry === null || !('idToken' in entry)) return { ...told(null), leaveAt: null };
      const backTo = `${ownOrigin(request, publicOrigin)}/`;
      // Where the provider is down, the session here has ended all the same.
      const leaveAt = (await provider?.leaveAt(entry.idToken, backTo).catch(() => null)) ?? null;
      return { ...told(null), leaveAt };
    },
  );
}
