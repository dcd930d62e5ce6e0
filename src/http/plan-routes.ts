import * as z from 'zod';
import { AuditPlanReport, AuditQueue, AuditQueueAsk } from '../contracts/audit-plan.ts';
import { Oversight } from '../contracts/oversight.ts';
import { Problem } from '../contracts/problem.ts';
import { Instant } from '../contracts/time.ts';
import { drawQueueOnRecord } from '../workflows/draw-queue.ts';
import { oversightOnRecord } from '../workflows/govern/oversight.ts';
import type { PlanAim } from '../workflows/plan-audits.ts';
import type { ServedStore } from '../workflows/serve-store.ts';
import { readers } from './access/route-access.ts';
import { told } from './freshness.ts';
import type { TypedApp } from './json-scope.ts';

const PlanQuery = z.strictObject({
  asOf: Instant.optional(),
  by: Instant.optional().describe('By when the verdicts should be there'),
  budget: z.coerce.number().positive().optional().describe('Expected reviews a week'),
  rate: z.coerce.number().gt(0).max(1).optional().describe('One audit rate for all'),
});
const OversightQuery = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
  asOf: Instant.optional(),
});

/** Adds the routes that say what to review, and what was reviewed. */
export function planRoutes(app: TypedApp, { governance, reports }: ServedStore): void {
  const config = { access: readers('all') };
  app.get(
    '/v1/audit-plan',
    { config, schema: { querystring: PlanQuery, response: { 200: AuditPlanReport } } },
    (request, reply) => {
      const aim = aimOf(request.query);
      return told(request, reply, (freshness) => reports.auditPlan(aim, freshness));
    },
  );
  app.post(
    '/v1/audit-plan/queue',
    { config, schema: { body: AuditQueueAsk, response: { 200: AuditQueue } } },
    ({ body: { seed, ...asked } }) => {
      const aim = aimOf(asked);
      return governance.read((db) =>
        drawQueueOnRecord(db, { configuration: governance.configuration, ...aim, seed }),
      );
    },
  );
  app.get(
    '/v1/oversight',
    { config, schema: { querystring: OversightQuery, response: { 200: Oversight } } },
    ({ query: { from = null, to = null, asOf = null } }) =>
      governance.read((db) =>
        oversightOnRecord(db, { configuration: governance.configuration, from, to, asOf }),
      ),
  );
}

/** @throws Problem usage: a budget and a rate at once */
function aimOf({ asOf, by, budget, rate }: z.output<typeof PlanQuery>): PlanAim {
  if (budget !== undefined && rate !== undefined)
    throw new Problem('usage', 'budget and rate: each decides the rates alone; give one of them');
  return { asOf: asOf ?? null, by: by ?? null, rate: rate ?? null, weeklyBudget: budget ?? null };
}
