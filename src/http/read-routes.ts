import * as z from 'zod';
import { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import { DomainWeeks } from '../contracts/domain-weeks.ts';
import { RecommendationReport } from '../contracts/recommendation.ts';
import { StoreReport } from '../contracts/store-report.ts';
import type { ServedStore } from '../workflows/index.ts';
import { readers, within } from './access/route-access.ts';
import { TimeQuery } from './asked-by.ts';
import type { TypedApp } from './json-scope.ts';

const RecommendQuery = TimeQuery.extend({ firstLook: z.stringbool().optional() });

/** Adds the routes that say how reliable the AI is, what it may do next, and how the store is. */
export function readRoutes(app: TypedApp, store: ServedStore): void {
  const config = { access: readers('answer') };
  app.get(
    '/v1/recommendations',
    { config, schema: { querystring: RecommendQuery, response: { 200: RecommendationReport } } },
    async ({ actor, query: { asOf = null, firstLook = false } }) => {
      const report = await store.recommend(asOf, firstLook);
      return { ...report, recommendations: within(actor, report.recommendations, ({ domain }) => domain) };
    },
  );
  app.get(
    '/v1/domains',
    { config, schema: { querystring: TimeQuery, response: { 200: DomainReliabilityReport } } },
    async ({ actor, query: { asOf = null } }) => {
      const report = await store.domains(asOf);
      return { ...report, domains: within(actor, report.domains, ({ domain }) => domain) };
    },
  );
  // Beside the domains, not under them: any name there is one of a domain.
  app.get(
    '/v1/weeks',
    { config, schema: { querystring: TimeQuery, response: { 200: DomainWeeks } } },
    async ({ actor, query: { asOf = null } }) => {
      const told = await store.questions.weeks(asOf);
      return { ...told, domains: within(actor, told.domains, ({ domain }) => domain) };
    },
  );
  app.get(
    '/v1/doctor',
    { config: { access: readers('all') }, schema: { response: { 200: StoreReport } } },
    () => store.examine(),
  );
}
