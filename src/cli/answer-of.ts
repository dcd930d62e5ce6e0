import type { z } from 'zod';
import type { Server } from '../http/client.ts';

/** What a server answers to a question. Commands that ask none need not load what asks. */
export async function answerOf<T>(server: Server, path: string, shape: z.ZodType<T>): Promise<T> {
  const { askServer } = await import('../http/client.ts');
  return askServer(server, path, shape);
}
