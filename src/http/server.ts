import cookie from '@fastify/cookie';
import etag from '@fastify/etag';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import type { ServedStore } from '../workflows/serve-store.ts';
import { type Callers, modeOf } from './access/callers.ts';
import { guard } from './access/guard.ts';
import { refuseForeign } from './access/same-origin.ts';
import { sessionRoutes } from './access/session-routes.ts';
import { Sessions } from './access/sessions.ts';
import { tokenRoutes } from './access/token-routes.ts';
import { answerHeaders } from './answer-headers.ts';
import { authorityRoutes } from './authority-routes.ts';
import { backupRoute } from './backup-route.ts';
import { checkpointRoutes } from './checkpoint-routes.ts';
import { BUILT_CONSOLE, consoleRoute, consoleStyle } from './console-route.ts';
import { countsRoute, takeCountsRoute } from './counts-routes.ts';
import { decisionRoutes } from './decision-routes.ts';
import { domainRoutes } from './domain-routes.ts';
import { eventsRoute, HEARTBEAT_MS } from './events-route.ts';
import { exportRoutes } from './export-routes.ts';
import { forgetRoute } from './forget-route.ts';
import { healthRoutes } from './health-routes.ts';
import { HttpProblem, problemAnswer } from './http-problem.ts';
import { type IngestLimits, ingestRoutes } from './ingest-routes.ts';
import { intakeRoutes } from './intake-routes.ts';
import { jsonScope, schemaRefusal } from './json-scope.ts';
import { ledgerRoute } from './ledger-route.ts';
import type { RequestLog } from './log-level.ts';
import { metricsRoute } from './metrics/metrics-route.ts';
import { requestTimes } from './metrics/request-times.ts';
import { OidcProvider } from './oidc/oidc-provider.ts';
import { oidcRoutes } from './oidc/oidc-routes.ts';
import { describeRoutes } from './openapi.ts';
import { planRoutes } from './plan-routes.ts';
import { proposalRoutes } from './proposal-routes.ts';
import { type Replica, readOnly } from './read-only.ts';
import { readRoutes } from './read-routes.ts';
import { isReadByPerson, refusalPage } from './refusal-page.ts';
import { logFault, logOptions, logRequests } from './request-log.ts';
import { runRoute } from './run-route.ts';
import { settingsRoutes } from './settings-routes.ts';
import { voteRoutes } from './vote-routes.ts';
import { type AskedWebhooks, webhookRoutes } from './webhooks/webhook-route.ts';
import { digestOnce } from './written-once.ts';

/** A mapping comes in a header. */
const MOST_HEADER_BYTES = 262_144;
/** A name of a domain, percent-encoded: its length is for its owner to choose. */
const LONGEST_NAME_BYTES = 65_536;
const LONGEST_HEADERS_MS = 60_000;
/** How often slow requests are looked for. */
const LOOK_MS = 5000;

export const DEFAULT_LIMITS: IngestLimits = {
  mostBodyBytes: 64_000_000,
  mostFileBytes: 1_000_000_000,
  mostHeldBytes: 256_000_000,
  longestRequestMs: 900_000,
};

/** What a server is made of. */
export interface ServerParts {
  readonly store: ServedStore;
  readonly limits: IngestLimits;
  /** Whether anybody on this machine may choose to be one of the people of the configuration. */
  readonly isDemo: boolean;
  /** What whoever owns the store shows, while nobody is asked for a token; absent where nobody may. */
  readonly ownerKey?: string | null;
  /** Where browsers reach it, where that is not where it listens, for example `https://leeway.example.org`. */
  readonly publicOrigin: string | null;
  /** By which the provider of identities knows this server; null where it needs none. */
  readonly oidcSecret?: string | null;
  /** Where the files of the console are, where the build did not put them there. */
  readonly consoleFolder?: string | undefined;
  /** Hears of faults. */
  readonly tell: (error: unknown) => void;
  /** How deliveries to webhooks are. */
  readonly webhooks: AskedWebhooks;
  /** After how long a silence those who listen to events hear that the server is there. */
  readonly heartbeatMs?: number;
  /** Who is logged in with a browser, where that outlives this server; absent for nobody yet. */
  readonly sessions?: Sessions;
  /** Which snapshot is read, where nothing is written; absent where it is. */
  readonly replica?: Replica;
  /** Where requests are logged; null where they are not. */
  readonly log: RequestLog | null;
}

