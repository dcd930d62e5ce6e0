import { randomUUID } from 'node:crypto';
import { type FastifyInstance, type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify';
import type { RequestLog } from './log-level.ts';

/** What others call a request by: short, and nothing that could be mistaken for something else in a log or a header. */
const SANE_ID = /^[\w.:@/+=-]{1,128}$/;
/** Who was refused is worth a look. */
const REFUSED = [401, 403, 429];

/** What makes a server give every request an id, and log where it is asked to. */
export function logOptions(log: RequestLog | null): FastifyServerOptions {
  return {
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
    },
    logger: log !== null && {
      ...{ level: log.level, stream: log.to, base: null },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      // What the framework says of its own accord: no address, no header, no words of an error.
      serializers: {
        req: ({ method }) => ({ method }),
        res: ({ statusCode }) => ({ statusCode }),
        err: ({ name: type, code }: Error & { code?: string }) => ({
          type,
          code: code ?? '',
          message: '',
          stack: '',
        }),
      },
    },
  };
}

/**
 * Answers the id of every request, and logs how each one ended: by the pattern of its route, never by its address, in which
 * names stand. Call it before the routes.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode: status } = reply;
    const line = {
      method: request.method,
      route: request.is404 ? null : (request.routeOptions.url ?? null),
      ...{ status, ms: Math.round(reply.elapsedTime * 10) / 10, token: request.tokenId },
    };
    if (status >= 500) request.log.error(line);
    else if (REFUSED.includes(status)) request.log.warn(line);
    else request.log.info(line);
  });
}

/** Logs a fault in the line in which it would be told. */
export function logFault({ log }: FastifyRequest, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error({ fault: message.split('\n')[0] });
}
