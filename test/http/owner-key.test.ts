import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownerKeyFor } from '../../src/workflows/access/owner-key.ts';
import { ask, type Question } from '../support/asking.ts';
import { serving } from '../support/serving.ts';

const grant = { name: 'ada', kind: 'person', roles: ['admin'], domains: null, expiresAt: '2026-08-01' };

async function open() {
  const server = await serving();
  const key = ownerKeyFor(server.path, server.url) ?? '';
  const by = (shown: string, path: string, question: Question = {}) =>
    ask(`${server.url}${path}`, { ...question, headers: { 'leeway-owner': shown } });
  return { ...server, key, by };
}

describe('who owns a store that nobody has a token of', () => {
  it('administers it while it is served, and decides nothing', async () => {
    const { url, key, by } = await open();
    expect((await by(key, '/v1/session')).json).toMatchObject({
      mode: 'open',
      actor: { kind: 'job', roles: ['viewer', 'ingest', 'admin'] },
    });
    expect((await by(key, '/v1/tokens')).status).toBe(200);
    const opened = { method: 'POST', body: { kind: 'promotion', domain: 'refunds' } };
    expect((await by(key, '/v1/proposals', opened)).status).toBe(403);
    for (const wrong of ['', 'x', key.slice(1), `${key}x`, key.toUpperCase()])
      expect(await by(wrong, '/v1/tokens'), wrong).toMatchObject({
        status: 403,
        json: { detail: expect.stringMatching(/run the command where it finds the store/) },
      });
    expect((await ask(`${url}/v1/backup`)).status).toBe(403);
    // A page of another site that had the key could not use it either.
    const foreign = { 'leeway-owner': key, origin: 'https://evil.example' };
    expect((await ask(`${url}/v1/tokens`, { headers: foreign })).status).toBe(403);
  });

  it('is nobody any more once somebody has a token', async () => {
    const { key, by } = await open();
    expect((await by(key, '/v1/tokens', { method: 'POST', body: grant })).status).toBe(201);
    expect(await by(key, '/v1/tokens')).toMatchObject({
      status: 401,
      json: { detail: expect.stringMatching(/asks for a token/) },
    });
  });

  it('is known by a key of one server, for its own user to read, that goes with it', async () => {
    const { path, url, key, close } = await open();
    const file = `${path}.server-key`;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toBe(key);
    const port = new URL(url).port;
    expect(ownerKeyFor(path, `http://localhost:${port}`)).toBe(key);
    // The key is shown to no other place than that which left it.
    for (const other of [
      `http://127.0.0.1:${Number(port) === 1 ? 2 : 1}`,
      `https://127.0.0.1:${port}`,
      `http://leeway.example.org:${port}`,
      `http://127.0.0.1.example.org:${port}`,
    ])
      expect(ownerKeyFor(path, other), other).toBeNull();
    await close();
    expect(ownerKeyFor(path, url)).toBeNull();
    // One that a killed server left, for all to read: the next has another, for its user alone.
    writeFileSync(file, `${key}\n`);
    chmodSync(file, 0o666);
    const next = await serving({ path });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ownerKeyFor(path, next.url)).not.toBe(key);
    expect((await ask(`${next.url}/v1/tokens`, { headers: { 'leeway-owner': key } })).status).toBe(403);
  });
});
