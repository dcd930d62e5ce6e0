import { constants, mkdtempSync, rmSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../contracts/loopback.ts';
import { Problem } from '../contracts/problem.ts';
import { ServedStore } from '../workflows/serve-store.ts';
import { Sessions } from './access/sessions.ts';
import { connectionsOf } from './connections.ts';
import { addressOf, type RunningServer, refuseOpen, type ServePlace, unheard } from './serve.ts';
import { DEFAULT_LIMITS, httpServer, nodeOptions } from './server.ts';
import { NO_WEBHOOKS } from './webhooks/webhook-route.ts';

export interface ReplicaPlace
  extends Pick<
    ServePlace,
    'path' | 'host' | 'port' | 'options' | 'publicOrigin' | 'consoleFolder' | 'tell' | 'log'
  > {
  /** Where the server is that writes; null where nobody said. */
  readonly writer: string | null;
  /** How often it is looked whether there is another snapshot. */
  readonly lookMs?: number;
}

/** One snapshot that is served, from a copy that is this process's own. */
interface Generation {
  readonly app: FastifyInstance;
  readonly store: ServedStore;
  readonly folder: string;
  /** By which its file is known. */
  readonly mark: string;
  /** Requests that it has not answered yet. */
  open: number;
}

const LOOK_MS = 1000;
const DRAIN_MS = 25;

/**
 * Serves a snapshot of a store to those who read. Once another one is in its place, that one is served: what was asked before is answered
 * from the old one, and no request is lost. Any number of such servers may read the same file.
 *
 * @throws Problem usage: beyond this machine though nobody is asked who they are, oidc, or the port is taken; input-refused: no snapshot there
 */
export async function serveReplica(place: ReplicaPlace): Promise<RunningServer> {
  const { path, host, port, options, tell, lookMs = LOOK_MS } = place;
  if (options.configuration.oidc !== undefined)
    throw new Problem(
      'usage',
      '--read-only: oidc in leeway.yaml notes in the ledger who logs in, and this server writes none; give it a --config without oidc, and people a token',
    );
  const sessions = new Sessions(options.clock);
  const open = (): Promise<Generation> => generationOf(place, sessions);
  let current = await open();
  const retired = new Set<Promise<void>>();
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const own = current;
    own.open += 1;
    response.once('close', () => {
      own.open -= 1;
    });
    own.app.routing(request, response);
  };
  const server = createServer(nodeOptions(DEFAULT_LIMITS), handle);
  const connections = connectionsOf(server);
  try {
    if (!isLoopback(host)) refuseOpen(host, current.store, false);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, resolve);
    });
  } catch (error) {
    await retire(current);
    throw unheard(host, port, error);
  }
  let refused = '';
  const ending = new AbortController();
  const watching = (async () => {
    while (await pause(lookMs, true, { signal: ending.signal }).catch(() => false)) {
      const mark = markOf(path);
      if (mark === null || mark === current.mark || mark === refused) continue;
      try {
        const old = current;
        current = await open();
        const gone = retire(old).finally(() => retired.delete(gone));
        retired.add(gone);
      } catch (error) {
        // The one that is served goes on.
        refused = mark;
        tell(error);
      }
    }
  })();
  const close = async (): Promise<void> => {
    ending.abort();
    await watching;
    const closed = new Promise((resolve) => server.close(resolve));
    connections.end();
    await Promise.all([retire(current), ...retired]);
    await closed;
  };
  return { url: addressOf(server.address() as AddressInfo), close };
}

async function generationOf(place: ReplicaPlace, sessions: Sessions): Promise<Generation> {
  const { path, options, publicOrigin = null, tell, log = null, consoleFolder, writer } = place;
  const mark = markOf(path);
  if (mark === null)
    throw new Problem('input-refused', `${path}: no such snapshot; make one with leeway snapshot`);
  const folder = mkdtempSync(join(tmpdir(), 'leeway-replica-'));
  try {
    const copy = join(folder, 'snapshot.duckdb');
    const at = statSync(path).mtime.toISOString();
    await copyFile(path, copy, constants.COPYFILE_FICLONE);
    const store = await ServedStore.open(copy, options);
    try {
      const parts = { store, sessions, isDemo: false, publicOrigin, tell, log, consoleFolder };
      const app = await httpServer({
        ...{ ...parts, limits: DEFAULT_LIMITS, webhooks: NO_WEBHOOKS },
        replica: { at, writer },
      });
      await app.ready();
      return { app, store, folder, mark, open: 0 };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Ends a generation once it has answered all that it was asked. */
async function retire(old: Generation): Promise<void> {
  // Those who listen to events are told to come again; who waits for an answer gets it.
  await old.app.close();
  while (old.open > 0) await pause(DRAIN_MS);
  await old.store.close();
  rmSync(old.folder, { recursive: true, force: true });
}

/** null where there is no file. */
function markOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() ? `${found.dev} ${found.ino} ${found.mtimeNs} ${found.size}` : null;
}
