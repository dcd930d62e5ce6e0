import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration } from '../src/contracts/configuration.ts';
import { DEFAULT_LIMITS, httpServer } from '../src/http/server.ts';
import { NO_WEBHOOKS } from '../src/http/webhooks/webhook-route.ts';
import { initStore } from '../src/workflows/keep-store.ts';
import { ServedStore } from '../src/workflows/serve-store.ts';

/** What a server says of its routes; the same bytes whenever routes and contracts are the same. */
export async function openapiText(version: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-openapi-'));
  const path = join(folder, 'a.duckdb');
  await initStore({ path, now: '2026-01-01T00:00:00Z' }, { salt: 's', hashReviewers: false });
  const store = await ServedStore.open(path, {
    ...{ configuration: Configuration.parse({}), clock: () => 0, mostSpooledBytes: 1, lingerMs: 1 },
    madeBy: { leeway: version, code: null },
  });
  const parts = { store, limits: DEFAULT_LIMITS, isDemo: false, publicOrigin: null };
  const app = await httpServer({
    ...parts,
    log: null,
    webhooks: NO_WEBHOOKS,
    tell: (error) => {
      throw error;
    },
  });
  try {
    const answer = await app.inject({ url: '/openapi.json', headers: { host: 'localhost' } });
    return `${JSON.stringify(answer.json(), null, 1)}\n`;
  } finally {
    await app.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
