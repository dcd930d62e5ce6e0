import { z } from 'zod';

/** What an OpenAPI document says of the texts that a server takes. */
export const ApiDocument = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
        requestBody: z
          .object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })
          .optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
export type ApiDocument = z.infer<typeof ApiDocument>;

/** One call, with one text in it that somebody hostile chose. */
export interface HostileCall {
  readonly method: string;
  /** With its query, both encoded. */
  readonly path: string;
  readonly body?: unknown;
  /** Which text it is. */
  readonly where: string;
}

const Schema = z.looseObject({
  $ref: z.string().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
});

/** A call for every text that a document lets anybody send: in an address, in a query, and in each field of each body. */
export function hostileCalls(
  api: ApiDocument,
  text: string,
  known: Readonly<Record<string, string>>,
): HostileCall[] {
  return Object.entries(api.paths).flatMap(([template, operations]) =>
    Object.entries(operations).flatMap(([verb, { parameters, requestBody }]) => {
      const method = verb.toUpperCase();
      const at = (hostile: string | null): string => addressOf(template, parameters, hostile, text, known);
      const shape = requestBody?.content['application/json']?.schema ?? { const: undefined };
      const bodies = samples(shape, api).map((sample) => withKnown(sample, known));
      const [body] = bodies;
      return [
        ...parameters.map(({ name }) => ({
          method,
          path: at(name),
          body,
          where: `${method} ${template} ${name}`,
        })),
        ...bodies.flatMap((sample) =>
          withText(sample, text).map(([place, hostile]) => ({
            ...{ method, path: at(null), body: hostile },
            where: `${method} ${template} ${place}`,
          })),
        ),
      ];
    }),
  );
}

function addressOf(
  template: string,
  parameters: readonly { readonly name: string; readonly in: string }[],
  hostile: string | null,
  text: string,
  known: Readonly<Record<string, string>>,
): string {
  const path = template.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(name === hostile ? text.toWellFormed() : (known[name] ?? 'x')),
  );
  const isAsked = parameters.some((one) => one.in === 'query' && one.name === hostile);
  return isAsked ? `${path}?${hostile}=${encodeURIComponent(text.toWellFormed())}` : path;
}

/** Values of a shape: all its fields are there, and each of its alternatives is in one of them. */
function samples(shape: unknown, api: ApiDocument): unknown[] {
  const schema = Schema.parse(shape);
  if (schema.$ref !== undefined)
    return samples(api.components.schemas[schema.$ref.split('/').at(-1) ?? ''], api);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.flatMap((one) => samples(one, api));
  if (schema.allOf !== undefined) return samples(schema.allOf[0], api);
  if ('const' in schema) return [schema.const];
  if (schema.enum !== undefined) return [schema.enum[0]];
  switch ([schema.type].flat()[0]) {
    case 'object':
      return objects({ ...schema.properties, ...namedByChoice(schema.additionalProperties) }, api);
    case 'array':
      return samples(schema.items ?? { type: 'string' }, api).map((item) => [item]);
    case 'number':
    case 'integer':
      return [Math.max(schema.minimum ?? 0, 0.5)];
    case 'boolean':
      return [false];
    case 'null':
      return [null];
    default:
      return [schema.pattern === undefined ? 'x' : fitting(schema.pattern)];
  }
}

function namedByChoice(values: unknown): Record<string, unknown> {
  return typeof values === 'object' && values !== null ? { x: values } : {};
}

function objects(properties: Readonly<Record<string, unknown>>, api: ApiDocument): unknown[] {
  const fields = Object.entries(properties).map(([name, shape]) => [name, samples(shape, api)] as const);
  const first = Object.fromEntries(fields.map(([name, [value]]) => [name, value]));
  return [
    first,
    ...fields.flatMap(([name, [, ...others]]) => others.map((value) => ({ ...first, [name]: value }))),
  ];
}

function withKnown(sample: unknown, known: Readonly<Record<string, string>>): unknown {
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample)) return sample;
  return Object.fromEntries(
    Object.entries(sample).map(([name, value]) => [
      name,
      typeof value === 'string' ? (known[name] ?? value) : value,
    ]),
  );
}

function fitting(pattern: string): string {
  const found = ['2026-05-01T00:00:00Z', '0'.repeat(64), 'x'].find((one) => new RegExp(pattern).test(one));
  return found ?? 'x';
}

/** The same value once for each of its texts and names, with that one exchanged, and where it stands. */
function withText(
  value: unknown,
  text: string,
  place = 'body',
): (readonly [place: string, value: unknown])[] {
  if (typeof value === 'string') return [[place, text]];
  if (Array.isArray(value))
    return value.flatMap((one, index) =>
      withText(one, text, `${place}[${index}]`).map(
        ([where, hostile]) => [where, value.with(index, hostile)] as const,
      ),
    );
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    withText(one, text, `${place}.${name}`).map(
      ([where, hostile]) => [where, { ...value, [name]: hostile }] as const,
    ),
  );
}
