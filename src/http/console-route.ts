import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ANYONE } from './access/route-access.ts';
import { HttpProblem } from './http-problem.ts';

/** Where the build puts the console: from `src/http` as from every folder of `dist`. */
export const BUILT_CONSOLE = fileURLToPath(new URL('../../dist/web/', import.meta.url));
const ASSETS = '/assets/';
/** Files are no part of what the routes of programs are described as. */
const HIDDEN = { hide: true };

/**
 * Adds the console: its files, which keep their names only as long as their content, and its page at every other
 * address that a browser is sent to. What programs ask for stays with the routes of programs. Anybody may have the
 * console: what it shows, it asks for as whoever is logged in.
 *
 * @param built absolute, where its files are
 */
export async function consoleRoute(app: FastifyInstance, built: string): Promise<void> {
  const config = { access: ANYONE };
  await app.register(fastifyStatic, { root: built, serve: false });
  app.get<{ Params: { '*': string } }>(`${ASSETS}*`, { config, schema: HIDDEN }, (request, reply) =>
    reply.sendFile(request.params['*'], join(built, ASSETS), {
      ...{ preCompressed: true, immutable: true, maxAge: '365d' },
    }),
  );
  app.get('/*', { config, schema: HIDDEN }, (request, reply) => {
    if (!isNavigation(request)) return reply.callNotFound();
    if (!existsSync(join(built, 'index.html')))
      throw new HttpProblem(404, 'the console has not been built; run npm run build');
    // Which files the page asks for changes with every version.
    return reply.header('cache-control', 'no-cache').sendFile('index.html', built, { cacheControl: false });
  });
}

/** What makes a page look like the console, as markup; empty where the console has not been built. */
export function consoleStyle(built: string): string {
  const page = join(built, 'index.html');
  if (!existsSync(page)) return '';
  return (readFileSync(page, 'utf8').match(/<link rel="(?:icon|stylesheet)"[^>]*>/g) ?? []).join('\n');
}

function isNavigation({ url, headers }: FastifyRequest): boolean {
  return !url.startsWith('/v1/') && !url.startsWith(ASSETS) && (headers.accept ?? '').includes('text/html');
}
