import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LedgerPage, LedgerVerification } from '../../src/contracts/ledger-export.ts';
import { Packet } from '../../src/contracts/packet.ts';
import { Proposal } from '../../src/contracts/proposal.ts';
import { Register } from '../../src/contracts/register.ts';
import { Thresholds } from '../../src/contracts/thresholds.ts';
import { verifyStoreLedger } from '../../src/workflows/check-ledger.ts';
import { ask, type Question, tokenFor } from '../support/asking.ts';
import { type BoardStore, filledStore } from '../support/board-store.ts';
import { leeway } from '../support/in-process.ts';
import { serving } from '../support/serving.ts';

const NOW = '2026-07-01T00:00:00.000Z';
const DOMAIN = 'password-reset';
const folder = mkdtempSync(join(tmpdir(), 'leeway-http-board-'));
let made: Pick<BoardStore, 'configuration' | 'at'>;
beforeAll(async () => {
  made = await filledStore(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A board at work over HTTP: ada leads, bea, bo and cy vote, nightly is a job. */
async function board(quorum: number) {
  const path = join(mkdtempSync(join(folder, 'one-')), 'board.duckdb');
  cpSync(made.at(NOW).path, path);
  const place = { ...made.at(NOW), path };
  const secrets: Record<string, string> = {};
  for (const name of ['bea', 'bo', 'cy']) secrets[name] = (await tokenFor(place, name, ['board'])).secret;
  secrets['ada'] = (await tokenFor(place, 'ada', ['lead'])).secret;
  secrets['vi'] = (await tokenFor(place, 'vi', ['viewer'])).secret;
  secrets['rex'] = (await tokenFor(place, 'rex', ['viewer'], { domains: ['refunds'] })).secret;
  const configuration = {
    ...made.configuration,
    defaults: { ...made.configuration.defaults, quorum },
  };
  const clock = { at: Date.parse(NOW) };
  const server = await serving({ path, options: { configuration, clock: () => clock.at } });
  const by = (name: string, at: string, question: Omit<Question, 'as'> = {}) =>
    ask(`${server.url}${at}`, { ...question, as: secrets[name] ?? '' });
  const sends = (name: string, at: string, body: unknown, method = 'POST') => by(name, at, { method, body });
  return { ...server, place, by, sends, secrets, clock };
}

describe('a board over HTTP', () => {
  it('proposes, votes, activates, exports and narrows, each by its token', async () => {
    const { by, sends, close, place, faults } = await board(2);
    const draft = { kind: 'promotion', domain: DOMAIN, rationale: 'quiet' };
    const drafted = await sends('ada', '/v1/proposals/draft', draft);
    expect(drafted.status).toBe(200);
    expect((await by('vi', '/v1/proposals')).json).toEqual({ proposals: [], next: null });
    expect((await sends('bea', '/v1/proposals/draft', draft)).status).toBe(403);
    const opened = await sends('ada', '/v1/proposals', {
      kind: 'promotion',
      domain: DOMAIN,
      rationale: 'quiet',
    });
    expect(opened.status).toBe(201);
    const proposal = Proposal.parse(opened.json);
    expect(proposal.content).toEqual(drafted.json);
    expect((await sends('ada', '/v1/proposals/draft', draft)).json).toMatchObject({
      detail: expect.stringContaining('P-0001 is waiting'),
    });
    expect((await sends('ada', '/v1/proposals/draft?edits=P-0001', draft)).json).toEqual(drafted.json);
    const at = `/v1/proposals/${proposal.id}`;
    expect(opened.headers['location']).toBe(at);
    const ballot = { digest: proposal.digest };
    expect(await sends('ada', `${at}/approve`, ballot)).toMatchObject({
      status: 403,
      json: { code: 'not-allowed' },
    });
    expect((await sends('bea', `${at}/approve`, { digest: 'f'.repeat(64) })).status).toBe(403);
    expect((await sends('bea', `${at}/approve`, ballot)).json).toMatchObject({ state: 'open' });
    expect((await sends('bo', `${at}/comments`, { text: 'who saw these?' })).status).toBe(200);
    expect((await sends('bo', `${at}/approve`, { ...ballot, conditions: ['weekdays'] })).json).toMatchObject({
      state: 'approved',
    });
    const nothing = await by('vi', '/v1/policies');
    expect(Thresholds.parse(nothing.json).policies).toEqual([]);
    expect((await sends('ada', `${at}/activate`, undefined)).json).toMatchObject({
      state: 'active',
      activatedAs: 1,
    });
    const policies = await by('vi', '/v1/policies');
    expect(Thresholds.parse(policies.json).policies).toMatchObject([{ domain: DOMAIN, version: 1 }]);
    const same = await by('vi', '/v1/policies', {
      headers: { 'if-none-match': String(policies.headers['etag']) },
    });
    expect(same).toMatchObject({ status: 304, text: '' });
    expect(
      (await by('vi', '/v1/policies', { headers: { 'if-none-match': String(nothing.headers['etag']) } }))
        .status,
    ).toBe(200);
    expect((await by('vi', '/v1/exports/env')).text).toContain('PASSWORD_RESET');
    expect((await by('vi', '/v1/exports/word')).status).toBe(400);
    expect((await by('vi', `${at}/checks`)).json).toMatchObject({ checks: Array(4).fill({ holds: true }) });
    expect((await by('vi', `${at}/packet?form=html`)).text).toMatch(/^<!doctype html>/i);
    const held = (await by('vi', '/v1/recommendations')).json;
    expect(JSON.stringify(held)).toContain(`"domain":"${DOMAIN}"`);
    const narrowed = await sends('bo', `/v1/domains/${DOMAIN}/narrow`, {
      threshold: 0.99,
      reason: 'a complaint',
    });
    expect(narrowed.json).toMatchObject({ version: 2 });
    const register = Register.parse((await by('vi', '/v1/register')).json);
    expect(register.domains.find(({ domain }) => domain === DOMAIN)).toMatchObject({ version: 2 });
    expect((await by('vi', '/v1/proposals?state=open')).json).toEqual({ proposals: [], next: null });
    expect((await by('vi', '/v1/proposals')).json).toMatchObject({
      proposals: [{ id: proposal.id }],
      next: null,
    });
    const verified = LedgerVerification.parse((await by('vi', '/v1/ledger/verification')).json);
    const newest = LedgerPage.parse((await by('vi', '/v1/ledger?limit=2')).json);
    expect(verified).toMatchObject({ ok: true, entries: newest.head.seq, head: newest.head });
    const older = await by('vi', `/v1/ledger?limit=2&before=${newest.entries[0]?.seq}`);
    expect(LedgerPage.parse(older.json).entries.map(({ seq }) => seq)).toEqual([
      newest.head.seq - 3,
      newest.head.seq - 2,
    ]);
    expect(faults).toEqual([]);
    await close();
    expect(await verifyStoreLedger(place, {})).toMatchObject({ ok: true });
  });

  it('counts votes and activations that come at once each once', async () => {
    const { by, sends } = await board(3);
    const opened = await sends('ada', '/v1/proposals', { kind: 'promotion', domain: DOMAIN });
    const { id, digest } = Proposal.parse(opened.json);
    const votes = ['bea', 'bo', 'cy', 'bea', 'bo', 'cy'].map((name) =>
      sends(name, `/v1/proposals/${id}/approve`, { digest }),
    );
    const statuses = (await Promise.all(votes)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(3);
    expect(statuses.filter((status) => status === 403)).toHaveLength(3);
    const voted = Proposal.parse((await by('vi', `/v1/proposals/${id}`)).json);
    expect(voted.votes.map((vote) => vote.by).sort()).toEqual(['bea', 'bo', 'cy']);
    expect(voted.state).toBe('approved');
    const starts = await Promise.all(
      ['ada', 'bea', 'bo', 'cy'].map((name) => sends(name, `/v1/proposals/${id}/activate`, undefined)),
    );
    expect(starts.filter(({ status }) => status === 200)).toHaveLength(1);
    const { policies } = Thresholds.parse((await by('vi', '/v1/policies')).json);
    expect(policies).toMatchObject([{ domain: DOMAIN, version: 1 }]);
  });

  it('does by commands with --url what it does by commands on the store', async () => {
    const { url, secrets } = await board(1);
    const run = (who: string, words: string, ...more: readonly string[]) =>
      leeway([...words.split(' '), ...more], {
        cwd: folder,
        env: { LEEWAY_URL: url, LEEWAY_TOKEN: secrets[who] ?? '' },
      });
    expect(await run('ada', `propose ${DOMAIN} --rationale`, 'quiet months')).toMatchObject({
      code: 0,
      err: '',
    });
    const shown = Proposal.parse(JSON.parse((await run('vi', 'show P-0001 --format json')).out));
    expect((await run('ada', 'proposals --format csv')).out).toContain('P-0001');
    const digest = `--digest ${shown.digest.slice(0, 16)}`;
    const refused = await run('ada', `approve P-0001 ${digest}`);
    expect(refused).toMatchObject({ code: 8, out: '' });
    expect(refused.err).toMatch(/^leeway: G12: /);
    expect((await run('bea', `approve P-0001 ${digest} --condition`, 'on weekdays')).code).toBe(0);
    expect((await run('bo', 'comment P-0001 --text', 'well')).code).toBe(0);
    expect((await run('ada', 'activate P-0001')).out).toContain('active');
    expect((await run('vi', 'verify proposal P-0001')).out.match(/^holds/gm)).toHaveLength(4);
    expect((await run('vi', 'packet P-0001 --format json')).code).toBe(0);
    const out = join(folder, 'thresholds.json');
    expect((await run('vi', `export --format json --out ${out}`)).code).toBe(8);
    expect((await run('ada', `export --format json --out ${out}`)).out).toContain('1 domain, published');
    expect((await run('vi', `export --format json --out ${out}`)).out).toContain('as published before');
    expect((await run('vi', `export --format json --check ${out}`)).code).toBe(0);
    expect((await run('vi', 'ledger --type export.published --format json')).out).toContain(out);
    expect(JSON.parse((await run('ada', 'run --dry-run --format json')).out)).toMatchObject({ dryRun: true });
    expect((await run('ada', `narrow ${DOMAIN} --threshold 0.985 --reason`, 'a complaint')).code).toBe(0);
    expect((await run('vi', `export --format json --check ${out}`)).code).toBe(7);
    expect((await run('bo', `narrow ${DOMAIN} --threshold 0.99 --reason`, 'two complaints')).code).toBe(0);
    expect((await run('bo', `revoke ${DOMAIN} --reason`, 'three')).code).toBe(0);
    expect((await run('vi', 'policies --all --format csv')).out.trim().split('\n')).toHaveLength(5);
    expect((await run('ada', 'floor complaint --owner legal --reason', 'law')).code).toBe(0);
    expect((await run('vi', 'floor')).out).toContain('complaint');
    expect((await run('vi', 'register --format csv')).out).toContain('complaint');
    expect((await run('vi', 'alarms')).code).toBe(0);
    expect((await run('vi', 'oversight --format json')).code).toBe(0);
    const plan = `plan refunds --lowest-threshold 0.9 --highest-coverage 0.6 --until 2026-09-01T00:00:00Z`;
    const planned = await run('ada', plan);
    expect([planned.code, planned.err]).toEqual([0, '']);
    expect((await run('ada', 'withdraw P-0002 --reason', 'later')).code).toBe(0);
    expect(await run('nobody', 'register')).toMatchObject({ code: 8, err: expect.stringMatching('token') });
    expect(await run('vi', `revoke ${DOMAIN} --reason x`)).toMatchObject({ code: 8 });
    expect(await run('ada', `activate P-0001 --as ada`)).toMatchObject({
      code: 2,
      err: expect.stringMatching('LEEWAY_TOKEN'),
    });
  });

  it('lists proposals page by page, and says what is not there', async () => {
    const { by, sends, clock } = await board(1);
    for (const domain of [DOMAIN, 'refunds'])
      await sends('ada', '/v1/proposals', { kind: 'promotion', domain });
    const first = await by('vi', '/v1/proposals?limit=1');
    expect(first.json).toMatchObject({ proposals: [{ id: 'P-0002' }], next: 'P-0002' });
    expect((await by('vi', '/v1/proposals?limit=1&before=P-0002')).json).toMatchObject({
      proposals: [{ id: 'P-0001' }],
      next: null,
    });
    expect((await by('rex', '/v1/proposals')).json).toMatchObject({ proposals: [{ id: 'P-0002' }] });
    for (const path of ['', '/checks', '/pack', '/packet'])
      expect((await by('rex', `/v1/proposals/P-0001${path}`)).status, path).toBe(403);
    const said = { text: 'what is this?' };
    expect(await sends('rex', '/v1/proposals/P-0001/comments', said)).toMatchObject({ status: 403 });
    expect(await sends('rex', '/v1/proposals/P-0002/comments', said)).toMatchObject({ status: 200 });
    expect((await by('vi', '/v1/proposals/P-0001')).json).toMatchObject({ comments: [] });
    const madeAt = async () => Packet.parse((await by('vi', '/v1/proposals/P-0002/packet')).json).madeAt;
    expect(await madeAt()).toBe(NOW);
    clock.at += 40 * 86_400_000;
    expect(await madeAt()).toBe('2026-08-10T00:00:00.000Z');
    expect((await by('vi', '/v1/proposals/P-9999')).status).toBe(404);
    expect((await sends('ada', '/v1/proposals', { kind: 'promotion', domain: 'nowhere' })).status).toBe(400);
    expect((await by('vi', '/v1/audit-plan')).json).toMatchObject({ version: 1 });
    expect((await by('vi', '/v1/oversight')).json).toMatchObject({ version: 1 });
    expect((await by('vi', '/v1/governance')).json).toEqual({ policies: [], floors: [], alarms: [] });
  });
});
