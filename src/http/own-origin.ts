import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../contracts/loopback.ts';
import { HttpProblem } from './http-problem.ts';

/**
 * Where a browser has reached this server.
 *
 * @throws HttpProblem 400: the header `Host` alone would say so, and it is no name of this machine
 */
export function ownOrigin({ headers }: Pick<FastifyRequest, 'headers'>, publicOrigin: string | null): string {
  if (publicOrigin !== null) return publicOrigin;
  const host = headers.host ?? '';
  if (isLoopback(host.toLowerCase().replace(/:\d+$/, ''))) return `http://${host}`;
  throw new HttpProblem(
    400,
    'this server does not know its own address; whoever runs it names it with --public-url',
  );
}
