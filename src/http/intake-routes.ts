import * as z from 'zod';
import { IntakeReport, QuarantinePage } from '../contracts/intake.ts';
import { Rule } from '../contracts/rule.ts';
import type { ServedStore } from '../workflows/serve-store.ts';
import { readers } from './access/route-access.ts';
import { told } from './freshness.ts';
import type { TypedApp } from './json-scope.ts';

const MOST = 500;
const RunsQuery = z.strictObject({
  before: z.coerce.number().int().positive().optional().describe('Runs older than this one'),
  limit: z.coerce.number().int().min(1).max(MOST).default(50),
});
const RowsQuery = z.strictObject({
  rule: Rule.optional(),
  run: z.coerce.number().int().positive().optional(),
  offset: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(MOST).default(100),
});

/** Adds the routes that say what came in, and what was not taken. */
export function intakeRoutes(app: TypedApp, store: ServedStore): void {
  const config = { access: readers('all') };
  app.get(
    '/v1/ingests',
    { config, schema: { querystring: RunsQuery, response: { 200: IntakeReport } } },
    async (request, reply) => {
      const { before = null, limit } = request.query;
      const intake = await told(request, reply, (freshness) =>
        store.intakes.intake({ before, limit }, freshness),
      );
      return { ...intake, spooledBytes: store.spooledBytes, failure: store.failure };
    },
  );
  app.get(
    '/v1/quarantine',
    { config, schema: { querystring: RowsQuery, response: { 200: QuarantinePage } } },
    async (request, reply) => {
      const { rule = null, run = null, offset, limit } = request.query;
      const rows = await told(request, reply, (freshness) =>
        store.intakes.quarantined({ rule, run, offset, limit: limit + 1 }, freshness),
      );
      return { rows: rows.slice(0, limit), next: rows.length > limit ? offset + limit : null };
    },
  );
}
