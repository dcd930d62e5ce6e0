import * as z from 'zod';
import { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import { DomainWeeks } from '../contracts/domain-weeks.ts';
import { RecommendationReport } from '../contracts/recommendation.ts';
import { StoreReport } from '../contracts/store-report.ts';
import type { ServedStore } from '../workflows/index.ts';
import { readers, within } from './access/route-access.ts';
import { TimeQuery } from './asked-by.ts';
import { aged, freshnessOf } from './freshness.ts';
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
      const report = aged(reply, await store.reports.recommend(asOf, firstLook, freshnessOf(request)));
      if (request.actor.domains === null) return report;
      const recommendations = within(request.actor, report.recommendations, ({ domain }) => domain);
      return { ...report, recommendations };
    },
  );
  app.get(
    '/v1/domains',
    { config, schema: { querystring: TimeQuery, response: { 200: DomainReliabilityReport } } },
    async (request, reply) => {
      const report = aged(
        reply,
        await store.reports.domains(request.query.asOf ?? null, freshnessOf(request)),
      );
      if (request.actor.domains === null) return report;
      return { ...report, domains: within(request.actor, report.domains, ({ domain }) => domain) };
    },
  );
  // Beside the domains, not under them: any name there is one of a domain.
  app.get(
    '/v1/weeks',
    { config, schema: { querystring: TimeQuery, response: { 200: DomainWeeks } } },
    async (request, reply) => {
      const told = aged(reply, await store.questions.weeks(request.query.asOf ?? null, freshnessOf(request)));
      if (request.actor.domains === null) return told;
      return { ...told, domains: within(request.actor, told.domains, ({ domain }) => domain) };
    },
  );
  app.get(
    '/v1/doctor',
    { config: { access: readers('all') }, schema: { response: { 200: StoreReport } } },
    () => store.examine(),
  );
}
