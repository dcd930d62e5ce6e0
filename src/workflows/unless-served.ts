import { Problem } from '../contracts/problem.ts';

/**
 * Does something with a store that no server can be asked for, and says what to do instead where one has the store.
 *
 * @param path of the store
 * @param instead what to do, as the rest of a sentence that says where the server is; of its address
 * @throws Problem input-refused: a server has it; else what the work throws
 */
export async function unlessServed<T>(
  path: string,
  instead: (url: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || typeof error.details['server'] !== 'string') throw error;
    const { server } = error.details;
    throw new Problem('input-refused', `${path}: a leeway server has it open (${server})${instead(server)}`, {
      server,
    });
  }
}
