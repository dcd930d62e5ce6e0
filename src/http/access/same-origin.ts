import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../../contracts/loopback.ts';
import { HttpProblem } from '../http-problem.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what a page of another site makes a browser send here: a foreign `Origin` is that page itself. Where nobody is
 * asked for a token a foreign name in `Host` is refused too: somebody's name server answers with this machine's address.
 *
 * @param isOpen whether nobody is asked for a token
 * @param publicOrigin where browsers reach the server, where that is not where it listens
 * @throws HttpProblem 403
 */
export function refuseForeign(
  { headers, method }: Pick<FastifyRequest, 'headers' | 'method'>,
  isOpen: boolean,
  publicOrigin: string | null,
): void {
  const host = (headers.host ?? '').toLowerCase();
  if (isOpen && !isLoopback(host.replace(/:\d+$/, '')))
    throw new HttpProblem(403, 'this server answers to localhost only; call it by 127.0.0.1 or localhost');
  const origin = headers.origin?.toLowerCase();
  const isOwn = origin === undefined || origin === `http://${host}` || origin === publicOrigin;
  const site = headers['sec-fetch-site'];
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (!isOwn || (isForeignSite && !SAFE.includes(method)))
    throw new HttpProblem(403, 'pages of other sites may not call this server');
}
