import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { serve } from '../../src/http/serve.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { CLIENT, identityProvider } from '../support/identity-provider.ts';
import { serving } from '../support/serving.ts';
import { Visitor } from '../support/visitor.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = Date.UTC(2026, 5, 1);
const CALLBACK = '/v1/session/oidc/callback';
const HOUR_MS = 3_600_000;
const LEA = { email: 'lea@example.org', email_verified: true, groups: ['leads', 'sports'] };

/** A server that a provider lets people into, and a store that gave `tom` a token, or nobody. */
async function guarded(oidc: Record<string, unknown> = {}, hasToken = true) {
  const provider = await identityProvider();
  const path = join(temporaryFolder(), 'a.duckdb');
  const at = { path, now: new Date(NOW).toISOString(), actor: 'test' };
  await initStore(at, { salt: 's', hashReviewers: false });
  const secret = hasToken ? (await tokenFor(at, 'tom', ['viewer', 'admin'])).secret : '';
  const clock = { at: NOW };
  const said: string[] = [];
  const to = new Writable({
    write: (chunk, _, done) => {
      said.push(String(chunk));
      done();
    },
  });
  const configuration = Configuration.parse({
    people: { ada: { roles: ['board'] } },
    oidc: {
      ...{ issuer: provider.issuer, clientId: CLIENT.id, name: 'Example', scopes: ['groups'] },
      groups: {
        leads: { roles: ['lead'] },
        board: { roles: ['board'] },
        refunds: { roles: ['lead'], domains: ['refunds'] },
      },
      ...oidc,
    },
  });
  const server = await serving({
    path,
    options: { configuration, clock: () => clock.at },
    place: { oidcSecret: CLIENT.secret, log: { level: 'info', to } },
  });
  provider.accounts.set('1', LEA).set('2', { ...LEA, email: 'bo@example.org', groups: ['board'] });
  provider.knows(server.url);
  const begin = `${server.url}/v1/session/oidc`;
  /** Logs in, as far as that comes. */
  const logIn = async (who: string, visitor = new Visitor(), more = '') => {
    provider.who = who;
    const visit = await visitor.go(`${begin}${more}`, '/domains');
    return { visitor, visit };
  };
  const session = async (visitor: Visitor) =>
    JSON.parse((await visitor.step(`${server.url}/v1/session`)).text) as Record<string, unknown>;
  return { ...server, provider, clock, said, begin, logIn, session, secret };
}