/** What Node is told of a server. */
export function nodeOptions({ longestRequestMs }: IngestLimits) {
  return {
    maxHeaderSize: MOST_HEADER_BYTES,
    connectionsCheckingInterval: Math.min(LOOK_MS, longestRequestMs / 2),
    // Of the two times Node takes the longer one for bodies.
    headersTimeout: Math.min(LONGEST_HEADERS_MS, longestRequestMs),
    requestTimeout: longestRequestMs,
  };
}

/** Makes the server of a store, which does not listen yet. */
export async function httpServer(parts: ServerParts): Promise<FastifyInstance> {
  const { store, limits, isDemo, publicOrigin, tell, log, webhooks } = parts;
  const { heartbeatMs = HEARTBEAT_MS, oidcSecret = null, consoleFolder = BUILT_CONSOLE } = parts;
  const { ownerKey = null } = parts;
  const { governance } = store;
  const app: FastifyInstance = fastify({
    ...logOptions(log),
    http: nodeOptions(limits),
    routerOptions: { maxParamLength: LONGEST_NAME_BYTES },
    requestTimeout: limits.longestRequestMs,
    return503OnClosing: true,
  });
  logRequests(app);
  const times = requestTimes(app);
  // Bodies are read by the routes, each as it is best taken.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  const { configuration } = governance;
  const { clock } = governance.options;
  const callers: Callers = {
    ...{ governance, isDemo, ownerKey, sessions: parts.sessions ?? new Sessions(clock), members: new Map() },
    provider:
      configuration.oidc === undefined ? null : new OidcProvider(configuration.oidc, oidcSecret, clock),
  };
  if (parts.replica !== undefined) readOnly(app, parts.replica);
  app.addHook('onRequest', async (request) =>
    refuseForeign(request, modeOf(callers) !== 'tokens', publicOrigin),
  );
  app.setErrorHandler((error, request, reply) => {
    const { document, headers } = problemAnswer(schemaRefusal(error) ?? error);
    if (document.status >= 500) {
      if (log === null) tell(error);
      else logFault(request, error);
    }
    // The rest of a body that was refused: read, so that the client comes to hear why.
    request.raw.resume();
    void reply.code(document.status).headers(headers);
    return isReadByPerson(request)
      ? reply.type('text/html; charset=utf-8').send(refusalPage(document, consoleStyle(consoleFolder)))
      : reply.type('application/problem+json').send(document);
  });
  app.setNotFoundHandler((request) => {
    throw new HttpProblem(
      404,
      `there is nothing at ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}`,
    );
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { after }) =>
      new HttpProblem(429, `too many tries from this address; wait ${after}, and try again`),
  });
  await app.register(etag, { hashFn: digestOnce });
  await answerHeaders(app);
  guard(app, callers);
  await describeRoutes(app, governance.options.madeBy.leeway);
  ingestRoutes(app, store, limits);
  backupRoute(app, governance, limits.longestRequestMs);
  takeCountsRoute(app, governance, limits.mostFileBytes);
  healthRoutes(app, store);
  metricsRoute(app, store, times);
  eventsRoute(app, store, callers, heartbeatMs);
  await jsonScope(app, (typed) => {
    sessionRoutes(typed, callers, publicOrigin, parts.replica ?? null);
    oidcRoutes(typed, callers, publicOrigin);
    tokenRoutes(typed, governance);
    forgetRoute(typed, governance);
    countsRoute(typed, governance);
    readRoutes(typed, store);
    intakeRoutes(typed, store);
    settingsRoutes(typed, store);
    domainRoutes(typed, store);
    decisionRoutes(typed, store);
    ledgerRoute(typed, store);
    checkpointRoutes(typed, governance);
    proposalRoutes(typed, governance);
    voteRoutes(typed, governance);
    authorityRoutes(typed, governance);
    runRoute(typed, governance);
    planRoutes(typed, store);
    exportRoutes(typed, governance);
    webhookRoutes(typed, webhooks);
  });
  await consoleRoute(app, consoleFolder);
  return app;
}
