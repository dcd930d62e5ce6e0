import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Role } from '../../src/contracts/actor.ts';
import { NewToken, Token } from '../../src/contracts/token.ts';
import { DEFAULT_LIMITS, httpServer } from '../../src/http/server.ts';
import { NO_WEBHOOKS } from '../../src/http/webhooks/webhook-route.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { ServedStore } from '../../src/workflows/serve-store.ts';
import type { StorePlace } from '../../src/workflows/with-store.ts';
import { ask, type Question, tokenFor, tokensOfRoles } from '../support/asking.ts';
import { NDJSON, post, type ServingOptions, serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;
const HOSTILE = `'; DROP TABLE decisions; -- <img src=x onerror=alert(1)> \r\nSet-Cookie: a=b ${'../'.repeat(9)}etc/passwd`;
const json = { 'content-type': 'application/json' };
const row = (id: string, domain: string) =>
  `${JSON.stringify({ decision_id: id, domain, confidence: 0.9, decided_at: '2026-05-01T00:00:00Z' })}\n`;

async function place(): Promise<StorePlace> {
  const path = join(temporaryFolder(), 'a.duckdb');
  const at = { path, now: new Date(NOW).toISOString(), actor: 'test' };
  await initStore(at, { salt: 's', hashReviewers: false });
  return at;
}

/** A server whose store has given a token of every role, and those of more. */
async function guarded(options: ServingOptions = {}) {
  const at = await place();
  const secrets = await tokensOfRoles(at);
  secrets.set('refunds', (await tokenFor(at, 'r', ['lead'], { domains: ['refunds'] })).secret);
  secrets.set('late', (await tokenFor(at, 'l', ['admin'], { expiresAt: '2026-06-01T00:00:01Z' })).secret);
  const server = await serving({ path: at.path, ...options });
  const by = (who: string, path: string, question: Omit<Question, 'as'> = {}) =>
    ask(`${server.url}${path}`, { ...question, as: secrets.get(who) ?? who });
  return { ...server, at, secrets, by };
}

describe('a server whose store gave tokens', () => {
  it('lets nobody in on any route without one, and says so', async () => {
    const { path, close } = await serving();
    await close();
    const store = await ServedStore.open(path, {
      ...{ configuration: (await import('../../src/contracts/configuration.ts')).Configuration.parse({}) },
      ...{ clock: () => NOW, mostSpooledBytes: 1, lingerMs: 1, madeBy: { leeway: '0', code: null } },
    });
    const parts = {
      store,
      limits: DEFAULT_LIMITS,
      isDemo: false,
      publicOrigin: null,
      tell: () => {},
      log: null,
      webhooks: NO_WEBHOOKS,
    };
    const app = await httpServer(parts);
    const routes: { method: string; url: string }[] = [];
    // Routes that come afterwards are refused unless they say who may call them.
    expect(() => app.get('/v1/loose', async () => 'in')).toThrow('does not say who may call it');
    await app.ready();
    const above: string[] = [];
    for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
      const [, indent = '', part = '', methods = ''] =
        /^((?:│ {3}| {4})*)[├└]── (\S*)(?: \(([^)]*)\))?$/.exec(line) ?? [];
      above.splice(indent.length / 4, above.length, part);
      // The console's own files, at `*`, are for anybody and say nothing of the store.
      if (part.includes('*')) continue;
      for (const method of methods.split(', ').filter((one) => one !== '' && one !== 'HEAD'))
        routes.push({ method, url: above.join('') });
    }
    await app.close();
    await store.close();
    const { url } = await guarded();
    const open: string[] = [];
    for (const { method, url: at } of routes) {
      const answer = await ask(`${url}${at.replaceAll(/:\w+/g, 'x')}`, {
        method,
        ...(method !== 'GET' && method !== 'DELETE' && { body: {} }),
      });
      if (answer.status !== 401) open.push(`${method} ${at} ${answer.status}`);
      else expect(answer.headers['www-authenticate']).toContain('Bearer');
    }
    expect(routes.length).toBeGreaterThan(35);
    expect(open.sort()).toEqual([
      'DELETE /v1/session 200',
      'GET /healthz 200',
      'GET /openapi.json 200',
      'GET /readyz 200',
      'GET /v1/session 200',
      // No provider lets people in here.
      'GET /v1/session/oidc 404',
      'GET /v1/session/oidc/callback 404',
      'POST /v1/session 400',
    ]);
  });

  it('refuses tokens that are unknown, changed, revoked, expired or of another scheme', async () => {
    const clock = { at: NOW };
    const { by, secrets, url } = await guarded({ options: { clock: () => clock.at } });
    const good = secrets.get('viewer') ?? '';
    expect((await by('viewer', '/v1/ledger')).status).toBe(200);
    for (const bad of ['', 'x', `${good}x`, good.slice(0, -1), good.replace(/.$/, '.'), good.toUpperCase()])
      expect((await by(bad, '/v1/ledger')).status, bad).toBe(401);
    const basic = { authorization: `Basic ${Buffer.from(`a:${good}`).toString('base64')}` };
    expect((await ask(`${url}/v1/ledger`, { headers: basic })).status).toBe(401);
    const { tokens } = (await by('admin', '/v1/tokens')).json as { tokens: Token[] };
    const viewer = tokens.find(({ name }) => name === 'a viewer');
    expect(JSON.stringify(tokens)).not.toContain(good.slice(-20));
    const reason = { method: 'POST', body: { reason: 'it was in a log' } };
    expect((await by('admin', `/v1/tokens/${viewer?.id}/revoke`, reason)).status).toBe(200);
    expect(await by('viewer', '/v1/ledger')).toMatchObject({
      status: 401,
      json: { detail: expect.stringMatching('revoked') },
    });
    expect((await by('admin', `/v1/tokens/${viewer?.id}/revoke`, reason)).status).toBe(400);
    expect((await by('late', '/v1/tokens')).status).toBe(200);
    clock.at += 2000;
    expect(await by('late', '/v1/tokens')).toMatchObject({
      status: 401,
      json: { detail: expect.stringMatching('expired') },
    });
    const entries = JSON.stringify((await by('admin', '/v1/ledger?type=token.revoked')).json);
    expect(entries).toContain('it was in a log');
  });

  it('holds each role to what it is for', async () => {
    const { by } = await guarded();
    const opened = { method: 'POST', body: { kind: 'promotion', domain: 'refunds' } };
    const may = async (path: string, question: Omit<Question, 'as'> = {}) => {
      const allowed: string[] = [];
      for (const role of Role.options)
        if ((await by(role, path, question)).status !== 403) allowed.push(role);
      return allowed.join(' ');
    };
    expect(await may('/v1/domains')).toBe('viewer lead board admin');
    expect(await may('/v1/tokens')).toBe('admin');
    expect(await may('/v1/proposals', opened)).toBe('lead');
    expect(
      await may('/v1/proposals/P-0001/approve', { method: 'POST', body: { digest: 'a'.repeat(64) } }),
    ).toBe('lead board');
    expect(await may('/v1/domains/refunds/revoke', { method: 'POST', body: { reason: 'x' } })).toBe(
      'lead board admin',
    );
    expect(await may('/v1/decisions', { method: 'POST', headers: NDJSON, body: row('d1', 'refunds') })).toBe(
      'ingest admin',
    );
  });

  it('holds a token to its domains', async () => {
    const { by, secrets, url } = await guarded();
    const lines = row('d1', 'refunds') + row('d2', 'other');
    const sent = await post(`${url}/v1/decisions?wait=true`, lines, {
      ...NDJSON,
      authorization: `Bearer ${secrets.get('ingest')}`,
    });
    expect(sent.status).toBe(200);
    expect((await by('refunds', '/v1/domains')).json).toMatchObject({ domains: [{ domain: 'refunds' }] });
    expect((await by('refunds', '/v1/recommendations')).text).not.toContain('"other"');
    expect((await by('refunds', '/v1/register')).text).not.toContain('"other"');
    for (const path of ['', '/reliability', '/trend', '/segments', '/reviewers', '/thresholds']) {
      expect((await by('refunds', `/v1/domains/refunds${path}`)).status).toBe(200);
      expect((await by('refunds', `/v1/domains/other${path}`)).status).toBe(403);
    }
    const reason = { method: 'POST', body: { reason: 'x' } };
    expect((await by('refunds', '/v1/domains/other/revoke', reason)).status).toBe(403);
    const floor = { method: 'PUT', body: { reason: 'law', owner: 'legal' } };
    expect((await by('refunds', '/v1/domains/other/floor', floor)).status).toBe(403);
    const opened = { method: 'POST', body: { kind: 'promotion', domain: 'other' } };
    expect((await by('refunds', '/v1/proposals', opened)).status).toBe(403);
    for (const path of ['/v1/ledger', '/v1/policies', '/v1/exports/json', '/v1/doctor'])
      expect((await by('refunds', path)).status, path).toBe(403);
  });

  it('gives browsers a session that no page of another site can use', async () => {
    const { by, secrets, url } = await guarded();
    const logIn = (token: string, headers: Record<string, string> = {}) =>
      ask(`${url}/v1/session`, { method: 'POST', body: { token }, headers });
    const session = await logIn(secrets.get('admin') ?? '');
    expect(session.json).toMatchObject({ mode: 'tokens', actor: { name: 'a admin' } });
    const [cookie = ''] = [session.headers['set-cookie']].flat().map(String);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toContain('leeway_session=leeway_');
    const mine = { cookie: cookie.split(';')[0] ?? '' };
    expect((await ask(`${url}/v1/tokens`, { headers: mine })).status).toBe(200);
    const grant = { name: 'x', kind: 'person', roles: ['admin'], domains: null, expiresAt: '2026-07-01' };
    const forged: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of forged)
      expect(
        (await ask(`${url}/v1/tokens`, { method: 'POST', body: grant, headers: { ...mine, ...headers } }))
          .status,
      ).toBe(403);
    const asForm = { ...mine, 'content-type': 'text/plain' };
    expect(
      (await ask(`${url}/v1/tokens`, { method: 'POST', body: JSON.stringify(grant), headers: asForm }))
        .status,
    ).toBe(400);
    const own = { ...mine, origin: url, 'sec-fetch-site': 'same-origin' };
    const made = await ask(`${url}/v1/tokens`, { method: 'POST', body: grant, headers: own });
    expect(made.status).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    expect((await by(NewToken.parse(made.json).secret, '/v1/tokens')).status).toBe(200);
    await ask(`${url}/v1/session`, { method: 'DELETE', headers: mine });
    expect((await ask(`${url}/v1/tokens`, { headers: mine })).status).toBe(401);
    expect((await logIn('leeway_000000000000_x')).status).toBe(401);
    expect((await ask(`${url}/v1/session`, { method: 'POST', body: { as: 'ada' } })).status).toBe(403);
  });

  it('ends a session with its token, and after a day', async () => {
    const clock = { at: NOW };
    const { by, secrets, url } = await guarded({ options: { clock: () => clock.at } });
    const begin = async (who: string) => {
      const token = secrets.get(who) ?? '';
      const { headers } = await ask(`${url}/v1/session`, { method: 'POST', body: { token } });
      return { cookie: String([headers['set-cookie']].flat()[0]).split(';')[0] ?? '' };
    };
    const [viewer, lead] = [await begin('viewer'), await begin('lead')];
    const { tokens } = (await by('admin', '/v1/tokens')).json as { tokens: Token[] };
    const { id } = Token.parse(tokens.find(({ name }) => name === 'a viewer'));
    await by('admin', `/v1/tokens/${id}/revoke`, { method: 'POST', body: { reason: 'left' } });
    expect((await ask(`${url}/v1/ledger`, { headers: viewer })).status).toBe(401);
    expect((await ask(`${url}/v1/ledger`, { headers: lead })).status).toBe(200);
    clock.at += DAY_MS;
    expect((await ask(`${url}/v1/ledger`, { headers: lead })).status).toBe(401);
  });

  it('stops a flood of logins', async () => {
    const { url } = await guarded();
    const tries = Array.from({ length: 40 }, () =>
      ask(`${url}/v1/session`, { method: 'POST', body: { token: 'guess' } }),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(20);
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed).toHaveLength(20);
    expect(slowed[0]?.headers['retry-after']).toBeDefined();
    expect(slowed[0]?.json).toMatchObject({ status: 429, detail: expect.any(String) });
  });

  it('refuses bodies that are too long, broken or of another shape, and keeps odd texts as texts', async () => {
    const { by, faults } = await guarded();
    const post = (who: string, path: string, body: unknown, headers = json) =>
      by(who, path, { method: 'POST', body, headers });
    expect((await post('lead', '/v1/proposals', `{"kind":"${'x'.repeat(70_000)}"}`)).status).toBe(413);
    for (const body of [
      '',
      '{',
      '[]',
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      '{"__proto__":{"a":1}}',
      { kind: 'promotion' },
      { kind: 'x', domain: 'y' },
    ])
      expect((await post('lead', '/v1/proposals', body)).status, JSON.stringify(body)).toBe(400);
    expect(
      (await post('lead', '/v1/proposals', { kind: 'promotion', domain: 'r', more: 1 })).json,
    ).toMatchObject({
      status: 400,
      detail: expect.stringContaining('more'),
    });
    const floor = { reason: HOSTILE, owner: HOSTILE, legalSource: HOSTILE };
    const at = `/v1/domains/${encodeURIComponent(HOSTILE)}/floor`;
    const set = await by('lead', at, { method: 'PUT', body: floor });
    expect(set.json).toMatchObject({ floors: [{ domain: HOSTILE, ...floor }] });
    expect((await by('viewer', '/v1/exports/csv')).status).toBe(200);
    expect((await by('viewer', '/v1/register')).json).toMatchObject({
      domains: [{ domain: HOSTILE, level: 'floor' }],
    });
    for (const path of [
      '/../../etc/passwd',
      '/v1/%2e%2e/%2e%2e/etc/passwd',
      '/v1/exports/..%2f..%2fx',
      '/v1//domains',
    ])
      expect([400, 404]).toContain((await by('viewer', path)).status);
    expect((await by('viewer', `/v1/proposals/${encodeURIComponent("P-1' OR 1=1 --")}`)).status).toBe(404);
    expect(faults).toEqual([]);
  });
});

