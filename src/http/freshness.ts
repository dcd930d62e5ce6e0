import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Freshness, Told } from '../workflows/index.ts';

/** Who sends `cache-control: no-cache` waits for what the store says by now; others hear what is known. */
export function freshnessOf({ headers }: FastifyRequest): Freshness {
  return { isFresh: /\b(?:no-cache|no-store|max-age=0)\b/i.test(headers['cache-control'] ?? '') };
}

/** Says with the answer how old it is, in seconds. */
export function aged<T>(reply: FastifyReply, { answer, ageMs }: Told<T>): T {
  if (ageMs > 0) reply.header('age', Math.ceil(ageMs / 1000));
  return answer;
}
