import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as z from 'zod';
import { type Condition, conditionSaid } from '../contracts/condition.ts';
import { DecisionPage } from '../contracts/decision-page.ts';
import type { ServedStore } from '../workflows/serve-store.ts';
import { readers } from './access/route-access.ts';
import { DomainPath, TimeQuery } from './asked-by.ts';
import type { TypedApp } from './json-scope.ts';

const MOST = 1000;
const MOST_CONDITIONS = 50;
const Text = z.string().min(1).max(1000);
const ListQuery = TimeQuery.extend({
  where: z
    .union([Text, z.array(Text).max(MOST_CONDITIONS)])
    .default([])
    .describe(
      'A condition such as confidence>=0.9, verdict=wrong or segment.channel=email; again for each more',
    ),
});
const PageQuery = ListQuery.extend({
  limit: z.coerce.number().int().min(1).max(MOST).default(100),
  after: z.string().max(100_000).optional().describe('What the page before says comes next'),
});

/** Adds the routes that list decisions of a domain, as `leeway report DOMAIN --decisions` does: by pages, and as a file. */
export function decisionRoutes(app: TypedApp, store: ServedStore): void {
  const config = { access: readers('domain') };
  app.get(
    '/v1/domains/:domain/decisions',
    { config, schema: { params: DomainPath, querystring: PageQuery, response: { 200: DecisionPage } } },
    ({ params: { domain }, query: { where, limit, asOf = null, after = null } }) =>
      store.questions.decisions({ domain, asOf, where: conditionsIn(where) }, { limit, after }),
  );
  app.get(
    '/v1/domains/:domain/decisions.csv',
    { config, schema: { params: DomainPath, querystring: ListQuery } },
    async ({ params: { domain }, query: { where, asOf = null } }, reply) => {
      const path = await store.questions.decisionsFile({ domain, asOf, where: conditionsIn(where) });
      const file = createReadStream(path);
      file.on('close', () => void rm(path, { force: true }));
      void reply.header('content-disposition', 'attachment; filename="decisions.csv"');
      return reply.type('text/csv; charset=utf-8').send(file);
    },
  );
}

function conditionsIn(where: string | readonly string[]): Condition[] {
  return [where].flat().map((one) => conditionSaid('where', one));
}