describe('a body that comes too slowly', () => {
  it.each([
    ['/v1/decisions', 'application/x-ndjson', 'admin'],
    ['/v1/proposals', 'application/json', 'lead'],
  ])('is given up, and leaves nothing: %s', async (path, type, who) => {
    const { url, by, secrets, faults } = await guarded({ limits: { longestRequestMs: 400 } });
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(`POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: ${type}\r\n`);
    socket.write(`Authorization: Bearer ${secrets.get(who)}\r\nContent-Length: 5000\r\n\r\n{`);
    const drip = setInterval(() => socket.write(' '), 50);
    const heard: Buffer[] = [];
    socket.on('data', (piece: Buffer) => heard.push(piece));
    socket.on('error', () => {});
    await new Promise((resolve) => socket.on('close', resolve));
    clearInterval(drip);
    expect(Buffer.concat(heard).toString()).toMatch(/^HTTP\/1\.1 408 /);
    expect((await by('viewer', '/v1/ingests')).json).toMatchObject({ runs: [] });
    expect(faults).toEqual([]);
  });
});

describe('a server whose store gave nobody a token', () => {
  it('lets whoever is on this machine read and add, and nobody decide', async () => {
    const { url } = await serving();
    expect((await ask(`${url}/v1/session`)).json).toMatchObject({
      mode: 'open',
      snapshot: null,
      actor: { roles: ['viewer', 'ingest'] },
    });
    expect((await post(`${url}/v1/decisions`, row('d1', 'refunds'))).status).toBe(202);
    expect((await ask(`${url}/v1/ledger`)).status).toBe(200);
    const opened = { method: 'POST', body: { kind: 'promotion', domain: 'refunds' } };
    expect((await ask(`${url}/v1/proposals`, opened)).status).toBe(403);
    expect((await ask(`${url}/v1/tokens`)).status).toBe(403);
    expect((await ask(`${url}/v1/ledger`, { headers: { host: 'evil.example' } })).status).toBe(403);
  });

  it('stays on this machine', async () => {
    const { serve } = await import('../../src/http/serve.ts');
    const { path, close } = await serving();
    await close();
    const { Configuration } = await import('../../src/contracts/configuration.ts');
    const options = {
      ...{ configuration: Configuration.parse({}), clock: () => NOW, mostSpooledBytes: 1, lingerMs: 1 },
      madeBy: { leeway: '0', code: null },
    };
    const beyond = { path, host: '0.0.0.0', port: 0, options, tell: () => {} };
    await expect(serve(beyond)).rejects.toThrow('leeway token create');
    const at = { path, now: new Date(NOW).toISOString() };
    await tokenFor(at, 'ada', ['admin']);
    const server = await serve(beyond);
    const { port } = new URL(server.url);
    expect((await ask(`http://127.0.0.1:${port}/v1/ledger`)).status).toBe(401);
    await server.close();
    await expect(serve({ ...beyond, isDemo: true })).rejects.toThrow('leeway token create');
  });
});
