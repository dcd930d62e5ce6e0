import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../contracts/actor.ts';
import { DomainPath } from '../asked-by.ts';
import { HttpProblem } from '../http-problem.ts';
import { type AccessMode, type Callers, callerOf, modeOf } from './callers.ts';
import { type RouteAccess, withinReach } from './route-access.ts';

/**
 * Lets nobody in whom a route does not name: each route says who may call it, and one that does not say is refused when
 * it is added. Call it before the routes.
 */
export function guard(app: FastifyInstance, callers: Callers): void {
  app.addHook('onRoute', ({ config, method, url }) => {
    if (config?.access === undefined)
      throw new TypeError(`${String(method)} ${url} does not say who may call it`);
  });
  app.decorateRequest('tokenId', null);
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (request.is404 || access === undefined || access.roles === null) return;
    const { actor, tokenId } = callerOf(callers, request);
    [request.actor, request.tokenId] = [actor, tokenId];
    refuseRole(request.actor, access, modeOf(callers));
    refuseReach(request.actor, access, request);
  });
}

/** @throws HttpProblem 403 */
function refuseRole({ name, roles }: Actor, access: RouteAccess, mode: AccessMode): void {
  const asked = access.roles ?? [];
  if (roles.some((role) => asked.includes(role))) return;
  if (mode === 'open' && asked.includes('admin'))
    throw new HttpProblem(
      403,
      'whoever shows no token may read and add here; for this run the command where it finds the store (in its folder, or by LEEWAY_DB), as the user that runs the server, or show a token, which leeway token create makes',
    );
  throw new HttpProblem(403, `${name} may not do this; the roles that may: ${asked.join(', ')}`);
}

/** @throws HttpProblem 403 */
function refuseReach(actor: Actor, { reach }: RouteAccess, request: FastifyRequest): void {
  const { name, domains } = actor;
  if (domains === null || reach === 'answer') return;
  if (reach === 'all')
    throw new HttpProblem(
      403,
      `${name} may act for ${domains.join(', ')} only, and this is about all domains`,
    );
  withinReach(actor, null, DomainPath.parse(request.params).domain);
}
