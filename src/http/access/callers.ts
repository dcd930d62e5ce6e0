import type { FastifyRequest } from 'fastify';
import { type Actor, personNamed, type Role } from '../../contracts/actor.ts';
import type { ServedGovernance } from '../../workflows/served-governance.ts';
import { HttpProblem } from '../http-problem.ts';
import type { OidcProvider } from '../oidc/oidc-provider.ts';
import { showsKey } from './owner-key.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import type { Entry, Sessions } from './sessions.ts';

/**
 * `tokens`: whoever asks shows one, or comes by a provider. `open`: anybody on this machine reads and adds, who owns the store
 * administers it, and nobody decides. `demo`: anybody on this machine is whom they choose of the people in the configuration.
 */
export type AccessMode = 'tokens' | 'open' | 'demo';

export interface Callers {
  readonly governance: ServedGovernance;
  readonly sessions: Sessions;
  /** What those may do who came in by a provider, as the provider said last; by their accounts. */
  readonly members: Map<string, Actor>;
  /** Who vouches for people; null where tokens alone do. */
  readonly provider: OidcProvider | null;
  /** Whether people may be chosen without a token. */
  readonly isDemo: boolean;
  /** What whoever owns the store shows, while nobody is asked for a token; null where nobody may. */
  readonly ownerKey: string | null;
}

/** How callers are known here, as of now: the first token that is given, or a provider, closes the house. */
export function modeOf({ governance, isDemo }: Callers): AccessMode {
  if (governance.asksWhoCalls) return 'tokens';
  return isDemo ? 'demo' : 'open';
}

/** What whoever may read and write the file could do without a server all the same. */
const OWNER: readonly Role[] = ['admin'];
const NOT_KNOWN = { 'www-authenticate': 'Bearer realm="leeway"' };

/** Who asks, and by which token; null where none was shown. */
export interface Caller {
  readonly actor: Actor;
  readonly tokenId: string | null;
}

/**
 * Who asks.
 *
 * @throws HttpProblem 401: nobody that is known
 */
export function callerOf(callers: Callers, request: FastifyRequest): Caller {
  const caller = bearer(callers, request) ?? session(callers, request);
  if (caller !== null) return caller;
  if (modeOf(callers) === 'tokens')
    throw new HttpProblem(
      401,
      'this server asks for a token; send Authorization: Bearer TOKEN, which leeway token create makes',
      NOT_KNOWN,
    );
  const name = callers.governance.options.actor ?? 'leeway serve';
  const roles: Role[] = ['viewer', 'ingest', ...(showsKey(request, callers.ownerKey) ? OWNER : [])];
  return { actor: { name, kind: 'job', roles, domains: null }, tokenId: null };
}

function bearer({ governance }: Callers, request: FastifyRequest): Caller | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const holder = governance.holder(/^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '');
  if ('actor' in holder) return holder;
  throw unheld(holder.refusal);
}

function session(callers: Callers, request: FastifyRequest): Caller | null {
  const secret = request.cookies[SESSION_COOKIE];
  const entry = secret === undefined ? null : callers.sessions.entry(secret);
  return entry === null ? null : personBehind(callers, entry);
}

/** Who is behind a session, as of now; null where its token or account is closed, or nobody may be chosen any more. */
function personBehind(callers: Callers, entry: Entry): Caller | null {
  const { configuration } = callers.governance;
  if ('member' in entry) {
    const actor = callers.members.get(entry.member);
    return actor === undefined ? null : { actor, tokenId: null };
  }
  if ('person' in entry)
    return modeOf(callers) === 'demo'
      ? { actor: personNamed(entry.person, configuration.people), tokenId: null }
      : null;
  const holder = callers.governance.holderOf(entry.tokenId);
  return 'actor' in holder ? holder : null;
}

/**
 * What somebody logs in with.
 *
 * @param asked the secret of a token, or the name of a person
 * @throws HttpProblem 401: no such token, or it is closed; 403: nobody is chosen by name here, or there is no such person
 */
export function entryBy(
  callers: Callers,
  asked: { readonly token: string } | { readonly as: string },
): { readonly entry: Entry; readonly actor: Actor } {
  if ('token' in asked) {
    const holder = callers.governance.holder(asked.token);
    if ('refusal' in holder) throw unheld(holder.refusal);
    return { entry: { tokenId: holder.tokenId }, actor: holder.actor };
  }
  const { people } = callers.governance.configuration;
  if (modeOf(callers) !== 'demo' || !Object.hasOwn(people, asked.as))
    throw new HttpProblem(403, 'nobody of that name may be chosen here; log in with a token');
  return { entry: { person: asked.as }, actor: personNamed(asked.as, people) };
}

function unheld(refusal: 'unknown' | 'revoked' | 'expired'): HttpProblem {
  const detail =
    refusal === 'unknown'
      ? 'no such token is known here; check it'
      : `this token is ${refusal}; ask for another`;
  return new HttpProblem(401, detail, NOT_KNOWN);
}
