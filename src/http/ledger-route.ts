import * as z from 'zod';
import { LedgerPage, LedgerVerification } from '../contracts/ledger-export.ts';
import { Instant } from '../contracts/time.ts';
import type { ServedStore } from '../workflows/serve-store.ts';
import { readers } from './access/route-access.ts';
import { told } from './freshness.ts';
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
  before: Whole.pipe(z.number().min(1)).optional().describe('Only entries before this number'),
  limit: Whole.pipe(z.number().min(1).max(MOST)).default(100),
  type: z.string().min(1).optional(),
  subject: z.string().optional(),
  since: Instant.optional(),
  until: Instant.optional(),
});

/** Adds the routes that list the ledger, page by page, and say whether it is whole. */
export function ledgerRoute(app: TypedApp, store: ServedStore): void {
  app.get(
    '/v1/ledger',
    {
      config: { access: readers('all') },
      schema: { querystring: Query, response: { 200: LedgerPage } },
    },
    (request, reply) => {
      const { before, ...question } = request.query;
      const listing = { ...question, to: before === undefined ? undefined : before - 1 };
      return told(request, reply, (freshness) => store.intakes.ledger(listing, freshness));
    },
  );
  app.get(
    '/v1/ledger/verification',
    { config: { access: readers('all') }, schema: { response: { 200: LedgerVerification } } },
    () => store.verifyLedger(),
  );
}
