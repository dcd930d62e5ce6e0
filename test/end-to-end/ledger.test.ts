import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { LedgerPage } from '../../src/contracts/ledger-export.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { raw, type Sql } from '../../src/store/sql.ts';
import { forget } from '../../src/workflows/forget.ts';
import { examineStore, ingestFiles, initStore } from '../../src/workflows/keep-store.ts';
import { ledgerFromStore } from '../../src/workflows/list-ledger.ts';
import { withStore } from '../../src/workflows/with-store.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess } from '../support/leeway.ts';
import { call, post, serving } from '../support/serving.ts';
import { temporaryFolder, textFile } from '../support/write-history.ts';

const now = '2026-06-01T00:00:00.000Z';
const configuration = Configuration.parse({});
const decision = (id: string): string =>
  JSON.stringify({
    ...{ decision_id: id, domain: 'x', decided_at: '2026-05-01T10:00:00Z', confidence: 0.9 },
    ...{ verdict: 'agree', reviewer_id: 'anna@example.org', reviewed_at: '2026-05-02T10:00:00Z' },
  });

async function store(): Promise<{ path: string; now: string; actor: string }> {
  const place = { path: join(temporaryFolder(), 'leeway.duckdb'), now, actor: 'nightly job' };
  await initStore(place, { salt: 's', hashReviewers: false });
  return place;
}

function add(place: Awaited<ReturnType<typeof store>>, ...ids: string[]): Promise<unknown> {
  return ingestFiles(place, {
    ...{ files: [textFile(`${ids[0]}.jsonl`, ids.map((id) => `${decision(id)}\n`).join(''))], configuration },
    ...{ mapping: Mapping.parse({}), beforeAdding: () => {}, quarantineFile: null },
  });
}

const listed = (place: Awaited<ReturnType<typeof store>>) => ledgerFromStore(place, { limit: 100 });
const harm = (place: Awaited<ReturnType<typeof store>>, query: Sql) =>
  withStore(place, (db) => db.run(query));

describe('what a store does', () => {
  it('stands in its ledger, a line a run that added something', async () => {
    const place = await store();
    await add(place, 'd1', 'd2');
    await add(place, 'd1', 'd2');
    const { entries, head } = await listed(place);
    expect(entries).toMatchObject([
      {
        ...{ seq: 1, at: now, actor: 'nightly job', type: 'ingest.run', subject: '' },
        body: {
          ...{ run: 1, decisions: { added: 2, known: 0 }, verdicts: { added: 2, known: 0 }, quarantined: 0 },
          files: [expect.stringMatching(/^[0-9a-f]{64}$/)],
        },
      },
    ]);
    expect(head).toEqual({ seq: 1, hash: entries[0]?.hash });
  });

  it('is told without the names that were to be forgotten', async () => {
    const place = await store();
    await add(place, 'jane-1', 'jane-2');
    await forget(place, { reviewer: 'anna@example.org' }, () => configuration);
    await forget(place, { decision: 'jane-1' }, () => configuration);
    await forget(place, { before: '2026-05-01T00:00:00.000Z' }, () => configuration).catch(() => {});
    const { entries } = await listed(place);
    expect(entries.slice(1).map(({ type, body }) => [type, body])).toMatchObject([
      ['rows.forgotten', { forgot: 'reviewer', decisions: 0, verdicts: 2 }],
      ['rows.forgotten', { forgot: 'decision', decisions: 1, verdicts: 1 }],
      ...entries.slice(3).map(() => ['rows.forgotten', { forgot: 'decisions', before: expect.any(String) }]),
    ]);
    const hashes = await withStore(place, (db) => db.column(raw('SELECT what FROM forgettings')));
    for (const secret of [
      'anna',
      'jane',
      ...hashes.map(String).filter((one) => one.includes('-') && !one.includes(':')),
    ])
      expect(JSON.stringify(entries)).not.toContain(secret);
  });

  it('is found by doctor where somebody wrote another story', async () => {
    const place = await store();
    for (const id of ['d1', 'd2', 'd3']) await add(place, id);
    const broken = async () => {
      const { checks } = await examineStore(place, { configuration, recount: false });
      return checks.filter((one) => one.broken > 0).map(({ mend }) => mend);
    };
    expect(await broken()).toEqual([]);
    await harm(place, raw(`UPDATE ledger SET actor = 'nobody' WHERE seq = 2`));
    expect(await broken()).toEqual([
      expect.stringMatching(/^entry 2 was changed: .*: compare with an export/),
    ]);
    await harm(place, raw(`UPDATE ledger SET body = 'no json' WHERE seq = 1`));
    expect(await broken()).toEqual([expect.stringMatching(/^entry 1 cannot be read/)]);
    await expect(listed(place)).rejects.toThrow(/^entry 1 of the ledger cannot be read: .*ledger verify/);
    await harm(place, raw(`DELETE FROM ledger WHERE seq = 1`));
    expect(await broken()).toEqual([
      expect.stringMatching(/^entry 1 is missing: entry 2 stands in its place/),
    ]);
  });
});

