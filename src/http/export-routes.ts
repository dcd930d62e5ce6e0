import * as z from 'zod';
import { Publication, Publications } from '../contracts/publication.ts';
import { ExportFormat, Thresholds } from '../contracts/thresholds.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { only, readers } from './access/route-access.ts';
import type { TypedApp } from './json-scope.ts';

const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  flagd: 'application/json; charset=utf-8',
  yaml: 'application/yaml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  env: 'text/plain; charset=utf-8',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  opa: 'application/gzip',
  launchdarkly: 'application/json; charset=utf-8',
  a2i: 'application/json; charset=utf-8',
  junit: 'application/xml; charset=utf-8',
};

/** Adds the routes from which the systems that act pull what is in force. Its revision is the ETag: 304 where it is the same. */
export function exportRoutes(app: TypedApp, governance: ServedGovernance): void {
  const config = { access: readers('all') };
  const pulls = new Map<string, Publications['pulls'][number]>();

  app.get('/v1/exports', { config, schema: { response: { 200: Publications } } }, async () => ({
    ...(await governance.publications()),
    pulls: [...pulls.values()],
  }));

  app.get('/v1/policies', { config, schema: { response: { 200: Thresholds } } }, async (_request, reply) => {
    const { thresholds } = await governance.exported('json');
    void reply.header('etag', `"${thresholds.revision}"`);
    return thresholds;
  });
  app.post(
    '/v1/exports',
    {
      config: { access: only(['ingest', 'lead', 'admin'], 'all') },
      schema: { body: Publication, response: { 200: Publication } },
    },
    async ({ actor, body }) => {
      await governance.published(actor, body);
      return body;
    },
  );
  app.get(
    '/v1/exports/:format',
    { config, schema: { params: z.object({ format: ExportFormat }) } },
    async ({ actor, params: { format } }, reply) => {
      pulls.set(`${format} ${actor.name}`, { format, by: actor.name, at: governance.now });
      const { bytes, thresholds } = await governance.exported(format);
      void reply.header('etag', `"${thresholds.revision}-${format}"`).type(CONTENT_TYPES[format]);
      return reply.send(bytes);
    },
  );
}
