import {
  DomainOverview,
  DomainReviewers,
  DomainSegments,
  DomainThresholds,
  DomainTrend,
  TrendStep,
} from '../contracts/domain-parts.ts';
import { DomainReport } from '../contracts/domain-report.ts';
import { WhatIf } from '../contracts/what-if.ts';
import { reviewersOf, segmentsOf, thresholdsOf } from '../workflows/domain-parts.ts';
import type { ServedStore } from '../workflows/serve-store.ts';
import { readers } from './access/route-access.ts';
import { DomainPath, TimeQuery } from './asked-by.ts';
import { told } from './freshness.ts';
import type { TypedApp } from './json-scope.ts';
import { once } from './written-once.ts';

const TrendQuery = TimeQuery.extend({ by: TrendStep.default('week') });

/** Parts of what `leeway report` says, by the name under which each is asked for. */
const PARTS = {
  reliability: { shape: DomainReport, of: (report: DomainReport) => report },
  thresholds: { shape: DomainThresholds, of: once(thresholdsOf) },
  segments: { shape: DomainSegments, of: once(segmentsOf) },
  reviewers: { shape: DomainReviewers, of: once(reviewersOf) },
} as const;

/** Adds the routes that answer of one domain. Its name is percent-encoded, and may have any character, slashes too. */
export function domainRoutes(app: TypedApp, store: ServedStore): void {
  const config = { access: readers('domain') };
  app.get(
    '/v1/domains/:domain',
    { config, schema: { params: DomainPath, querystring: TimeQuery, response: { 200: DomainOverview } } },
    (request, reply) =>
      told(request, reply, (freshness) =>
        store.reports.overview(request.params.domain, request.query.asOf ?? null, freshness),
      ),
  );
  for (const [part, { shape, of }] of Object.entries(PARTS))
    app.get(
      `/v1/domains/:domain/${part}`,
      { config, schema: { params: DomainPath, querystring: TimeQuery, response: { 200: shape } } },
      async (request, reply) =>
        of(
          await told(request, reply, (freshness) =>
            store.reports.report(request.params.domain, request.query.asOf ?? null, freshness),
          ),
        ),
    );
  app.get(
    '/v1/domains/:domain/trend',
    { config, schema: { params: DomainPath, querystring: TrendQuery, response: { 200: DomainTrend } } },
    (request, reply) => {
      const { asOf = null, by } = request.query;
      return told(request, reply, (freshness) =>
        store.questions.trend(request.params.domain, asOf, by, freshness),
      );
    },
  );
  app.get(
    '/v1/domains/:domain/what-if',
    { config, schema: { params: DomainPath, querystring: TimeQuery, response: { 200: WhatIf } } },
    (request, reply) =>
      told(request, reply, (freshness) =>
        store.questions.whatIf(request.params.domain, request.query.asOf ?? null, freshness),
      ),
  );
}
