import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Role } from '../../src/contracts/actor.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { ask, tokensOfRoles } from '../support/asking.ts';
import { NDJSON, post, serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = '2026-06-01T00:00:00.000Z';

const row = (id: string, day: string, reviewer: string): string =>
  `${JSON.stringify({
    ...{ decision_id: id, domain: 'refunds', decided_at: `${day}T00:00:00Z`, confidence: 0.9 },
    ...{ verdict: 'agree', reviewer_id: reviewer, reviewed_at: `${day}T10:00:00Z` },
  })}\n`;

async function guarded() {
  const path = join(temporaryFolder(), 'a.duckdb');
  const at = { path, now: NOW, actor: 'test' };
  await initStore(at, { salt: 's', hashReviewers: false });
  const secrets = await tokensOfRoles(at);
  const server = await serving({ path });
  const as = (who: string) => ({ as: secrets.get(who) ?? '' });
  const send = (text: string, wait = true) =>
    post(`${server.url}/v1/ingests?wait=${wait}`, text, {
      ...NDJSON,
      authorization: `Bearer ${secrets.get('ingest')}`,
    });
  const forget = (body: unknown, who = 'admin') =>
    ask(`${server.url}/v1/forgettings`, { ...as(who), method: 'POST', body });
  const seen = async (path: string) => (await ask(`${server.url}${path}`, as('admin'))).text;
  return { ...server, send, forget, seen };
}

describe('forgetting over HTTP', () => {
  it('is for administrators, asks for one thing, and says which', async () => {
    const { forget } = await guarded();
    const may: string[] = [];
    for (const role of Role.options)
      if ((await forget({ reviewer: 'anna' }, role)).status === 200) may.push(role);
    expect(may).toEqual(['admin']);
    for (const body of [
      {},
      { decision: 'a', reviewer: 'b' },
      { decision: '' },
      { before: 'May' },
      { who: 'a' },
    ])
      expect((await forget(body)).status, JSON.stringify(body)).toBe(400);
    expect((await forget({})).json).toMatchObject({
      detail: expect.stringContaining('give one of before, decision and reviewer'),
    });
    expect(await forget({ before: '2026-05-31T00:00:00Z' })).toMatchObject({
      status: 400,
      json: { code: 'usage', detail: expect.stringMatching(/too young to be counted/) },
    });
  });

  it('holds for what is asked next, and for what comes in later or is on its way', async () => {
    const { send, forget, seen, faults } = await guarded();
    await send(
      row('old-1', '2026-03-01', 'anna') + row('d-1', '2026-05-01', 'anna') + row('d-2', '2026-05-02', 'bo'),
    );
    const where = '/v1/domains/refunds/decisions';
    const everywhere = async () =>
      `${await seen(where)}${await seen('/v1/domains/refunds/reviewers')}${await seen('/v1/ledger')}`;
    for (const name of ['anna', 'd-1', 'old-1']) expect(await everywhere()).toContain(name);
    // Acknowledged, and perhaps not in the store yet.
    await send(row('d-3', '2026-05-03', 'anna'), false);
    expect((await forget({ reviewer: 'anna' })).json).toMatchObject({ decisions: 0 });
    expect((await forget({ decision: 'd-1' })).json).toEqual({ decisions: 1, verdicts: 1 });
    expect((await forget({ before: '2026-04-01T00:00:00Z' })).json).toEqual({ decisions: 1, verdicts: 1 });
    expect(await everywhere()).not.toMatch(/anna|d-1|old-1/);
    const again = await send(
      row('d-1', '2026-05-01', 'cy') + row('old-2', '2026-03-02', 'cy') + row('d-4', '2026-05-04', 'anna'),
    );
    expect(again.ingest?.summary?.decisions).toMatchObject({ added: 1 });
    expect(again.ingest?.quarantined.length).toBeGreaterThan(0);
    expect(await everywhere()).not.toMatch(/anna|d-1"|old-/);
    expect(await seen(where)).toContain('d-4');
    const { checks, decisions } = JSON.parse(await seen('/v1/doctor'));
    expect(checks.filter(({ broken }: { broken: number }) => broken > 0)).toEqual([]);
    expect(decisions).toBe(4);
    expect(faults).toEqual([]);
  });
});
