import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { ServedStore } from '../../workflows/serve-store.ts';
import { readers } from '../access/route-access.ts';
import { domainMetrics } from './domain-metrics.ts';
import { LastKnown } from './last-known.ts';
import { storeMetrics } from './store-metrics.ts';

/** Figures of domains take a search, so a scrape has those of at most so long ago. */
const MOST_AGE_MS = 60_000;

/** Gauges that the library names as counters, which checks of metrics refuse; each has the same by type beside it. */
const MISNAMED = ['handles', 'requests', 'resources'].map((kind) => `nodejs_active_${kind}_total`);

/** Of the process, whatever it serves: its memory, its time, its loop. */
let ofProcess: Registry | null = null;

/**
 * Adds the route that Prometheus scrapes.
 *
 * @param times how long requests took
 */
export function metricsRoute(app: FastifyInstance, store: ServedStore, times: Registry): void {
  const { clock } = store.governance.options;
  const domains = new LastKnown(
    async () => domainMetrics(await store.reports.figures(), clock()),
    clock,
    MOST_AGE_MS,
  );
  app.get('/metrics', { config: { access: readers('all') } }, async (_request, reply) => {
    const { spooledBytes } = store;
    const parts = [
      domains.get()?.answer ?? '',
      await storeMetrics({ ...(await store.governance.pulse()), spooledBytes }),
      await times.metrics(),
      await processRegistry().metrics(),
    ];
    return reply.type(Registry.PROMETHEUS_CONTENT_TYPE).send(parts.filter((part) => part !== '').join('\n'));
  });
}

function processRegistry(): Registry {
  if (ofProcess !== null) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  for (const name of MISNAMED) ofProcess.removeSingleMetric(name);
  return ofProcess;
}
