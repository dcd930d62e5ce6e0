import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { Instant } from '../contracts/time.ts';
import type { ServedStore } from '../workflows/index.ts';
import { HttpProblem } from './http-problem.ts';

const MOST = 1000;
const Whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const Question = z.strictObject({
  from: Whole.pipe(z.number().min(1)).optional(),
  limit: Whole.pipe(z.number().min(1).max(MOST)).default(100),
  type: z.string().min(1).optional(),
  subject: z.string().optional(),
  since: Instant.optional(),
  until: Instant.optional(),
});

/** Adds the route that lists the ledger, page by page. */
export function ledgerRoute(app: FastifyInstance, store: ServedStore): void {
  app.get('/v1/ledger', async (request) => {
    const { data } = Question.safeParse(request.query);
    if (data === undefined)
      throw new HttpProblem(
        400,
        `the query may have from (a number; without it the newest come), limit (1 to ${MOST}), type, subject, since and until (times such as 2026-05-04T09:12:00Z)`,
      );
    const { limit, from, type, subject, since, until } = data;
    return store.ledger({
      limit,
      ...(from !== undefined && { from }),
      ...(type !== undefined && { type }),
      ...(subject !== undefined && { subject }),
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    });
  });
}
