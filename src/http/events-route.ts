import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServedStore } from '../workflows/serve-store.ts';
import type { FedEntry } from '../workflows/served/ledger-feed.ts';
import { type Callers, callerOf } from './access/callers.ts';
import { readers } from './access/route-access.ts';
import { busy } from './body.ts';
import { eventStream } from './event-stream.ts';
import { HttpProblem } from './http-problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether its answers last for as long as somebody listens. */
    isEndless?: boolean;
  }
}

/** Proxies end what is silent for longer, the strictest of them after half a minute. */
export const HEARTBEAT_MS = 15_000;
/** So many may listen at once: each keeps a connection open. */
const MOST_LISTENERS = 200;

/**
 * Adds the route that tells of events of the ledger as they come: to who reads all domains everything, to others what is
 * about a domain of theirs. Who is cut off says with `Last-Event-ID` what they have; who does not hears what comes from now on.
 */
export function eventsRoute(
  app: FastifyInstance,
  { feed }: ServedStore,
  callers: Callers,
  heartbeatMs: number,
): void {
  const ending = new AbortController();
  let listeners = 0;
  app.addHook('preClose', async () => ending.abort());
  const config = { access: readers('answer'), isEndless: true };
  // Packed, events would wait for more of their kind.
  app.get('/v1/events', { config, compress: false }, async (request, reply) => {
    const known = lastKnown(request);
    if (listeners >= MOST_LISTENERS) throw busy('too many listen already; ask again later');
    const from = known ?? (await feed.head());
    const gone = new AbortController();
    listeners += 1;
    reply.raw.once('close', () => {
      listeners -= 1;
      gone.abort();
    });
    const signal = AbortSignal.any([ending.signal, gone.signal]);
    const may = (fed: FedEntry | null) => mayHear(callers, request, fed);
    void reply.header('cache-control', 'no-cache, no-transform').header('x-accel-buffering', 'no');
    return reply
      .type('text/event-stream; charset=utf-8')
      .send(Readable.from(eventStream({ feed, from, may, heartbeatMs, signal }), { objectMode: false }));
  });
}

/** @throws HttpProblem 400 */
function lastKnown({ headers }: FastifyRequest): number | null {
  const given = headers['last-event-id'];
  if (given === undefined || given === '') return null;
  if (typeof given === 'string' && /^\d{1,15}$/.test(given)) return Number(given);
  throw new HttpProblem(
    400,
    'Last-Event-ID: is no number of an entry of the ledger; leave it out to begin now',
  );
}

/** Whether an entry is for whoever asked, who may have lost their token meanwhile: null. */
function mayHear(callers: Callers, request: FastifyRequest, fed: FedEntry | null): boolean | null {
  try {
    const { domains } = callerOf(callers, request).actor;
    return domains === null || (fed !== null && fed.domain !== null && domains.includes(fed.domain));
  } catch {
    return null;
  }
}
