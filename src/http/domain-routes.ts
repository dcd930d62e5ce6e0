import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { TrendStep } from '../contracts/domain-parts.ts';
import type { DomainReport } from '../contracts/domain-report.ts';
import { Instant } from '../contracts/time.ts';
import { reviewersOf, type ServedStore, segmentsOf, thresholdsOf } from '../workflows/index.ts';
import { HttpProblem } from './http-problem.ts';

const Named = z.object({ domain: z.string() });
const TimeQuestion = z.strictObject({ asOf: Instant.optional() });
const TrendQuestion = TimeQuestion.extend({ by: TrendStep.default('week') });

/** Parts of what `leeway report` says, by the name under which each is asked for. */
const PARTS: Readonly<Record<string, (report: DomainReport) => unknown>> = {
  reliability: (report) => report,
  thresholds: thresholdsOf,
  segments: segmentsOf,
  reviewers: reviewersOf,
};

/** Adds the routes that answer of one domain. Its name is percent-encoded, and may have any character, slashes too. */
export function domainRoutes(app: FastifyInstance, store: ServedStore): void {
  app.get('/v1/domains/:domain', async (request) =>
    store.overview(nameIn(request), timeAsked(request.query)),
  );
  for (const [part, answer] of Object.entries(PARTS))
    app.get(`/v1/domains/:domain/${part}`, async (request) =>
      answer(await store.report(nameIn(request), timeAsked(request.query))),
    );
  app.get('/v1/domains/:domain/trend', async (request) => {
    const parsed = TrendQuestion.safeParse(request.query);
    if (!parsed.success)
      throw new HttpProblem(
        400,
        'the query may have by, day or week, and asOf, a time such as 2026-05-04T09:12:00Z',
      );
    return store.trend(nameIn(request), parsed.data.asOf ?? null, parsed.data.by);
  });
}

function nameIn(request: FastifyRequest): string {
  return Named.parse(request.params).domain;
}

/** @throws HttpProblem 400: the query has anything but a time */
export function timeAsked(query: unknown): string | null {
  const parsed = TimeQuestion.safeParse(query);
  if (!parsed.success)
    throw new HttpProblem(400, 'the query may have asOf, a time such as 2026-05-04T09:12:00Z');
  return parsed.data.asOf ?? null;
}
