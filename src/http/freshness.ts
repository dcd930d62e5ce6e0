import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Freshness, Told } from '../workflows/served/last-answers.ts';

/**
 * An answer that may be a little old, with its age in seconds beside it. Who sends `cache-control: no-cache` waits for what
 * the store says by now; the `max-age=0` that browsers send by themselves does not.
 */
export async function told<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  ask: (freshness: Freshness) => Promise<Told<T>>,
): Promise<T> {
  const { answer, ageMs } = await ask(freshnessOf(request));
  if (ageMs > 0) reply.header('age', Math.ceil(ageMs / 1000));
  return answer;
}

/** How new an answer somebody wants. */
export function freshnessOf({ headers }: Pick<FastifyRequest, 'headers'>): Freshness {
  return { isFresh: /\b(?:no-cache|no-store)\b/i.test(headers['cache-control'] ?? '') };
}
