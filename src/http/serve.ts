import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../contracts/loopback.ts';
import { Problem } from '../contracts/problem.ts';
import { isSecure } from '../contracts/secure-url.ts';
import type { ServeOptions } from '../workflows/serve-options.ts';
import { ServedStore } from '../workflows/serve-store.ts';
import { unlessServed } from '../workflows/unless-served.ts';
import { type Connections, connectionsOf } from './connections.ts';
import type { IngestLimits } from './ingest-routes.ts';
import { keepSnapshots, type Snapshots } from './keep-snapshots.ts';
import type { RequestLog } from './log-level.ts';
import { DEFAULT_LIMITS, httpServer } from './server.ts';
import { PACE, type WebhookPace } from './webhooks/webhook-delivery.ts';
import { type RunningWebhooks, startWebhooks } from './webhooks/webhooks.ts';

export interface ServePlace {
  /** The store. */
  readonly path: string;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly options: ServeOptions;
  readonly limits?: IngestLimits;
  /** Whether anybody on this machine may choose to be one of the people of the configuration. */
  readonly isDemo?: boolean;
  /** Where browsers reach it, where that is not where it listens. */
  readonly publicOrigin?: string | null;
  /** By which the provider of identities knows this server; null where it needs none. */
  readonly oidcSecret?: string | null;
  /** Where the files of the console are, where the build did not put them there. */
  readonly consoleFolder?: string;
  /** Hears of faults. */
  readonly tell: (error: unknown) => void;
  /** Where requests are logged; absent where they are not. */
  readonly log?: RequestLog | null;
  /** Where snapshots are written for servers that only read; absent where none are. */
  readonly snapshots?: Snapshots | null;
  /** How often webhooks are tried. */
  readonly webhookPace?: WebhookPace;
  /** After how long a silence those who listen to events hear that the server is there; 15 s where it is absent. */
  readonly heartbeatMs?: number;
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Ends it: what was acknowledged is in the store, or waits in the spool for the next server. */
  readonly close: () => Promise<void>;
}

/**
 * Serves a store.
 *
 * @throws Problem usage: beyond this machine though nobody is asked who they are, a public address that no provider may send browsers to, or the port is taken; input-refused: the store cannot be opened
 */
export async function serve(place: ServePlace): Promise<RunningServer> {
  const { path, host, port, options, limits, tell, isDemo = false, publicOrigin = null, log = null } = place;
  const { webhookPace = PACE, heartbeatMs, consoleFolder, oidcSecret = null } = place;
  const store = await unlessServed(
    path,
    () => ' already; stop it, or use it where it is',
    () => ServedStore.open(path, options),
  );
  const ownerKey = randomBytes(32).toString('base64url');
  let app: FastifyInstance;
  let connections: Connections;
  let webhooks: RunningWebhooks | null = null;
  let endSnapshots = async (): Promise<void> => {};
  try {
    if (!isLoopback(host)) refuseOpen(host, store, isDemo);
    if (options.configuration.oidc !== undefined) refuseUnreturnable(host, publicOrigin);
    webhooks = startWebhooks(store, publicOrigin, webhookPace);
    const parts = { store, isDemo, ownerKey, publicOrigin, tell, log, consoleFolder, oidcSecret };
    const beat = heartbeatMs === undefined ? {} : { heartbeatMs };
    app = await httpServer({ ...parts, ...beat, webhooks, limits: limits ?? DEFAULT_LIMITS });
    connections = connectionsOf(app.server);
    if (place.snapshots) endSnapshots = await keepSnapshots(store, place.snapshots, tell);
    await app.listen({ host, port });
  } catch (error) {
    await webhooks?.stop();
    await endSnapshots();
    await store.close();
    throw unheard(host, port, error);
  }
  const url = addressOf(app.server.address() as AddressInfo);
  store.announce(url, ownerKey);
  const close = async (): Promise<void> => {
    connections.end();
    // Who waits for an answer keeps the server open: they are told before that.
    const [closed] = [app.close(), await webhooks.stop(), await store.stopApplying()];
    await closed;
    await endSnapshots();
    await store.close();
  };
  return { url, close };
}

export function addressOf({ family, address, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** @throws Problem usage: whoever reaches the server could do anything */
export function refuseOpen(host: string, { governance }: ServedStore, isDemo: boolean): void {
  if (governance.asksWhoCalls && !isDemo) return;
  throw new Problem(
    'usage',
    `--host ${host}: this store asks nobody for a token, so it is served on this machine only; use 127.0.0.1, or make a token first with leeway token create, or name a provider under oidc in leeway.yaml`,
  );
}

/** @throws Problem usage: a provider would not know where to send browsers back to, or others would read the code that they bring */
function refuseUnreturnable(host: string, publicOrigin: string | null): void {
  if (publicOrigin === null ? isLoopback(host) : isSecure(new URL(publicOrigin))) return;
  throw new Problem(
    'usage',
    `--public-url ${publicOrigin ?? ''}`.trim() +
      ': oidc in leeway.yaml sends browsers back to this address, which has to be https beyond this machine; for example https://leeway.example.org',
  );
}

/** Why nobody could listen there. */
export function unheard(host: string, port: number, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return new Problem('usage', `--port ${port}: another program listens there; name another port`);
  if (code === 'EACCES') return new Problem('usage', `--port ${port}: not allowed; name one above 1023`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Problem('usage', `--host ${host}: this machine has no such address; use 127.0.0.1`);
  return error;
}
