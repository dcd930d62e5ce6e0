import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Header in which commands show the key that a server left beside its store. */
export const OWNER_HEADER = 'leeway-owner';

/** Whether whoever asks has read the key. */
export function showsKey({ headers }: Pick<FastifyRequest, 'headers'>, key: string | null): boolean {
  const shown = headers[OWNER_HEADER];
  if (key === null || typeof shown !== 'string') return false;
  return timingSafeEqual(digest(shown), digest(key));
}

/** Of one length, whatever is shown. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
