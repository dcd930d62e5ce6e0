import type { Actor, Role } from '../../contracts/actor.ts';
import { HttpProblem } from '../http-problem.ts';

/** Who may call a route. */
export interface RouteAccess {
  /** One of these roles is enough; null: whoever asks. */
  readonly roles: readonly Role[] | null;
  /**
   * Of callers whose roles are for some domains only: `all` refuses them, `domain` takes them for the domain in the
   * path, and a route that is `answer` answers of their domains alone.
   */
  readonly reach: 'all' | 'domain' | 'answer';
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** Who asks. */
    actor: Actor;
    /** The id of the token by which they do; null where none was shown, or nobody is asked. */
    tokenId: string | null;
  }
}

const READERS: readonly Role[] = ['viewer', 'lead', 'board', 'admin'];

/** Whoever asks: it tells nothing of the store. */
export const ANYONE: RouteAccess = { roles: null, reach: 'answer' };

/** Whoever may read. */
export function readers(reach: RouteAccess['reach']): RouteAccess {
  return { roles: READERS, reach };
}

/** Those with one of some roles. */
export function only(roles: readonly Role[], reach: RouteAccess['reach']): RouteAccess {
  return { roles, reach };
}

/** Those of some things whose domain is within somebody's reach. */
export function within<T>({ domains }: Actor, things: readonly T[], domainOf: (thing: T) => string): T[] {
  return things.filter((thing) => domains === null || domains.includes(domainOf(thing)));
}

/** What a report says of the domains that somebody may ask about; for who may ask about all it stays the one that is held. */
export function domainsWithin<D extends { readonly domain: string }, R extends { readonly domains: D[] }>(
  actor: Actor,
  report: R,
): R {
  if (actor.domains === null) return report;
  return { ...report, domains: within(actor, report.domains, ({ domain }) => domain) };
}

/**
 * One thing, where its domain is within somebody's reach.
 *
 * @throws HttpProblem 403
 */
export function withinReach<T>({ name, domains }: Actor, thing: T, domain: string): T {
  if (domains === null || domains.includes(domain)) return thing;
  throw new HttpProblem(403, `${name} may not ask about this domain`);
}
