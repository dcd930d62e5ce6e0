import * as z from 'zod';
import { NightlySummary } from '../contracts/nightly.ts';
import { runNightly } from '../workflows/govern/run-nightly.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { only } from './access/route-access.ts';
import type { TypedApp } from './json-scope.ts';

const RunBody = z.strictObject({
  dryRun: z.boolean().default(false).describe('Say what would be done, and do nothing'),
});

/** Adds the route by which a scheduled job has the night's work done. */
export function runRoute(app: TypedApp, governance: ServedGovernance): void {
  app.post(
    '/v1/runs',
    {
      config: { access: only(['lead', 'admin'], 'all') },
      schema: { body: RunBody, response: { 200: NightlySummary } },
    },
    ({ actor, body }) =>
      governance.govern({ ...actor, kind: 'job' }, (governing) => runNightly(governing, body.dryRun)),
  );
}
