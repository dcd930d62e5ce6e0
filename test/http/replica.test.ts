import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { type ReplicaPlace, serveReplica } from '../../src/http/replica.ts';
import { snapshotStoreAt } from '../../src/workflows/keep-snapshots.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { leeway } from '../support/in-process.ts';
import { call, outcome, post, serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = '2026-06-01T00:00:00.000Z';

function rows(from: number, until: number): string {
  return Array.from({ length: until - from }, (_, index) =>
    JSON.stringify({
      ...{ decision_id: `d${from + index}`, domain: 'refunds', decided_at: '2026-05-01T00:00:00Z' },
      ...{ confidence: 0.9, verdict: 'agree', reviewed_at: '2026-05-02T00:00:00Z' },
    }),
  ).join('\n');
}

async function replica(path: string, change: Partial<ReplicaPlace> = {}) {
  const faults: unknown[] = [];
  const server = await serveReplica({
    ...{ path, host: '127.0.0.1', port: 0, writer: 'https://leeway.example.org', lookMs: 20 },
    options: {
      configuration: Configuration.parse({ defaults: { maturity: '0d' } }),
      ...{ clock: () => Date.parse(NOW), mostSpooledBytes: 1e9, lingerMs: 5 },
      madeBy: { leeway: '0.0.0', code: null },
    },
    tell: (error) => faults.push(error),
    ...change,
  });
  onTestFinished(server.close);
  return { ...server, faults };
}

async function decisionsAt(url: string): Promise<number> {
  const { status, text } = await call(`${url}/v1/recommendations`, {});
  expect(status, text).toBe(200);
  return JSON.parse(text).input.decisions;
}

describe('a server that only reads', () => {
  it('shows each snapshot that the writer puts there, and loses no request over it', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'snapshot.duckdb');
    const writer = await serving({ place: { snapshots: { file, everyMs: 50 } } });
    const sent = await post(`${writer.url}/v1/ingests`, rows(0, 40));
    await outcome(writer.url, sent.ingest?.id);
    const servers = [await replica(file), await replica(file)] as const;
    for (const { url } of servers) await expect.poll(() => decisionsAt(url), { timeout: 20_000 }).toBe(40);
    const more = await post(`${writer.url}/v1/ingests`, rows(40, 60));
    await outcome(writer.url, more.ingest?.id);
    // Asked all the while: each answer is of the one snapshot or of the other.
    for (const { url } of servers) {
      const seen: number[] = [];
      for (const until = Date.now() + 20_000; seen.at(-1) !== 60 && Date.now() < until; )
        seen.push(...(await Promise.all([decisionsAt(url), decisionsAt(url), decisionsAt(url)])));
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
      expect(seen.at(-1)).toBe(60);
    }
    expect([...servers[0].faults, ...servers[1].faults, ...writer.faults]).toEqual([]);
    expect(existsSync(`${file}.spool`)).toBe(false);
  });

  it('refuses whatever would write, and says where that goes', async () => {
    const folder = temporaryFolder();
    const [path, file] = [join(folder, 'a.duckdb'), join(folder, 'snapshot.duckdb')];
    await initStore({ path, now: NOW }, { salt: 's', hashReviewers: false });
    await snapshotStoreAt({ path, now: NOW }, file);
    const { url } = await replica(file);
    for (const [method, at] of [
      ['POST', '/v1/decisions'],
      ['POST', '/v1/proposals'],
      ['PUT', '/v1/settings'],
      ['POST', '/v1/runs'],
      ['DELETE', '/v1/nothing'],
    ] as const) {
      const { status, headers, text } = await call(`${url}${at}`, {
        method,
        ...(method !== 'DELETE' && { body: '{}' }),
      });
      expect([status, headers['allow'], headers['content-type']]).toEqual([
        ...[405, 'GET, HEAD', 'application/problem+json; charset=utf-8'],
      ]);
      expect(JSON.parse(text).detail).toMatch(
        /^this server only reads, a snapshot of 20\S+Z; send it to https:\/\/leeway.example.org$/,
      );
    }
    const { status, headers } = await call(`${url}/healthz`, {});
    expect(status).toBe(200);
    expect(headers['x-leeway-snapshot']).toMatch(/^20\S+Z$/);
    expect((await ask(`${url}/v1/session`)).json).toMatchObject({
      snapshot: { at: headers['x-leeway-snapshot'], writer: 'https://leeway.example.org' },
    });
    // A draw keeps nothing: what is refused of it here is that there is nothing to draw from.
    const drawn = await ask(`${url}/v1/audit-plan/queue`, { method: 'POST', body: { seed: 'marigold' } });
    expect(drawn.status).toBe(422);
  });

  it('goes on with the snapshot it has where the next one is damaged, and is right again with the one after', async () => {
    const folder = temporaryFolder();
    const [path, file] = [join(folder, 'a.duckdb'), join(folder, 'snapshot.duckdb')];
    await initStore({ path, now: NOW }, { salt: 's', hashReviewers: false });
    const { secret } = await tokenFor({ path, now: NOW, actor: 'test' }, 'ada', ['viewer']);
    await snapshotStoreAt({ path, now: NOW }, file);
    const { url, faults } = await replica(file);
    const logIn = await ask(`${url}/v1/session`, { method: 'POST', body: { token: secret } });
    expect(logIn.status).toBe(200);
    const cookie = String(logIn.headers['set-cookie']).split(';')[0] ?? '';
    const events = ask(`${url}/v1/events`, { as: secret });
    const before = (await call(`${url}/healthz`, {})).headers['x-leeway-snapshot'];
    writeFileSync(join(folder, 'broken'), 'no store');
    renameSync(join(folder, 'broken'), file);
    await expect.poll(() => faults.length).toBe(1);
    expect(String(faults[0])).not.toContain('\n');
    expect((await call(`${url}/healthz`, {})).headers['x-leeway-snapshot']).toBe(before);
    await expect(snapshotStoreAt({ path, now: NOW }, file)).rejects.toThrow(
      /snapshot.duckdb: is there already, and no snapshot; name another file/,
    );
    await snapshotStoreAt({ path, now: NOW }, join(folder, 'next.duckdb'));
    renameSync(join(folder, 'next.duckdb'), file);
    await expect
      .poll(async () => (await call(`${url}/healthz`, {})).headers['x-leeway-snapshot'])
      .not.toBe(before);
    // Who listened is told to come again, and who was logged in still is.
    expect((await events).status).toBe(200);
    const { json } = await ask(`${url}/v1/session`, { headers: { cookie } });
    expect(json).toMatchObject({ actor: { name: 'ada' } });
  });

  it('is made by a command, which writes over nothing but snapshots', async () => {
    const cwd = temporaryFolder();
    await leeway(['init', '--db', 'a.duckdb'], { cwd });
    await leeway(['init', '--db', 'b.duckdb'], { cwd });
    for (const _ of ['made', 'replaced'])
      expect((await leeway(['snapshot', 's.duckdb', '--db', 'a.duckdb'], { cwd })).out).toMatch(
        /^s.duckdb: a.duckdb as of 20/,
      );
    expect((await leeway(['doctor', '--db', 's.duckdb'], { cwd })).code).toBe(0);
    for (const other of ['a.duckdb', 'b.duckdb']) {
      const { code, err } = await leeway(['snapshot', other, '--db', 'a.duckdb'], { cwd });
      expect([code, err]).toEqual([2, expect.stringMatching(/is there already, and no snapshot/)]);
    }
    const none = await leeway(['serve', '--read-only', '--db', 'nothing.duckdb', '--port', '0'], { cwd });
    expect([none.code, none.err]).toEqual([3, expect.stringMatching(/no such snapshot; make one with/)]);
  });
});
