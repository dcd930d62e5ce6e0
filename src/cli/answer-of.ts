import type { z } from 'zod';
import type { Order, Server } from '../http/client.ts';

/** What a server answers to a question. Commands that ask none need not load what asks. */
export async function answerOf<T>(server: Server, path: string, shape: z.ZodType<T>): Promise<T> {
  const { askServer } = await import('../http/client.ts');
  return askServer(server, path, shape);
}

/** What a server answers once it has done something. */
export async function answerTo<T>(server: Server, order: Order, shape: z.ZodType<T>): Promise<T> {
  const { tellServer } = await import('../http/client.ts');
  return tellServer(server, order, shape);
}
