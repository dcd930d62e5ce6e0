import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { Instant } from '../contracts/time.ts';
import type { ServedStore } from '../workflows/index.ts';
import { domainRoutes, timeAsked } from './domain-routes.ts';
import { HttpProblem } from './http-problem.ts';

const Question = z.strictObject({
  asOf: Instant.optional(),
  firstLook: z.enum(['true', 'false']).optional(),
});

/** Adds the routes that answer from the store, and say how the server is. */
export function readRoutes(app: FastifyInstance, store: ServedStore): void {
  app.get('/v1/recommendations', async (request) => {
    const parsed = Question.safeParse(request.query);
    if (!parsed.success)
      throw new HttpProblem(
        400,
        'the query may have asOf, a time such as 2026-05-04T09:12:00Z, and firstLook, true or false',
      );
    return store.recommend(parsed.data.asOf ?? null, parsed.data.firstLook === 'true');
  });
  app.get('/v1/domains', async (request) => store.domains(timeAsked(request.query)));
  domainRoutes(app, store);
  app.get('/v1/doctor', async () => store.examine());
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    if (store.failure !== null) throw new HttpProblem(503, `nothing gets into the store: ${store.failure}`);
    if (!store.hasRoom(0)) throw new HttpProblem(503, 'the store has not caught up with what came before');
    return { status: 'ok', spooledBytes: store.spooledBytes };
  });
}
