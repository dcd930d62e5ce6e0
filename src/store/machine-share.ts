import { availableParallelism } from 'node:os';
import { Problem } from '../contracts/problem.ts';

/** What of this machine DuckDB may take. */
export interface MachineShare {
  readonly threads: number;
  /** Before it spills to disk, as DuckDB writes it: '2GB'. */
  readonly memoryLimit: string;
}

const MEMORY = /^\d+(?:\.\d+)?\s*(?:[KMGT]i?B)$/i;

/**
 * `LEEWAY_THREADS`, else one a core; `LEEWAY_MEMORY`, else 2GB. A quota of a container is not seen from within it, which is
 * why both can be said. They change the time that an answer takes, never the answer.
 *
 * @throws Problem usage: neither a whole number from 1 up, nor a size with its unit
 */
export function machineShare(environment: NodeJS.ProcessEnv = process.env): MachineShare {
  const { LEEWAY_THREADS: threads = '', LEEWAY_MEMORY: memory = '' } = environment;
  if (threads !== '' && !/^[1-9]\d{0,3}$/.test(threads))
    throw new Problem('usage', `LEEWAY_THREADS=${threads}: not a whole number from 1 up, for example 2`);
  if (memory !== '' && !MEMORY.test(memory))
    throw new Problem('usage', `LEEWAY_MEMORY=${memory}: not a size with its unit, for example 4GB`);
  return {
    threads: threads === '' ? availableParallelism() : Number(threads),
    memoryLimit: memory === '' ? '2GB' : memory,
  };
}
