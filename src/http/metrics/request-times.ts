import type { FastifyInstance } from 'fastify';
import { Histogram, Registry } from 'prom-client';

/** Measures how long answers take, by route and by the class of their status. Call it before the routes. */
export function requestTimes(app: FastifyInstance): Registry {
  const registry = new Registry();
  const seconds = new Histogram({
    name: 'leeway_http_request_duration_seconds',
    help: 'How long requests took, by route and class of status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.config.isEndless === true) return;
    // A pattern and never an address: names of domains stand in those, and there is no end of them.
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
  });
  return registry;
}
