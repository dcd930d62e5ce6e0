import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { IngestStatus } from '../contracts/ingest-status.ts';
import { Problem } from '../contracts/problem.ts';
import type { IngestAsk } from '../workflows/intake.ts';
import type { ServedStore } from '../workflows/serve-store.ts';
import { only } from './access/route-access.ts';
import { askedIn } from './ask.ts';
import { announced, BodyRoom, busy, piecesOf, refuseLong } from './body.ts';
import { contentOf } from './content.ts';
import { HttpProblem } from './http-problem.ts';
import { linesOf, objectLine } from './json-body.ts';

export interface IngestLimits {
  /** Of one body of JSON, which is held in memory. */
  readonly mostBodyBytes: number;
  /** Of one body of another kind, which goes to disk as it comes. */
  readonly mostFileBytes: number;
  /** Of all bodies that are held at once. */
  readonly mostHeldBytes: number;
  /** From its first byte to its last: who is slower holds up the end of the server. */
  readonly longestRequestMs: number;
}

const ROUTES = [
  { path: '/v1/decisions', kind: 'decisions' },
  { path: '/v1/verdicts', kind: 'verdicts' },
  // Files whose columns say what they are, as for `leeway ingest`.
  { path: '/v1/ingests', kind: 'rows' },
] as const;

/** Adds the routes that take decisions and verdicts, and tell what became of them. */
export function ingestRoutes(app: FastifyInstance, store: ServedStore, limits: IngestLimits): void {
  const room = new BodyRoom(limits.mostHeldBytes);
  for (const { path, kind } of ROUTES)
    app.post(path, { config: { access: only(['ingest', 'admin'], 'all') } }, async (request, reply) => {
      const content = contentOf(request.headers['content-type'], request.headers['content-encoding']);
      const ask: IngestAsk = { kind, ...askedIn(request.query, request.headers) };
      const most = content.form === 'file' ? limits.mostFileBytes : limits.mostBodyBytes;
      refuseLong(announced(request.headers), most);
      refuseFull(store, announced(request.headers));
      return answer(reply, await take(request.raw));

      async function take(source: IncomingMessage): Promise<IngestStatus> {
        const refuse = (bytes: number): void => {
          refuseLong(bytes, most);
          refuseFull(store, bytes);
        };
        if (content.form === 'file')
          return store.intake.takeFile(piecesOf(source), content.ending, ask, refuse);
        const body = await room.read(source, most);
        refuseFull(store, body.length);
        const lines = content.form === 'lines' ? linesOf(body) : objectLine(body);
        if (lines === null) return store.intake.takeFile([body], content.ending, ask, refuse);
        return store.intake.takeLines(lines.bytes, lines.count, ask);
      }
    });
  app.get<{ Params: { id: string } }>(
    '/v1/ingests/:id',
    { config: { access: only(['ingest', 'viewer', 'lead', 'board', 'admin'], 'all') } },
    async (request) => {
      const status = store.status(request.params.id);
      if (status === null)
        throw new HttpProblem(
          404,
          'no such ingest is known; the last 50 000 since the server began are, and those with a key for a day',
        );
      return status;
    },
  );
}

/** @throws HttpProblem 429 */
function refuseFull(store: ServedStore, bytes: number): void {
  if (!store.hasRoom(bytes))
    throw busy('the store has not caught up with what came before; send it again later');
}

function answer(reply: FastifyReply, status: IngestStatus): IngestStatus {
  void reply.header('location', `/v1/ingests/${status.id}`);
  if (status.status === 'refused' && status.refusal !== null) throw refusal(status);
  void reply.code(status.status === 'spooled' ? 202 : 200);
  return status;
}

/** A body that the store would not have, told as the command line tells it. */
function refusal({ id, refusal, quarantined }: IngestStatus): Error {
  const message = refusal?.message ?? '';
  const code = (['usage', 'configuration', 'input-refused'] as const).find((one) => one === refusal?.code);
  return code === undefined ? new HttpProblem(500, message) : new Problem(code, message, { id, quarantined });
}