describe('leeway ledger', () => {
  it('signs, exports and verifies, and names the first bad entry with exit code 7', {
    timeout: 60_000,
  }, async () => {
    const place = await store();
    for (const id of ['d1', 'd2', 'd3']) await add(place, id);
    const cwd = join(place.path, '..');
    const ledger = (...args: string[]) => leeway(['ledger', ...args], { cwd });
    const made = await ledger('keygen', '--out', 'keys');
    expect(made.out).not.toContain('PRIVATE');
    expect(statSync(join(cwd, 'keys/ledger-private.pem')).mode & 0o777).toBe(0o600);
    expect(complaint(await ledger('keygen', '--out', 'keys'))).toMatch(
      /exists already, and keys are not written over/,
    );
    const [own, open] = ['keys/ledger-private.pem', 'keys/ledger-public.pem'];
    expect(complaint(await ledger('verify', '--key', open))).toMatch(
      /^leeway\.duckdb: the ledger is broken: entry 1 is not signed/,
    );
    expect((await ledger('checkpoint', '--key', own)).out).toMatch(/^4:[0-9a-f]{64} is signed with the key/);
    expect((await ledger('--type', 'key.added', '--format', 'json')).out).toContain('"crv": "Ed25519"');
    const anchor = (await ledger('anchor')).out.trim();
    await add(place, 'd4');
    expect(await ledger('export', '--out', 'ledger.jsonl')).toEqual({ code: 0, out: '', err: '' });
    const text = readFileSync(join(cwd, 'ledger.jsonl'), 'utf8');
    expect((await ledger('export')).out).toBe(text);
    const sound = await ledger('verify', 'ledger.jsonl', '--key', open, '--anchor', anchor);
    expect(sound).toMatchObject({ code: 0, err: '' });
    expect(sound.out).toMatch(
      /^ledger\.jsonl: whole, 5 entries; the last is 5:.*\nsigned up to entry 4 at .*; 1 entry since then is not signed\n$/,
    );
    writeFileSync(join(cwd, 'ledger.jsonl'), text.replace('"run":2', '"run":9'));
    const [said, json] = [
      await ledger('verify', 'ledger.jsonl'),
      await ledger('verify', 'ledger.jsonl', '--format', 'json'),
    ];
    expect(said.code).toBe(7);
    expect(complaint(said)).toBe(
      'ledger.jsonl: the ledger is broken: entry 2 was changed: its content does not have the hash that it bears',
    );
    expect(json).toMatchObject({ code: 7, err: '' });
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, seq: 2, kind: 'changed' });
    expect((await ledger('--type', 'ingest.run', '--limit', '2')).out).toMatch(
      /\n +3 .*\n +5 .*\n\n5 entries; the last is 5:/,
    );
    expect(complaint(await ledger('verify', '--key', own))).toMatch(
      /a private key; verifying takes the public one/,
    );
    await harm(place, raw('DELETE FROM ledger WHERE seq = 3'));
    expect(complaint(await ledger('checkpoint', '--key', own))).toMatch(/not signed: entry 3 is missing/);
  });
});

describe('a server', () => {
  it('records what it applies, and lists the ledger page by page', async () => {
    const { url } = await serving();
    for (const id of ['a', 'b', 'c']) await post(`${url}/v1/decisions?wait=true`, `${decision(id)}\n`);
    const page = async (query: string) =>
      LedgerPage.parse(JSON.parse((await call(`${url}/v1/ledger?${query}`, {})).text));
    const first = await page('from=1&limit=2');
    expect(first).toMatchObject({
      entries: [{ seq: 1, actor: 'leeway serve' }, { seq: 2 }],
      next: 3,
      head: { seq: 3 },
    });
    expect(await page(`from=${first.next}&limit=2`)).toMatchObject({ entries: [{ seq: 3 }], next: null });
    expect((await page('limit=1')).entries).toMatchObject([{ seq: 3 }]);
    expect((await page('type=floor.set')).entries).toEqual([]);
    for (const bad of ['from=0', 'from=x', 'limit=1001', 'since=yesterday', 'colour=red'])
      expect((await call(`${url}/v1/ledger?${bad}`, {})).status, bad).toBe(400);
    const elsewhere = { cwd: temporaryFolder(), env: { LEEWAY_URL: url } };
    const [verified, anchor, exported] = await Promise.all(
      ['verify', 'anchor', 'export'].map((word) => leewayProcess(['ledger', word], elsewhere)),
    );
    expect(verified?.out).toMatch(/: whole, 3 entries; the last is 3:/);
    expect(anchor?.out).toBe(`3:${(await page('limit=1')).head.hash}\n`);
    expect(exported?.out.trim().split('\n')).toHaveLength(3);
  });
});
