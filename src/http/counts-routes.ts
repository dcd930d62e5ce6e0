import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { CountsHeld, type CountsTaken } from '../contracts/counts.ts';
import { countsHeld, receiveCounts } from '../workflows/counts/counts-behind-server.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { only } from './access/route-access.ts';
import { announced, piecesOf, refuseLong } from './body.ts';
import { ARCHIVE } from './content.ts';
import { HttpProblem } from './http-problem.ts';
import type { TypedApp } from './json-scope.ts';

const ACCESS = { access: only(['ingest', 'admin'], 'all') };
const HeldQuery = z.strictObject({
  fromDay: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Days since 1970: what each record has before it'),
});

/** Adds the route that says what the store has of counts. */
export function countsRoute(app: TypedApp, governance: ServedGovernance): void {
  app.get(
    '/v1/evidence',
    { config: ACCESS, schema: { querystring: HeldQuery, response: { 200: CountsHeld } } },
    ({ query: { fromDay = null } }) =>
      governance.glance((db) => countsHeld(db, governance.configuration, fromDay)),
  );
}

/** Adds the route that takes counts of decisions which are elsewhere. */
export function takeCountsRoute(app: FastifyInstance, governance: ServedGovernance, mostBytes: number): void {
  app.post('/v1/evidence', { config: ACCESS }, async ({ actor, headers, raw }): Promise<CountsTaken> => {
    if (headers['content-type'] !== ARCHIVE)
      throw new HttpProblem(415, `a Content-Type of ${ARCHIVE} is needed, as leeway attach sends it`);
    refuseLong(announced(headers), mostBytes);
    const folder = mkdtempSync(join(tmpdir(), 'leeway-'));
    try {
      return await receiveCounts(within(piecesOf(raw), mostBytes), folder, (work) =>
        governance.govern(actor, ({ db, now, configuration }) =>
          work(db, { at: now, actor: actor.name }, configuration),
        ),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** A body up to so many bytes. */
async function* within(pieces: AsyncIterable<Buffer>, mostBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    refuseLong(bytes, mostBytes);
    yield piece;
  }
}
