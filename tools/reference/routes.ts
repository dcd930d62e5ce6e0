import * as z from 'zod';

const Content = z.record(
  z.string(),
  z.looseObject({ schema: z.looseObject({ $ref: z.string().optional() }).optional() }),
);
const Route = z.looseObject({
  summary: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: Content.optional() })),
  'x-leeway-roles': z.array(z.string()).optional(),
});
type Route = z.infer<typeof Route>;
const Description = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Route)) });

const HEAD = `# HTTP

Every route of \`leeway serve\`. Written by \`npm run schema\` from the description that a server gives at \`/openapi.json\`
([docs/openapi.json](../openapi.json)), which has the shapes; never edited by hand. Errors are problem documents (RFC 9457). Programs send
\`Authorization: Bearer …\`; a server without tokens asks nobody ([the server](../serving.md)).
`;

/** docs/reference/http.md: a table of the routes for each first word of their paths. */
export function routesMarkdown(openapi: string): string {
  const routes = Object.entries(Description.parse(JSON.parse(openapi)).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({ path, method: method.toUpperCase(), route })),
  );
  const groups = new Map<string, typeof routes>();
  for (const one of routes) groups.set(groupOf(one.path), [...(groups.get(groupOf(one.path)) ?? []), one]);
  const tables = [...groups].map(([group, members]) => {
    const rows = members.map(({ path, method, route }) =>
      row([
        `\`${method} ${path}\``,
        route.summary,
        queryOf(route),
        bodyOf(route),
        answerOf(route),
        rolesOf(route),
      ]),
    );
    const head = ['route', 'does', 'query', 'body', 'answer', 'roles'];
    return [`## ${group}\n`, row(head), row(head.map(() => '---')), ...rows, ''].join('\n');
  });
  return [HEAD, ...tables].join('\n');
}

const groupOf = (path: string): string =>
  path.split('/').find((word) => word !== '' && word !== 'v1') ?? path;
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function queryOf({ parameters }: Route): string {
  return parameters
    .filter((one) => one.in === 'query')
    .map(({ name }) => `\`${name}\``)
    .join(', ');
}

function bodyOf({ requestBody }: Route): string {
  return requestBody === undefined ? '' : kindsOf(requestBody.content);
}

function answerOf({ responses }: Route): string {
  const [status, answer] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
  return status === undefined ? '' : `${status} ${kindsOf(answer?.content ?? {})}`.trim();
}

/** The shape, where it has a name, else the kinds of media. */
function kindsOf(content: z.infer<typeof Content>): string {
  const shapes = Object.entries(content).map(
    ([media, { schema }]) => schema?.$ref?.split('/').at(-1) ?? media,
  );
  return [...new Set(shapes)].map((shape) => `\`${shape}\``).join(', ');
}

function rolesOf(route: Route): string {
  return route['x-leeway-roles']?.join(', ') ?? 'anyone';
}
