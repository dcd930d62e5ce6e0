import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { serve } from '../../src/http/serve.ts';
import { initStore } from '../../src/workflows/index.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { CLIENT, identityProvider } from '../support/identity-provider.ts';
import { serving } from '../support/serving.ts';
import { Visitor } from '../support/visitor.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = Date.UTC(2026, 5, 1);
const CALLBACK = '/v1/session/oidc/callback';
const LEA = { email: 'lea@example.org', email_verified: true, groups: ['leads', 'sports'] };

/** A server that a provider lets people into, and a store that gave `tom` a token. */
async function guarded(oidc: Record<string, unknown> = {}) {
  const provider = await identityProvider();
  const path = join(temporaryFolder(), 'a.duckdb');
  const at = { path, now: new Date(NOW).toISOString(), actor: 'test' };
  await initStore(at, { salt: 's', hashReviewers: false });
  const { secret } = await tokenFor(at, 'tom', ['viewer', 'admin']);
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
  it('gives whoever is in a group a session with its role, and brings them where they wanted to go', async () => {
    const { logIn, session, said, url, faults } = await guarded();
    expect(await session(new Visitor())).toMatchObject({ mode: 'tokens', actor: null, provider: 'Example' });
    const { visitor, visit } = await logIn('1', new Visitor(), '?return=%2Fdomains%2Frefunds%3Fsort%3Drisk');
    expect(visit.url).toBe(`${url}/domains/refunds?sort=risk`);
    expect(await session(visitor)).toMatchObject({
      actor: { name: 'lea@example.org', kind: 'person', roles: ['lead'], domains: null },
    });
    const ledger = await visitor.step(`${url}/v1/ledger?type=account.bound`);
    expect(JSON.parse(ledger.text)).toMatchObject({
      entries: [{ actor: 'lea@example.org', subject: 'lea@example.org', body: { subject: '1' } }],
    });
    expect(faults).toEqual([]);
    expect(said.join('')).not.toMatch(/lea@|code=|a-secret/);
  });
});
