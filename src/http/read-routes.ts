import * as z from 'zod';
import { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import { DomainWeeks } from '../contracts/domain-weeks.ts';
import { RecommendationReport } from '../contracts/recommendation.ts';
import { StoreReport } from '../contracts/store-report.ts';
import { recountRecord } from '../workflows/keep-store.ts';
import type { ServedStore } from '../workflows/serve-store.ts';
import { domainsWithin, only, readers, within } from './access/route-access.ts';
import { TimeQuery } from './asked-by.ts';
import { told } from './freshness.ts';
import type { TypedApp } from './json-scope.ts';

const RecommendQuery = TimeQuery.extend({ firstLook: z.stringbool().optional() });

/** Adds the routes that say how reliable the AI is, what it may do next, and how the store is. */
export function readRoutes(app: TypedApp, store: ServedStore): void {
  const config = { access: readers('answer') };
  app.get(
    '/v1/recommendations',
    { config, schema: { querystring: RecommendQuery, response: { 200: RecommendationReport } } },
    async (request, reply) => {
      const { asOf = null, firstLook = false } = request.query;
      const report = await told(request, reply, (freshness) =>
        store.reports.recommend(asOf, firstLook, freshness),
      );
      if (request.actor.domains === null) return report;
      const recommendations = within(request.actor, report.recommendations, ({ domain }) => domain);
      return { ...report, recommendations };
    },
  );
  app.get(
    '/v1/domains',
    { config, schema: { querystring: TimeQuery, response: { 200: DomainReliabilityReport } } },
    async (request, reply) => {
      const { asOf = null } = request.query;
      const report = await told(request, reply, (freshness) => store.reports.domains(asOf, freshness));
      return domainsWithin(request.actor, report);
    },
  );
  // Beside the domains, not under them: any name there is one of a domain.
  app.get(
    '/v1/weeks',
    { config, schema: { querystring: TimeQuery, response: { 200: DomainWeeks } } },
    async (request, reply) => {
      const { asOf = null } = request.query;
      const weeks = await told(request, reply, (freshness) => store.reports.weeks(asOf, freshness));
      return domainsWithin(request.actor, weeks);
    },
  );
  app.get(
    '/v1/doctor',
    { config: { access: readers('all') }, schema: { response: { 200: StoreReport } } },
    () => store.examine(),
  );
  app.post(
    '/v1/doctor/recount',
    { config: { access: only(['admin'], 'all') }, schema: { response: { 200: StoreReport } } },
    async ({ actor }) => {
      await store.governance.govern(actor, ({ db, configuration }) => recountRecord(db, configuration));
      return store.examine();
    },
  );
}
