import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Role } from '../../src/contracts/actor.ts';
import { Configuration } from '../../src/contracts/configuration.ts';
import { takeFromServer } from '../../src/http/client.ts';
import { restoreStore, takeBackup } from '../../src/workflows/keep-backups.ts';
import { examineStore, initStore } from '../../src/workflows/keep-store.ts';
import { ask, tokenFor, tokensOfRoles } from '../support/asking.ts';
import { NDJSON, post, type ServingOptions, serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = '2026-06-01T00:00:00.000Z';

const rows = (from: number, many: number): string =>
  Array.from({ length: many }, (_, index) =>
    JSON.stringify({
      ...{ decision_id: `d${from + index}`, domain: 'refunds', decided_at: '2026-05-01T00:00:00Z' },
      ...{ confidence: 0.9, verdict: 'agree', reviewer_id: 'r1', reviewed_at: '2026-05-02T00:00:00Z' },
    }),
  ).join('\n');

/** A server whose store has given a token of every role, and an administrator one for some domains. */
async function guarded(options: ServingOptions = {}) {
  const path = join(temporaryFolder(), 'a.duckdb');
  const at = { path, now: NOW, actor: 'test' };
  await initStore(at, { salt: 's', hashReviewers: false });
  const secrets = await tokensOfRoles(at);
  secrets.set('some', (await tokenFor(at, 'some', ['admin'], { domains: ['refunds'] })).secret);
  const server = await serving({ path, ...options });
  const token = (who: string): string => secrets.get(who) ?? '';
  const send = (from: number, many: number, wait = true) =>
    post(`${server.url}/v1/ingests?wait=${wait}`, rows(from, many), {
      ...NDJSON,
      authorization: `Bearer ${token('ingest')}`,
    });
  const backup = (folder: string) =>
    takeBackup(folder, (read) =>
      takeFromServer({ origin: server.url, token: token('admin'), ownerKey: null }, '/v1/backup', read),
    );
  return { ...server, token, send, backup };
}

/** Asks for a backup, and reads no further than its head; answers how to go away. */
function begun(url: string, secret: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${secret}` };
    const outgoing = request(`${url}/v1/backup`, { agent: false, headers });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      expect(response.statusCode).toBe(200);
      response.on('error', () => {});
      resolve(() => outgoing.destroy());
    });
    outgoing.end();
  });
}

describe('a backup over HTTP', () => {
  it('is of one moment while more comes in, and becomes a store in which all holds', async () => {
    const { send, backup, faults } = await guarded();
    await send(0, 3000);
    const folder = temporaryFolder();
    let isDone = false;
    let sent = 3000;
    const writing = (async () => {
      for (; !isDone; sent += 500) expect((await send(sent, 500)).status).toBe(200);
    })();
    const made: number[] = [];
    for (let round = 0; round < 3; round++) {
      const before = sent;
      const { tables } = await backup(join(folder, `b${round}`));
      const count = tables.find(({ name }) => name === 'decisions')?.rows ?? 0;
      expect(count).toBeGreaterThanOrEqual(before - 500);
      made.push(count);
    }
    isDone = true;
    await writing;
    for (const [round, decisions] of made.entries()) {
      const place = { path: join(folder, `${round}.duckdb`), now: NOW };
      await restoreStore(place, join(folder, `b${round}`));
      const report = await examineStore(place, {
        configuration: Configuration.parse({ defaults: { maturity: '0d' } }),
        recount: false,
      });
      // A decision and its verdict come in one run: a backup that caught half of one would show it.
      expect(report).toMatchObject({ decisions, verdicts: decisions });
      expect(report.checks.filter(({ broken }) => broken > 0)).toEqual([]);
    }
    expect(faults).toEqual([]);
  });

  it('is for administrators of all domains alone, and no header asks for one', async () => {
    const { url, token } = await guarded();
    const may: string[] = [];
    for (const role of [...Role.options, 'some'])
      if ((await ask(`${url}/v1/backup`, { as: token(role) })).status === 200) may.push(role);
    expect(may).toEqual(['admin']);
    expect((await ask(`${url}/v1/backup`, { method: 'HEAD', as: token('admin') })).status).toBe(404);
    const { headers } = await ask(`${url}/v1/backup`, {
      as: token('admin'),
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(headers).toMatchObject({ 'content-type': 'application/x-tar', 'cache-control': 'no-store' });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  it('is one at a time, and leaves no file behind, whoever goes away or stalls', async () => {
    const room = temporaryFolder();
    vi.stubEnv('TMPDIR', room);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { url, token, send, backup, faults } = await guarded({ limits: { longestRequestMs: 1000 } });
    // More than sockets hold, so that it waits for its reader.
    for (let from = 0; from < 160_000; from += 20_000) await send(from, 20_000);
    const copies = (): string[] =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /leeway-\w+\/backup-[\w-]+$/.test(name),
      );
    const folder = temporaryFolder();
    const leave = await begun(url, token('admin'));
    const second = await ask(`${url}/v1/backup`, { as: token('admin') });
    expect(second).toMatchObject({
      status: 429,
      json: { detail: expect.stringMatching(/already; ask again/) },
    });
    expect(second.headers['retry-after']).toBeDefined();
    await expect(backup(join(folder, 'b'))).rejects.toThrow('taken already');
    expect(copies()).toHaveLength(1);
    leave();
    await expect.poll(copies).toEqual([]);
    const leaveLate = await begun(url, token('admin'));
    expect(copies()).toHaveLength(1);
    await expect.poll(copies, { timeout: 20_000 }).toEqual([]);
    leaveLate();
    await backup(join(folder, 'b'));
    await expect.poll(copies).toEqual([]);
    await pause(50);
    expect(faults).toEqual([]);
  });
});
