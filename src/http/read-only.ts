import type { FastifyInstance } from 'fastify';
import { HttpProblem } from './http-problem.ts';

/** What a server that only reads has, and who writes. */
export interface Replica {
  /** ISO time of the snapshot. */
  readonly at: string;
  /** Where the server is that writes; null where nobody said. */
  readonly writer: string | null;
}

/** Logging in writes nothing but what this process remembers, and a draw nothing at all: its word may stand in no address. */
const WRITES_NOTHING = ['/v1/session', '/v1/audit-plan/queue'];

/** Refuses all that would write, before anything else looks at it, and says of each answer which snapshot it is of. */
export function readOnly(app: FastifyInstance, { at, writer }: Replica): void {
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('x-leeway-snapshot', at);
  });
  app.addHook('onRequest', async ({ method, url }) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(method) || WRITES_NOTHING.includes(url.split('?')[0] ?? ''))
      return;
    throw new HttpProblem(
      405,
      `this server only reads, a snapshot of ${at}; send it to ${writer ?? 'the server that writes'}`,
      { allow: 'GET, HEAD' },
    );
  });
}
