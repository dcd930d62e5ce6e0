import { request } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { IngestStatus } from '../../src/contracts/ingest-status.ts';
import { HEARTBEAT_MS } from '../../src/http/events-route.ts';
import type { IngestLimits } from '../../src/http/ingest-routes.ts';
import { type RunningServer, type ServePlace, serve } from '../../src/http/serve.ts';
import { DEFAULT_LIMITS } from '../../src/http/server.ts';
import { PACE, type WebhookPace } from '../../src/http/webhooks/webhook-delivery.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import type { ServeOptions } from '../../src/workflows/serve-options.ts';
import { temporaryFolder } from './write-history.ts';

const START = Date.UTC(2026, 5, 1);

export interface Serving extends RunningServer {
  readonly path: string;
  /** What the server said of faults. */
  readonly faults: unknown[];
}

export interface ServingOptions {
  /** A store that is there; absent for a new one. */
  readonly path?: string;
  readonly options?: Partial<ServeOptions>;
  readonly limits?: Partial<IngestLimits>;
  /** Who may be whom, and where the console is. */
  readonly place?: Partial<Pick<ServePlace, 'isDemo' | 'consoleFolder' | 'oidcSecret' | 'log' | 'snapshots'>>;
  readonly webhookPace?: WebhookPace;
  readonly heartbeatMs?: number;
}

/** A real server in this process, on a port that was free. It is closed when the test is done. */
export async function serving({
  path,
  options,
  limits,
  webhookPace = PACE,
  heartbeatMs = HEARTBEAT_MS,
  place: more,
}: ServingOptions = {}): Promise<Serving> {
  const place = path ?? join(temporaryFolder(), 'a.duckdb');
  if (path === undefined)
    await initStore({ path: place, now: new Date(START).toISOString() }, { salt: 's', hashReviewers: false });
  const faults: unknown[] = [];
  const server = await serve({
    ...{
      path: place,
      host: '127.0.0.1',
      port: 0,
      limits: { ...DEFAULT_LIMITS, ...limits },
      webhookPace,
      heartbeatMs,
    },
    options: {
      configuration: Configuration.parse({ defaults: { maturity: '0d' } }),
      ...{ clock: () => START, mostSpooledBytes: 1_000_000_000, lingerMs: 5 },
      madeBy: { leeway: '0.0.0', code: null },
      ...options,
    },
    tell: (error) => faults.push(error),
    ...more,
  });
  let closed: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closed ??= server.close();
    return closed;
  };
  onTestFinished(close);
  return { url: server.url, close, path: place, faults };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One call, with any header as it is written; fetch would not send a foreign Host. */
export function call(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export const NDJSON = { 'content-type': 'application/x-ndjson' };

/** Sends a body; answers the call, and what became of the body where the answer says so. */
export async function post(
  url: string,
  body: string | Buffer,
  headers: Record<string, string> = NDJSON,
): Promise<Answer & { readonly ingest: IngestStatus | null; readonly detail: string }> {
  const answer = await call(url, { method: 'POST', headers, body });
  const value: unknown = JSON.parse(answer.text);
  const detail = typeof value === 'object' && value !== null && 'detail' in value ? String(value.detail) : '';
  return { ...answer, detail, ingest: IngestStatus.safeParse(value).data ?? null };
}

/** What became of a request, once that is known. */
export async function outcome(url: string, id: string | undefined): Promise<IngestStatus> {
  for (;;) {
    const { text } = await call(`${url}/v1/ingests/${id}`, {});
    const status = IngestStatus.parse(JSON.parse(text));
    if (status.status !== 'spooled') return status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
