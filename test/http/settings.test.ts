import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/contracts/actor.ts';
import { Settings, SettingsCheck, SettingsFile } from '../../src/contracts/settings.ts';
import { readConfigurationFile } from '../../src/workflows/read-settings.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { boardStore } from '../support/board-store.ts';
import { NDJSON, post, serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const RULES = `# Ours
defaults: { risk: 0.05, maturity: 0d } # all of them
domains:
  # Money leaves the house.
  refunds:   { risk: 0.02,   maxAmount: 250 }
people: { anna: { roles: [lead] } }
`;

const row = (domain: string) =>
  `${JSON.stringify({ decision_id: domain, domain, confidence: 0.9, decided_at: '2026-05-01T00:00:00Z' })}\n`;

/** A server of tokens that was started with a file, and what an administrator asks of it. */
async function configured(yaml = RULES) {
  const { path, close } = await serving();
  await close();
  const file = join(temporaryFolder(), 'leeway.yaml');
  writeFileSync(file, yaml);
  const place = { path, now: '2026-06-01T00:00:00.000Z', actor: 'test' };
  const secret = async (role: Role, domains?: string[]) =>
    (await tokenFor(place, `a ${role}`, [role], domains === undefined ? {} : { domains })).secret;
  const admin = await secret('admin');
  const board = await secret('board');
  const viewer = await secret('viewer');
  const ingest = await secret('ingest');
  const limited = await secret('admin', ['refunds']);
  const server = await serving({ path, options: readConfigurationFile(file) });
  const at = `${server.url}/v1/configuration`;
  const check = async (body: object, as = board) =>
    SettingsCheck.parse((await ask(`${at}/check`, { method: 'POST', body, as })).json);
  const read = async () => SettingsFile.parse((await ask(`${at}/file`, { as: admin })).json);
  const save = async (asked: object, more: object = {}, as = admin) => {
    const { digest } = await read();
    return ask(`${at}/file`, { method: 'PUT', body: { digest, reason: 'So', ...asked, ...more }, as });
  };
  const secrets = { admin, board, viewer, ingest, limited };
  return { ...server, at, file, check, read, save, secrets };
}

const RISK = { edits: [{ domain: 'refunds', rule: 'risk', value: 0.01 }] };

describe('the rules of a server', () => {
  it('say what another text would change: from what, to what, and for which domains', async () => {
    const { url, check, secrets, at } = await configured();
    await post(`${url}/v1/decisions?wait=true`, row('complaints'), {
      ...NDJSON,
      authorization: `Bearer ${secrets.ingest}`,
    });
    const { domains, file } = Settings.parse((await ask(at, { as: secrets.viewer })).json);
    expect(domains).toEqual(['complaints', 'refunds']);
    expect(file).toMatchObject({ name: 'leeway.yaml' });
    const yaml = RULES.replace('risk: 0.05', 'risk: 0.04').replace('risk: 0.02,', 'quorum: 2,');
    expect(await check({ yaml })).toEqual({
      ...{ faults: [], objections: [] },
      changes: [
        {
          ...{ path: 'defaults.risk', rule: 'risk', domain: null, before: '0.05', after: '0.04' },
          ...{ was: '0.05', becomes: '0.04', domains: ['complaints', 'refunds'] },
        },
        {
          ...{ path: 'domains.refunds.quorum', rule: 'quorum', domain: 'refunds', before: null, after: '2' },
          ...{ was: '1', becomes: '2', domains: ['refunds'] },
        },
        {
          ...{ path: 'domains.refunds.risk', rule: 'risk', domain: 'refunds', before: '0.02', after: null },
          ...{ was: '0.02', becomes: '0.04', domains: ['refunds'] },
        },
      ],
    });
    expect(await check({ yaml: 'defaults: { risk: 2 }' })).toMatchObject({
      faults: [expect.stringMatching(/^defaults\.risk: /)],
    });
    expect(await check({ yaml: 'a: [' })).toMatchObject({ faults: [expect.stringContaining('YAML')] });
  });

  it('are written into the file, with its comments and spaces, and hold at once', async () => {
    const { save, read, file, at, secrets, url, faults } = await configured();
    chmodSync(file, 0o640);
    const before = await ask(`${url}/v1/recommendations`, { as: secrets.viewer });
    expect(before.status).toBe(422);
    expect(await save(RISK)).toMatchObject({ status: 200 });
    expect(readFileSync(file, 'utf8')).toBe(RULES.replace('0.02', '0.01'));
    expect(statSync(file).mode & 0o777).toBe(0o640);
    const held = Settings.parse((await ask(at, { as: secrets.viewer })).json);
    expect(held.configuration).toMatchObject({ domains: { refunds: { risk: 0.01 } } });
    expect(held.file?.digest).toBe((await read()).digest);
    const { json } = await ask(`${url}/v1/ledger?type=configuration.changed`, { as: secrets.viewer });
    expect(json).toMatchObject({
      entries: [
        {
          actor: 'a admin',
          body: {
            reason: 'So',
            digest: expect.stringMatching(/^[0-9a-f]{64}$/),
            changes: [{ path: 'domains.refunds.risk', before: '0.02', after: '0.01' }],
          },
        },
      ],
    });
    expect(faults).toEqual([]);
  });

  it('count evidence by other rules from then on', async () => {
    const { url, save, secrets } = await configured();
    const as = secrets.viewer;
    const auth = { ...NDJSON, authorization: `Bearer ${secrets.ingest}` };
    await post(`${url}/v1/decisions?wait=true`, row('refunds'), auth);
    const limit = async () =>
      (await ask(`${url}/v1/recommendations`, { as })).text.match(/"risk":0\.0\d+/)?.[0];
    expect(await limit()).toBe('"risk":0.02');
    await save(RISK);
    expect(await limit()).toBe('"risk":0.01');
  });

  it('are followed through a link, which stays one', async () => {
    const { save, file } = await configured();
    const folder = join(temporaryFolder(), 'mounted');
    mkdirSync(folder);
    const link = join(folder, 'leeway.yaml');
    symlinkSync(file, link);
    const { path, close } = await serving();
    await close();
    void save;
    const place = { path, now: '2026-06-01T00:00:00.000Z', actor: 'test' };
    const { secret } = await tokenFor(place, 'root', ['admin']);
    const { url } = await serving({ path, options: readConfigurationFile(link) });
    const { digest } = SettingsFile.parse((await ask(`${url}/v1/configuration/file`, { as: secret })).json);
    const body = { ...RISK, digest, reason: 'So' };
    expect(await ask(`${url}/v1/configuration/file`, { method: 'PUT', body, as: secret })).toMatchObject({
      status: 200,
    });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('risk: 0.01');
  });
});

describe('rules are not saved', () => {
  it('by anybody but an administrator of all domains', async () => {
    const { save, at, file, secrets } = await configured();
    for (const who of ['board', 'viewer', 'ingest', 'limited'] as const) {
      expect(await save(RISK, {}, secrets[who]), who).toMatchObject({ status: 403 });
      expect((await ask(`${at}/file`, { as: secrets[who] })).status, who).toBe(403);
    }
    expect((await ask(at, { as: secrets.limited })).status).toBe(403);
    expect((await ask(`${at}/check`, { method: 'POST', body: RISK, as: secrets.limited })).status).toBe(403);
    expect((await ask(`${at}/file`, { method: 'PUT', body: RISK })).status).toBe(401);
    expect(readFileSync(file, 'utf8')).toBe(RULES);
  });

  it('on a digest that is not that of the file, nor after somebody has changed the file', async () => {
    const { save, file, at, secrets } = await configured();
    const stale = await save(RISK, { digest: '0'.repeat(64) });
    expect(stale).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('load the page anew') },
    });
    const { digest } = SettingsFile.parse((await ask(`${at}/file`, { as: secrets.admin })).json);
    writeFileSync(file, `${RULES}# by hand\n`);
    const changed = await ask(`${at}/file`, {
      method: 'PUT',
      body: { ...RISK, digest, reason: 'So' },
      as: secrets.admin,
    });
    expect(changed).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('somebody has changed leeway.yaml') },
    });
    expect(readFileSync(file, 'utf8')).toBe(`${RULES}# by hand\n`);
    expect((await ask(at, { as: secrets.viewer })).text).toContain('"risk":0.02');
  });

  it('twice on the same reading', async () => {
    const { read, at, secrets } = await configured();
    const { digest } = await read();
    const put = (value: number) => {
      const body = { edits: [{ domain: null, rule: 'reviewCost', value }], digest, reason: 'So' };
      return ask(`${at}/file`, { method: 'PUT', body, as: secrets.admin });
    };
    const statuses = (await Promise.all([put(5), put(6), put(7)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409, 409]);
  });

  it('where there is no file, or nobody is asked for a token', async () => {
    const { url } = await serving({ place: { isDemo: true } });
    const put = { method: 'PUT', body: { ...RISK, digest: '0'.repeat(64), reason: 'So' } };
    expect((await ask(`${url}/v1/configuration/file`, put)).status).toBe(403);
    const { path, close } = await serving();
    await close();
    const place = { path, now: '2026-06-01T00:00:00.000Z', actor: 'test' };
    const { secret } = await tokenFor(place, 'root', ['admin']);
    const server = await serving({ path });
    expect((await ask(`${server.url}/v1/configuration`, { as: secret })).json).toMatchObject({ file: null });
    const refused = await ask(`${server.url}/v1/configuration/file`, { ...put, as: secret });
    expect(refused).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('without a file') },
    });
  });

  it('with what only the file may say: people, webhooks, oidc, fewer votes', async () => {
    const { save, check, file } = await configured();
    const evil = RULES.replace('roles: [lead]', 'roles: [board]');
    expect(await save({ yaml: evil })).toMatchObject({
      ...{ status: 403, json: { detail: expect.stringContaining('changes people in the file') } },
    });
    const hook = `${RULES}webhooks: [{ url: 'http://127.0.0.1/x', secret: 'file:/etc/passwd', events: [ingest.run] }]\n`;
    expect(await save({ yaml: hook })).toMatchObject({ status: 403 });
    const vouched = `${RULES}oidc: { issuer: 'https://id.example', clientId: leeway, groups: { staff: { roles: [admin] } } }\n`;
    expect(await save({ yaml: vouched })).toMatchObject({
      ...{ status: 403, json: { detail: expect.stringContaining('changes oidc in the file') } },
    });
    const both = await check({ yaml: RULES.replace('risk: 0.02', 'quorum: { lead: 1 }') });
    expect(both.objections.map(({ rule }) => rule)).toEqual(['G27']);
    expect(readFileSync(file, 'utf8')).toBe(RULES);
  });

  it('that are none, too long or too deep', async () => {
    const { save, file, faults } = await configured();
    const refused: readonly (readonly [string, object, number])[] = [
      ['a value that is none', { edits: [{ domain: null, rule: 'risk', value: 7 }] }, 422],
      ['a length of time that is none', { edits: [{ domain: null, rule: 'cooldown', value: 'soon' }] }, 422],
      ['a rule that there is not', { edits: [{ domain: null, rule: '__proto__', value: 1 }] }, 400],
      ['a domain that is a prototype', { edits: [{ domain: '__proto__', rule: 'risk', value: 0.01 }] }, 422],
      ['a value that is deep', { edits: [{ domain: null, rule: 'slices', value: [[['a']]] }] }, 400],
      ['aliases of aliases', { yaml: bomb() }, 422],
      ['lists in lists in lists', { yaml: '['.repeat(50_000) }, 422],
      ['a text that is too long', { yaml: ' '.repeat(60_001) }, 400],
      ['a body that is too long', { yaml: ' '.repeat(70_000) }, 413],
      ['two ways at once', { yaml: RULES, edits: RISK.edits }, 400],
      ['no reason', { ...RISK, reason: '' }, 400],
      ['nothing new', { yaml: RULES }, 400],
    ];
    for (const [name, asked, status] of refused) expect(await save(asked), name).toMatchObject({ status });
    expect(readFileSync(file, 'utf8')).toBe(RULES);
    expect(faults).toEqual([]);
  });

  it('takes a name for what it is, whatever it holds', async () => {
    const { save, read, at, secrets } = await configured();
    const domain = `x: y }\n#<img src=x onerror=alert(1)> 'a" *b &c !d \u202e`;
    expect(await save({ edits: [{ domain, rule: 'risk', value: 0.01 }] })).toMatchObject({ status: 200 });
    const held = Settings.parse((await ask(at, { as: secrets.viewer })).json);
    expect(held.configuration['domains']).toMatchObject({
      [domain]: { risk: 0.01 },
      refunds: { risk: 0.02 },
    });
    expect((await read()).yaml).toContain('# Money leaves the house.');
  });

  it('past the board, where it has voted on something', async () => {
    const folder = temporaryFolder();
    const board = await boardStore(folder);
    const { path, now } = board.at('2026-07-25T12:00:00.000Z');
    const people = { ...board.configuration.people, root: { roles: ['admin' as const] } };
    const file = { path: join(folder, 'leeway.yaml'), text: JSON.stringify({ people }) };
    writeFileSync(file.path, file.text);
    const { url } = await serving({
      ...{ path, place: { isDemo: true } },
      options: {
        configuration: { ...readConfigurationFile(file.path).configuration },
        file,
        clock: () => Date.parse(now),
      },
    });
    const session = await ask(`${url}/v1/session`, { method: 'POST', body: { as: 'root' } });
    const headers = { cookie: String(session.headers['set-cookie']).split(';')[0] ?? '' };
    const { digest } = SettingsFile.parse((await ask(`${url}/v1/configuration/file`, { headers })).json);
    const put = (domain: string | null, value: number) => {
      const body = { edits: [{ domain, rule: 'risk', value }], digest, reason: 'So' };
      return ask(`${url}/v1/configuration/file`, { method: 'PUT', body, headers });
    };
    for (const domain of [null, 'password-reset'])
      expect(await put(domain, 0.2)).toMatchObject({
        ...{ status: 403, json: { detail: expect.stringMatching(/^G26: risk of .* may let more pass/) } },
      });
    expect(await put('nobody-asked-for-this', 0.2)).toMatchObject({ status: 200 });
  });
});

function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, one) => `a${one}: &a${one} [${`*a${one - 1},`.repeat(9)}]`);
  return ['a: &a-1 [x]', ...lines].join('\n');
}
