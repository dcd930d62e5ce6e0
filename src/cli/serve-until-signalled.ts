import type { ServePlace } from '../http/serve.ts';
import { visible } from '../reports/figures.ts';
import { EXIT } from './fail.ts';
import { print } from './screen.ts';

/** What is acknowledged and not in the store yet may grow to this before senders are asked to wait. */
const MOST_SPOOLED_BYTES = 1_000_000_000;
export const SERVED = { mostSpooledBytes: MOST_SPOOLED_BYTES, lingerMs: 1000 } as const;

interface Served extends Omit<ServePlace, 'tell'> {
  /** What is said once it listens. */
  readonly told: (url: string) => string;
  /** Where the server is that writes, for one that only reads a snapshot; absent where this one writes. */
  readonly replicaOf?: { readonly writer: string | null };
}

/** Serves a store until the process is told to end. */
export async function serveUntilSignalled({ told, replicaOf, ...place }: Served): Promise<void> {
  // Other commands need not load what serves.
  const { serve } = await import('../http/serve.ts');
  const { serveReplica } = await import('../http/replica.ts');
  const tell = (error: unknown) => process.stderr.write(`leeway: ${visible(oneLine(error))}\n`);
  const server = await (replicaOf === undefined
    ? serve({ ...place, tell })
    : serveReplica({ ...place, ...replicaOf, tell }));
  const ended = signalled();
  await print(told(server.url));
  await ended;
  await server.close();
  process.exitCode = EXIT.done;
}

/** Answers at the first signal to end; at the second the process ends at once, which is safe too. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.removeAllListeners(signal);
      process.once(signal, () => {
        process.once(signal, () => process.exit(EXIT.fault));
        resolve();
      });
    }
  });
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return process.env['LEEWAY_DEBUG'] === undefined ? (message.split('\n')[0] ?? '') : message;
}
