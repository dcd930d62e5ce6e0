import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import * as z from 'zod';
import * as contracts from '../contracts/index.ts';
import { ANYONE } from './access/route-access.ts';
import { ROUTE_WORDS } from './route-words.ts';

const SECURITY = [{ token: [] }, { session: [] }];

/** What many answers have in common stands once, by the names that everybody uses for it. */
const schemaRegistry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(contracts).sort(([one], [other]) => (one < other ? -1 : 1)))
  if (/^[A-Z]/.test(id) && schema instanceof z.ZodObject) schemaRegistry.add(schema, { id });

/** Bodies that a route reads by itself as they come. */
const READ_AS_THEY_COME: Readonly<Record<string, z.ZodType>> = {
  '/v1/decisions': contracts.Decision,
  '/v1/verdicts': contracts.Verdict,
  '/v1/ingests': contracts.PairedRow,
};
const BODY_TYPES = ['application/x-ndjson', 'application/json', 'text/csv', 'application/vnd.apache.parquet'];

/** Describes the routes by the schemas that they parse with, at /openapi.json. Call it before the routes. */
export async function describeRoutes(app: FastifyInstance, version: string): Promise<void> {
  let told: unknown;
  const transform = createJsonSchemaTransform({ schemaRegistry });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Leeway',
        version,
        description:
          'How reliable an AI has been, what it may do alone, who allowed that, and what takes it back. Errors are problem documents (RFC 9457).',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'Made by leeway token create' },
          session: { type: 'apiKey', in: 'cookie', name: 'leeway_session' },
        },
      },
    },
    transform: (route) => {
      const body = READ_AS_THEY_COME[route.url];
      const isBody = body !== undefined && route.route.method === 'POST';
      const answers = { ...Object(route.schema?.response), default: contracts.ProblemDocument };
      const taken = isBody ? { body, consumes: BODY_TYPES } : {};
      const { schema, url } = transform({
        ...route,
        schema: { ...route.schema, ...taken, response: answers },
      });
      const access = route.route.config?.access;
      const isOpen = access === undefined || access.roles === null;
      const name = `${String(route.route.method)} ${url.replaceAll(/:(\w+)/g, '{$1}')}`;
      return {
        url,
        schema: {
          ...schema,
          summary: ROUTE_WORDS[name] ?? '',
          ...(!isOpen && { security: SECURITY, 'x-leeway-roles': access.roles }),
        },
      };
    },
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
  app.get('/openapi.json', { config: { access: ANYONE }, schema: { hide: true } }, async () => {
    told ??= onlyNamed(app.swagger());
    return told;
  });
}

/** A description without the schemas that nothing in it names. */
function onlyNamed(document: ReturnType<FastifyInstance['swagger']>): unknown {
  const { components = {}, ...rest } = document as { components?: { schemas?: Record<string, unknown> } };
  const { schemas = {}, ...others } = components;
  const named = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)/g)) {
      if (named.has(name)) continue;
      named.add(name);
      visit(schemas[name] ?? null);
    }
  };
  visit(rest);
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => named.has(name)));
  return { ...rest, components: { ...others, schemas: kept } };
}
