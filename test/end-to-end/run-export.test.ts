import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/fail.ts';
import { NightlySummary } from '../../src/contracts/nightly.ts';
import { Thresholds } from '../../src/contracts/thresholds.ts';
import { ledgerFromStore } from '../../src/workflows/list-ledger.ts';
import { exportStore, LASTING } from '../support/export-store.ts';
import { leeway } from '../support/in-process.ts';
import { complaint } from '../support/leeway.ts';
import { policy } from '../support/policy.ts';

/** Two domains in force, of which a run finds no evidence, and takes one back. */
async function place() {
  const store = await exportStore(
    LASTING,
    policy({ ...LASTING, domain: 'ran-out', expiresAt: '2026-06-02T00:00:00.000Z' }),
  );
  const folder = join(store.out, '..');
  const at = (name: string) => join(folder, name);
  const rows = ['refunds', 'ran-out'].map((domain, n) => `T-${n},${domain},2026-06-01T00:00:00Z,0.9,agent-1`);
  writeFileSync(
    at('decisions.csv'),
    ['decision_id,domain,decided_at,confidence,model', ...rows, ''].join('\n'),
  );
  expect(await leeway(['ingest', '--db', store.path, at('decisions.csv')])).toMatchObject({ code: 0 });
  const run = (...args: string[]) => leeway(['run', '--db', store.path, ...args], { cwd: folder });
  const summary = async (...args: string[]) =>
    NightlySummary.parse(JSON.parse((await run('--format', 'json', ...args)).out));
  const published = async () =>
    (await ledgerFromStore(store, { limit: 1000 })).entries.filter(({ type }) => type === 'export.published');
  return { at, run, summary, published, folder, store };
}

const exported = ({ steps }: NightlySummary) =>
  steps.filter(({ did }) => did === 'exported').map(({ subject }) => subject);

describe('leeway run --export', () => {
  it('writes what is in force after its changes, once, and says which files', async () => {
    const { at, run, summary, published } = await place();
    const [json, flags] = [at('thresholds.json'), at('flags.json')];
    const args = ['--export', `json=${json}`, '--export', `flagd=${flags}`];
    const plan = await summary(...args, '--dry-run');
    expect(exported(plan)).toEqual([json, flags]);
    expect([existsSync(json), existsSync(flags), (await published()).length]).toEqual([false, false, 0]);
    const first = await summary(...args);
    expect(exported(first)).toEqual([json, flags]);
    // The run itself expired one, and took the other back for want of evidence: a person decides.
    expect(first.steps.map(({ did }) => did)).toContain('expired');
    const read = Thresholds.parse(JSON.parse(readFileSync(json, 'utf8')));
    expect(plan.steps.at(-1)?.sentence.replace('would be written', 'written')).toBe(
      first.steps.at(-1)?.sentence,
    );
    expect(read.policies.filter(({ autonomous }) => autonomous !== null)).toEqual([]);
    const before = statSync(json);
    const again = await run(...args);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).not.toContain('exported');
    expect(statSync(json)).toMatchObject({ mtimeMs: before.mtimeMs, ino: before.ino });
    expect(exported(await summary(...args, '--dry-run'))).toEqual([]);
    expect((await published()).map(({ subject }) => subject).sort()).toEqual([flags, json].sort());
    writeFileSync(flags, '{}');
    expect(exported(await summary(...args))).toEqual([flags]);
  });

  it('fails with one line for a file that cannot be written, and leaves the others right', async () => {
    const { at, run, folder } = await place();
    const [good, later, gone] = [at('good.json'), at('later.csv'), at('gone/thresholds.json')];
    mkdirSync(at('gone'));
    // Signed before, and nobody gives the key: such a file is not written over.
    writeFileSync(gone, 'old');
    writeFileSync(`${gone}.jws`, 'a signature');
    const args = ['--export', `json=${good}`, '--export', `json=${gone}`, '--export', `csv=${later}`];
    const failed = await run(...args);
    expect(failed.code).toBe(EXIT.checkFailed);
    expect(failed.err).toMatch(
      /^leeway: --export \S+gone\/thresholds\.json: not written: .+: signs what is there now.+; the rest of the run is done\n$/,
    );
    expect(failed.out).toMatch(
      /exported +\S+good\.json[\s\S]+exported +\S+later\.csv[\s\S]+could not be written: \S+gone/,
    );
    expect(readFileSync(gone, 'utf8')).toBe('old');
    expect(Thresholds.parse(JSON.parse(readFileSync(good, 'utf8'))).version).toBe(1);
    expect(readFileSync(later, 'utf8')).toMatch(/^domain,kind,/);
    rmSync(`${gone}.jws`);
    expect(await run(...args)).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(gone, 'utf8')).toBe(readFileSync(good, 'utf8'));
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('tells a CI of it', async () => {
    const { at, run } = await place();
    writeFileSync(at('flags.json.jws'), 'a signature');
    const { out } = await run('--export', `flagd=${at('flags.json')}`, '--format', 'junit');
    expect(out).toMatch(
      /<testcase classname="leeway" name="\S+flags\.json"><failure message="[^"]+" type="export"\/>/,
    );
    const [, count] = /failures="(\d+)"/.exec(out) ?? [];
    expect(out.match(/<failure /g)).toHaveLength(Number(count));
  });

  it('signs each file with the key that is for it', async () => {
    const { at, run } = await place();
    for (const use of ['ledger', 'opa'])
      await leeway(['ledger', 'keygen', '--out', at('keys'), '--for', use]);
    const [json, bundle] = [at('thresholds.json'), at('leeway.tar.gz')];
    const keys = ['ledger', 'opa'].flatMap((use) => ['--sign', at(`keys/${use}-private.pem`)]);
    expect(await run('--export', `json=${json}`, '--export', `opa=${bundle}`, ...keys)).toMatchObject({
      code: 0,
    });
    for (const [file, use] of [
      [json, 'ledger'],
      [bundle, 'opa'],
    ] as const)
      expect((await leeway(['export', 'verify', file, '--key', at(`keys/${use}-public.pem`)])).code).toBe(0);
    const again = await run('--export', `json=${json}`, '--export', `opa=${bundle}`, ...keys);
    expect(again.out).not.toContain('exported');
  });

  it.each([
    [['--export', 'thresholds.json'], /^--export thresholds\.json: not FORMAT=FILE; the formats are json, /],
    [['--export', 'flags=a.json'], /^--export flags=a\.json: not FORMAT=FILE/],
    [['--export', 'json='], /^--export : /],
    [['--export', 'json=none/a.json'], /^--export none\/a\.json: there is no folder none/],
    [['--export', 'json=a.json', '--export', 'csv=./a.json'], /a\.json is named twice$/],
    [['--sign', 'none.pem'], /none\.pem: there is no such file$/],
  ])('refuses %j before it does anything', async (args, message) => {
    const { run, published, store } = await place();
    const refused = await run(...args);
    expect(refused).toMatchObject({ code: EXIT.usage, out: '' });
    expect(complaint(refused)).toMatch(message);
    expect(await published()).toEqual([]);
    expect((await ledgerFromStore(store, { limit: 1000 })).entries.map(({ type }) => type)).not.toContain(
      'policy.expired',
    );
  });
});