describe('log-in by a provider', () => {
  it('gives whoever is in a group a session with its role, and brings them where they wanted to go, if that is here', async () => {
    const { begin, logIn, session, said, url, faults } = await guarded();
    expect(await session(new Visitor())).toMatchObject({ mode: 'tokens', actor: null, provider: 'Example' });
    const { visitor, visit } = await logIn('1', new Visitor(), '?return=%2Fdomains%2Frefunds%3Fsort%3Drisk');
    expect(visit.url).toBe(`${url}/domains/refunds?sort=risk`);
    expect(await session(visitor)).toMatchObject({
      actor: { name: 'lea@example.org', kind: 'person', roles: ['lead'], domains: null },
    });
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/.//evil.example',
      'javascript:alert(1)',
      'domains',
      '/v1/session',
      '',
      '/%0d%0aset-cookie:a=b\r\n',
    ])
      expect((await visitor.step(`${begin}?return=${encodeURIComponent(to)}`)).status, to).toBe(400);
    expect((await visitor.step(`${begin}?return=/a&return=/b`)).status).toBe(400);
    expect((await visitor.step(`${begin}?return=%2Fdomains%3Fa%3D1%23b`)).status).toBe(303);
    const ledger = await visitor.step(`${url}/v1/ledger?type=account.bound`);
    expect(JSON.parse(ledger.text)).toMatchObject({
      entries: [{ actor: 'lea@example.org', subject: 'lea@example.org', body: { subject: '1' } }],
    });
    expect(faults).toEqual([]);
    expect(said.join('')).not.toMatch(/lea@|code=|a-secret/);
  });

  it('logs out of the provider too, and leaves the house closed without it', async () => {
    const { logIn, session, url, provider, path, close } = await guarded({}, false);
    const { visitor } = await logIn('1');
    const { text } = await visitor.step(`${url}/v1/session`, { method: 'DELETE' });
    const { actor, leaveAt } = JSON.parse(text);
    expect([actor, (await session(visitor))['actor']]).toEqual([null, null]);
    expect(leaveAt).toContain(provider.issuer);
    expect((await visitor.go(leaveAt)).text).toContain('Do you want to sign-out');
    const again = JSON.parse((await visitor.step(`${url}/v1/session`, { method: 'DELETE' })).text);
    expect(again.leaveAt).toBeNull();
    await close();
    const { url: later } = await serving({ path });
    expect((await ask(`${later}/v1/ledger`)).status).toBe(401);
    expect((await ask(`${later}/v1/session`)).json).toMatchObject({ provider: null });
    for (const at of ['/v1/session/oidc', CALLBACK]) expect((await ask(`${later}${at}`)).status).toBe(404);
  });

  it('ends once, in the browser that began it, in its time and with what the provider said', async () => {
    const { begin, clock, logIn, provider, said, session, url } = await guarded();
    provider.who = '1';
    /** As far as the address to which the provider sends the browser. */
    const comeBack = async (change = (to: string) => to) => {
      const visitor = new Visitor();
      const begun = await visitor.step(begin);
      const { url: back } = await visitor.go(change(String(begun.headers['location'])), CALLBACK);
      return { visitor, back };
    };
    const refused = async (visitor: Visitor, back: string): Promise<string> => {
      const { status, text } = await visitor.step(back, { headers: { accept: 'application/json' } });
      expect((await session(visitor))['actor']).toBeNull();
      return `${status} ${JSON.parse(text).detail}`;
    };
    const changed = (address: string, name: string, value: string): string => {
      const to = new URL(address);
      to.searchParams.set(name, value);
      return to.href;
    };
    const first = await comeBack();
    expect(await refused(first.visitor, changed(first.back, 'state', 'x'))).toMatch(/^400 .*not begun/);
    expect(await refused(new Visitor(), first.back)).toMatch(/^400 .*not begun/);
    expect(await refused(first.visitor, `${first.back}&state=x`)).toMatch(/^400 /);
    // What others tried has not ended it.
    expect((await first.visitor.step(first.back)).headers['location']).toBe('/');
    expect((await session(first.visitor))['actor']).toMatchObject({ name: 'lea@example.org' });
    expect((await first.visitor.step(first.back)).status).toBe(400);

    const code = await comeBack();
    expect(await refused(code.visitor, changed(code.back, 'code', 'x'))).toMatch(/^401 .*invalid_grant/);
    expect(await refused(code.visitor, code.back)).toMatch(/^400 /);
    const nonce = await comeBack((to) => changed(to, 'nonce', 'x'));
    expect(await refused(nonce.visitor, nonce.back)).toMatch(/^401 .*does not hold/);
    const pkce = await comeBack((to) => changed(to, 'code_challenge', 'x'.repeat(43)));
    expect(await refused(pkce.visitor, pkce.back)).toMatch(/^401 .*invalid_grant/);
    const issuer = await comeBack();
    expect(await refused(issuer.visitor, changed(issuer.back, 'iss', 'http://127.0.0.1:1'))).toMatch(/^401 /);
    const late = await comeBack();
    clock.at += 600_000;
    expect(await refused(late.visitor, late.back)).toMatch(/^400 .*ten minutes/);
    const keys = await comeBack();
    provider.interfere = ({ url: asked }, response) => {
      if (asked !== '/jwks') return false;
      response.setHeader('content-type', 'application/json').end('{"keys":[]}');
      return true;
    };
    expect(await refused(keys.visitor, keys.back)).toMatch(/^401 .*does not hold/);
    provider.interfere = ({ url: asked }, response) => {
      if (asked !== '/token') return false;
      response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Basic realm="x"' });
      response.end('{"error":"invalid_client"}');
      return true;
    };
    const unknown = await comeBack();
    expect(await refused(unknown.visitor, unknown.back)).toMatch(/^502 .*LEEWAY_OIDC_SECRET/);
    provider.interfere = () => false;
    provider.who = null;
    const denied = await comeBack();
    expect(await refused(denied.visitor, denied.back)).toMatch(/^401 .*access_denied/);

    // Somebody sits before it: a page says so.
    const { text, headers } = await denied.visitor.step(`${url}${CALLBACK}`);
    expect(headers['content-type']).toMatch('text/html');
    expect(text).toContain('<a href="/">');
    const log = said.join('');
    for (const word of ['not-begun', 'invalid_grant', 'invalid_client', 'access_denied'])
      expect(log).toContain(`"refused":"${word}"`);
    expect(log).not.toMatch(/lea@|[?&](code|state)=|a-secret/);

    // Keys that were rotated are known at once, and two log-ins of one browser go on beside one another.
    provider.knows(url, false);
    const [visitor, one, other] = [new Visitor(), await comeBack(), new Visitor()];
    expect((await one.visitor.step(one.back)).status).toBe(401);
    await visitor.step(begin);
    await logIn('1', visitor);
    expect((await session(visitor))['actor']).toMatchObject({ roles: ['lead'] });
    expect((await session(other))['actor']).toBeNull();
  });

  it('lets nobody in whose groups may do nothing, and sees at the next log-in what has changed', async () => {
    const { logIn, session, provider, clock } = await guarded();
    provider.accounts.set('3', { ...LEA, email: 'no@example.org', groups: ['sports'] });
    const { visit } = await logIn('3');
    expect(visit).toMatchObject({ status: 403, text: expect.stringContaining('is in no group that may') });
    const { visitor } = await logIn('1');
    provider.accounts.set('1', { ...LEA, groups: ['refunds'] });
    const { visitor: later } = await logIn('1');
    for (const one of [visitor, later])
      expect(await session(one)).toMatchObject({ actor: { roles: ['lead'], domains: ['refunds'] } });
    provider.accounts.set('1', { ...LEA, groups: [] });
    expect((await logIn('1')).visit.status).toBe(403);
    for (const one of [visitor, later]) expect((await session(one))['actor']).toBeNull();
    const { visitor: bo } = await logIn('2');
    clock.at += 13 * HOUR_MS;
    expect((await session(bo))['actor']).toBeNull();
  });

  it('gives an account one name for good, and nobody that of somebody else', async () => {
    const { logIn, session, provider, url, secret } = await guarded({ people: { '9': 'tom' } });
    const refusal = async (sub: string, claims: Record<string, unknown>) => {
      provider.accounts.set(sub, { ...LEA, ...claims });
      const { visit } = await logIn(sub);
      return `${visit.status} ${visit.text}`;
    };
    await logIn('1');
    expect(await refusal('3', {})).toMatch(/^403[\s\S]*somebody is called lea@example.org here already/i);
    expect(await refusal('3', { email: 'LEA@example.org' })).toMatch(/^403/);
    expect(await refusal('3', { email: 'new@example.org', email_verified: false })).toMatch(/^403/);
    expect(await refusal('3', { email: 'new@example.org', email_verified: 'true' })).toMatch(/^403/);
    expect(await refusal('3', { email: '<b>new' })).toMatch(/^403/);
    // The address of an account may change, and go to somebody else; who they are does not.
    provider.accounts.set('1', { ...LEA, email: 'lea.new@example.org' });
    const { visitor } = await logIn('1');
    expect(await session(visitor)).toMatchObject({ actor: { name: 'lea@example.org' } });
    provider.accounts.set('9', { ...LEA, email: 'thomas@example.org' });
    const { visitor: tom } = await logIn('9');
    const { actor } = await session(tom);
    expect(actor).toMatchObject({ name: 'tom', roles: ['lead'] });
    expect((await ask(`${url}/v1/session`, { as: secret })).json).toMatchObject({ actor: { name: 'tom' } });
  });

  it('says in one line that the provider is down, and goes on with tokens', async () => {
    const { begin, provider, url, secret, logIn, session } = await guarded();
    const down = async () => {
      const began = performance.now();
      const answer = await ask(begin);
      expect(performance.now() - began).toBeLessThan(20_000);
      return answer;
    };
    provider.interfere = () => true;
    expect(await down()).toMatchObject({ status: 503, json: { detail: expect.stringMatching('cannot be') } });
    provider.interfere = (_, response) => response.writeHead(500).end() !== null;
    expect((await down()).status).toBe(503);
    provider.interfere = ({ url: asked }, response) => {
      if (asked !== '/.well-known/openid-configuration') return false;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ issuer: 'https://elsewhere.example' }));
      return true;
    };
    expect((await down()).status).toBe(502);
    provider.interfere = () => false;
    const { visitor } = await logIn('1');
    await provider.stop();
    const { status, text } = await visitor.step(`${url}/v1/session`, { method: 'DELETE' });
    expect([status, (await session(visitor))['actor']]).toEqual([200, null]);
    expect(JSON.parse(text).leaveAt).toContain(provider.issuer);
    expect((await ask(`${url}/v1/ledger`, { as: secret })).status).toBe(200);
  });
});

describe('a server with a provider and without a token', () => {
  it('asks everybody who they are, and may listen beyond this machine where it knows its own address', async () => {
    const oidc = { issuer: 'https://id.example', clientId: 'c', groups: { g: { roles: ['viewer'] } } };
    const configuration = Configuration.parse({ oidc });
    const { url, path, close } = await serving({ options: { configuration } });
    expect((await ask(`${url}/v1/ledger`)).status).toBe(401);
    await close();
    const options = {
      ...{ configuration, clock: () => NOW, mostSpooledBytes: 1, lingerMs: 1 },
      madeBy: { leeway: '0', code: null },
    };
    const beyond = (publicOrigin: string | null) =>
      serve({ path, options, host: '0.0.0.0', port: 0, tell: () => {}, publicOrigin });
    await expect(beyond(null)).rejects.toThrow('--public-url');
    await expect(beyond('http://leeway.example.org')).rejects.toThrow('https');
    await (await beyond('https://leeway.example.org')).close();
  });
});
