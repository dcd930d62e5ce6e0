import * as z from 'zod';
import { AuditPlanReport } from '../contracts/audit-plan.ts';
import { Oversight } from '../contracts/oversight.ts';
import { Instant } from '../contracts/time.ts';
import { oversightOnRecord, planAuditsOnRecord, type ServedGovernance } from '../workflows/index.ts';
import { readers } from './access/route-access.ts';
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
export function planRoutes(app: TypedApp, governance: ServedGovernance): void {
  const config = { access: readers('all') };
  app.get(
    '/v1/audit-plan',
    { config, schema: { querystring: PlanQuery, response: { 200: AuditPlanReport } } },
    ({ query: { asOf = null, by = null, budget = null, rate = null } }) =>
      governance.read((db) => {
        const { configuration } = governance;
        const asked = { configuration, asOf, by, rate, weeklyBudget: budget, draw: null };
        return planAuditsOnRecord(db, asked);
      }),
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
