import type { FastifyInstance } from 'fastify';
import type { ServedStore } from '../workflows/serve-store.ts';
import { ANYONE } from './access/route-access.ts';
import { HttpProblem } from './http-problem.ts';

/** Adds the routes by which a supervisor sees how the server is. */
export function healthRoutes(app: FastifyInstance, store: ServedStore): void {
  const config = { access: ANYONE };
  app.get('/healthz', { config }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config }, async () => {
    if (store.failure !== null) throw new HttpProblem(503, `nothing gets into the store: ${store.failure}`);
    if (!store.hasRoom(0)) throw new HttpProblem(503, 'the store has not caught up with what came before');
    return { status: 'ok', spooledBytes: store.spooledBytes };
  });
}
