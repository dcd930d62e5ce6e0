import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { initStore } from '../../src/workflows/keep-store.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { leewayServer } from '../support/leeway.ts';
import { call, NDJSON, serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const Line = z.strictObject({
  level: z.enum(['info', 'warn', 'error']),
  time: z.iso.datetime(),
  request: z.string(),
  method: z.string(),
  route: z.string().nullable(),
  status: z.number(),
  ms: z.number().nonnegative(),
  token: z.string().nullable(),
});

describe('the log of requests', () => {
  it('has one line of JSON a request, and no secret, address, body or name in any', {
    timeout: 60_000,
  }, async () => {
    const cwd = temporaryFolder();
    const at = { path: `${cwd}/leeway.duckdb`, now: new Date().toISOString(), actor: 'test' };
    await initStore(at, { salt: 's', hashReviewers: false });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const made = await tokenFor(at, 'lea-of-the-board', ['admin'], { expiresAt: until });
    const { url, process: server, ended } = await leewayServer(['--log'], cwd);
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const as = made.secret;
    const named = { as, headers: { 'x-request-id': 'from-outside-7' } };
    const known = await ask(`${url}/v1/domains/secret-project/reliability?asOf=2026-05-01`, named);
    expect(known.headers['x-request-id']).toBe('from-outside-7');
    const odd = await ask(`${url}/healthz`, { headers: { 'x-request-id': 'two words\u00e9' } });
    expect(odd.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    const login = await ask(`${url}/v1/session`, { method: 'POST', body: { token: as } });
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
    expect(cookie).toMatch(/^leeway_session=.{20}/);
    await ask(`${url}/v1/tokens`, { headers: { cookie } });
    await ask(`${url}/v1/tokens`, { as: `${as}x` });
    await ask(`${url}/nowhere/secret-project`, { as });
    const row = '{"decision_id":"secret-row","domain":"secret-project","confidence":0.9}\n';
    const headers = { ...NDJSON, authorization: `Bearer ${as}` };
    await call(`${url}/v1/decisions`, { method: 'POST', headers, body: row });
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
    const lines = said
      .trimEnd()
      .split('\n')
      .map((line) => Line.parse(JSON.parse(line)));
    const { id: token } = made.token;
    expect(lines).toMatchObject([
      {
        ...{ level: 'info', request: 'from-outside-7', method: 'GET', status: 422, token },
        route: '/v1/domains/:domain/reliability',
      },
      { route: '/healthz', status: 200, token: null, request: odd.headers['x-request-id'] },
      { route: '/v1/session', status: 200 },
      { route: '/v1/tokens', status: 200, token },
      { route: '/v1/tokens', status: 401, level: 'warn', token: null },
      { route: null, status: 404, level: 'info' },
      { method: 'POST', route: '/v1/decisions', status: 202, token },
    ]);
    const secrets = [
      as,
      as.slice(-12),
      cookie.slice('leeway_session='.length),
      'secret-',
      'lea-of',
      'Bearer',
    ];
    for (const secret of secrets) expect(said).not.toContain(secret);
    expect(said).not.toContain('127.0.0.1:');
  });

  it('is silent unless it is asked for', async () => {
    const { url, faults } = await serving();
    const { headers } = await call(`${url}/healthz`, {});
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(faults).toEqual([]);
  });
});
