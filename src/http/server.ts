import fastify, { type FastifyInstance } from 'fastify';
import type { ServedStore } from '../workflows/index.ts';
import { answerHeaders } from './answer-headers.ts';
import { consoleRoute } from './console-route.ts';
import { HttpProblem, problemAnswer } from './http-problem.ts';
import { type IngestLimits, ingestRoutes } from './ingest-routes.ts';
import { ledgerRoute } from './ledger-route.ts';
import { refuseForeign } from './loopback.ts';
import { readRoutes } from './read-routes.ts';

/** A mapping comes in a header. */
const MOST_HEADER_BYTES = 262_144;
/** A name of a domain, percent-encoded: its length is for its owner to choose. */
const LONGEST_NAME_BYTES = 65_536;
/** Who sends a body more slowly than this holds up the end of the server. */
const LONGEST_REQUEST_MS = 900_000;

export const DEFAULT_LIMITS: IngestLimits = {
  mostBodyBytes: 64_000_000,
  mostFileBytes: 1_000_000_000,
  mostHeldBytes: 256_000_000,
};

/**
 * Makes the server of a store, which does not listen yet.
 *
 * @param tell hears of faults
 */
export function httpServer(
  store: ServedStore,
  limits: IngestLimits,
  tell: (error: unknown) => void,
): FastifyInstance {
  const app = fastify({
    http: { maxHeaderSize: MOST_HEADER_BYTES },
    routerOptions: { maxParamLength: LONGEST_NAME_BYTES },
    requestTimeout: LONGEST_REQUEST_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  // Bodies are read by the routes, each as it is best taken.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.addHook('onRequest', async (request) => refuseForeign(request.headers.host, request.headers.origin));
  app.setErrorHandler((error, request, reply) => {
    const { document, headers } = problemAnswer(error);
    if (document.status >= 500) tell(error);
    // The rest of a body that was refused: read, so that the client comes to hear why.
    request.raw.resume();
    return reply.code(document.status).headers(headers).type('application/problem+json').send(document);
  });
  app.setNotFoundHandler((request) => {
    throw new HttpProblem(
      404,
      `there is nothing at ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}`,
    );
  });
  answerHeaders(app);
  app.register(async (routes) => {
    ingestRoutes(routes, store, limits);
    readRoutes(routes, store);
    ledgerRoute(routes, store);
    consoleRoute(routes);
  });
  return app;
}
