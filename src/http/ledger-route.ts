import * as z from 'zod';
import { LedgerPage } from '../contracts/ledger-export.ts';
import { Instant } from '../contracts/time.ts';
import type { ServedStore } from '../workflows/index.ts';
import { readers } from './access/route-access.ts';
import type { TypedApp } from './json-scope.ts';

const MOST = 1000;
const Whole = z
  .string()
  .regex(/^\d{1,15}$/, 'is not a whole number')
  .transform(Number);
const Query = z.strictObject({
  from: Whole.pipe(z.number().min(1))
    .optional()
    .describe('Entries from this number on; without it the newest'),
  limit: Whole.pipe(z.number().min(1).max(MOST)).default(100),
  type: z.string().min(1).optional(),
  subject: z.string().optional(),
  since: Instant.optional(),
  until: Instant.optional(),
});

/** Adds the route that lists the ledger, page by page. */
export function ledgerRoute(app: TypedApp, store: ServedStore): void {
  app.get(
    '/v1/ledger',
    {
      config: { access: readers('all') },
      schema: { querystring: Query, response: { 200: LedgerPage } },
    },
    ({ query }) => store.ledger(query),
  );
}
