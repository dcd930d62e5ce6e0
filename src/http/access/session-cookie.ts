import type { CookieSerializeOptions } from '@fastify/cookie';
import { SESSION_MS } from './sessions.ts';

export const SESSION_COOKIE = 'leeway_session';

/** How the cookie of a session is kept: no script reads it, and no page of another site sends it. */
export function sessionCookie(publicOrigin: string | null): CookieSerializeOptions {
  return {
    ...{ path: '/', httpOnly: true, sameSite: 'strict', maxAge: SESSION_MS / 1000 },
    secure: publicOrigin?.startsWith('https:') ?? false,
  };
}
