import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackupManifest } from '../../src/contracts/backup.ts';
import { LedgerPage } from '../../src/contracts/ledger-export.ts';
import { NewToken, Token } from '../../src/contracts/token.ts';
import { raw } from '../../src/store/sql.ts';
import { withStore } from '../../src/workflows/with-store.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, leewayServer, ROOT } from '../support/leeway.ts';
import { temporaryFolder } from '../support/write-history.ts';

const FILES = [join(ROOT, 'data/decisions.parquet'), join(ROOT, 'data/verdicts.parquet')];
const NOBODY = 65_534;
const NOW = '2026-06-01T00:00:00.000Z';

const folder = mkdtempSync(join(tmpdir(), 'leeway-test-'));
const made = join(folder, 'leeway.duckdb');
beforeAll(async () => {
  await leeway(['init'], { cwd: folder });
  await leeway(['ingest', ...FILES], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with a store that a server holds, and how its owner asks there. */
async function served(before = async (_path: string): Promise<void> => {}) {
  const cwd = temporaryFolder();
  copyFileSync(made, join(cwd, 'leeway.duckdb'));
  await before(join(cwd, 'leeway.duckdb'));
  const server = await leewayServer([], cwd);
  const ask = (...words: string[]) => leeway([...words, '--url', server.url], { cwd });
  return { ...server, cwd, ask };
}

describe('a store that a server holds', () => {
  it('is backed up while it is served, and the backup becomes the same store', {
    timeout: 60_000,
  }, async () => {
    const { cwd, url, ask } = await served();
    const elsewhere = {
      cwd: temporaryFolder(),
      env: { LEEWAY_DB: join(cwd, 'leeway.duckdb'), LEEWAY_URL: url },
    };
    const made = await leewayProcess(['backup', 'monday'], elsewhere);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/^monday: \d+.\d{3} rows in \d+ tables, \d MB\n$/);
    expect(readdirSync(elsewhere.cwd)).toEqual(['monday']);
    const manifest = BackupManifest.parse(
      JSON.parse(readFileSync(join(elsewhere.cwd, 'monday/manifest.json'), 'utf8')),
    );
    expect(manifest.tables.find(({ name }) => name === 'decisions')?.rows).toBe(60_000);
    const recommend = ['recommend', '--format', 'json'];
    const before = (await ask(...recommend)).out;
    expect((await leeway(['restore', 'monday', '--db', 'again.duckdb'], { cwd: elsewhere.cwd })).code).toBe(
      0,
    );
    const after = await leeway([...recommend, '--db', 'again.duckdb'], { cwd: elsewhere.cwd });
    expect(after.out).toBe(before);
    expect((await leeway(['doctor', '--db', 'again.duckdb'], { cwd: elsewhere.cwd })).code).toBe(0);
    const again = await leeway(['backup', 'monday', '--url', url], { cwd: elsewhere.cwd });
    expect(complaint(again)).toMatch(/^monday: something is in this folder already/);
    // Who has neither the store nor a token.
    const refused = await leeway(['backup', 'tuesday', '--url', url], { cwd: elsewhere.cwd });
    expect(refused.code).toBe(8);
    expect(complaint(refused)).toMatch(/run the command where it finds the store .*, as the user that runs/);
    expect(readdirSync(elsewhere.cwd).sort()).toEqual(['again.duckdb', 'monday']);
  });

  it('forgets while it is served', { timeout: 60_000 }, async () => {
    const { cwd, ask } = await served();
    expect((await ask('forget', '--reviewer', 'r-04')).out).toMatch(
      /^\d.\d{3} verdicts of the reviewer go by/,
    );
    expect((await ask('forget', '--decision', 'none')).out).toMatch(/^no such decision in the store/);
    expect((await ask('forget', '--before', '2026-04-01')).out).toMatch(
      /^\d+.\d{3} decisions and \d+.\d{3} verdicts forgotten; what they said stays in the counts\n$/,
    );
    const young = await ask('forget', '--before', '2030-01-01');
    expect([young.code, complaint(young)]).toEqual([
      2,
      expect.stringMatching(/too young to be counted, and would be lost; name that time/),
    ]);
    expect(complaint(await ask('forget'))).toMatch(/give one of --before TIME, --decision ID and --reviewer/);
    expect(complaint(await ask('forget', '--before', '2026-04-01', '--config', 'x.yaml'))).toMatch(
      /^--config: the server has limits of its own/,
    );
    expect((await ask('doctor')).code).toBe(0);
    const { entries } = LedgerPage.parse(JSON.parse((await ask('ledger', '--format', 'json')).out));
    expect(entries.map(({ type }) => type)).toEqual(['ingest.run', ...Array(3).fill('rows.forgotten')]);
    expect(readdirSync(cwd)).toContain('leeway.duckdb.server-key');
  });

  it('has its counts made again while it is served', { timeout: 60_000 }, async () => {
    const { ask } = await served((path) =>
      withStore({ path, now: NOW }, (db) => db.run(raw('DELETE FROM judged_cells WHERE rowid % 7 = 0'))),
    );
    const broken = await ask('doctor');
    expect(broken.code).toBe(7);
    expect(broken.out).toMatch(/BROKEN {2}the counts .* count them again with leeway doctor --recount/);
    const mended = await ask('doctor', '--recount');
    expect(mended).toMatchObject({ code: 0, err: '' });
    expect(mended.out).not.toContain('BROKEN');
    expect((await ask('doctor')).code).toBe(0);
    expect(complaint(await ask('doctor', '--config', 'x.yaml'))).toMatch(/the server has limits of its own/);
  });

  it('is signed while it is served, by a key that stays where it is', { timeout: 60_000 }, async () => {
    const { cwd, ask } = await served();
    await leeway(['ledger', 'keygen', '--out', 'keys'], { cwd });
    const key = ['--key', 'keys/ledger-private.pem'];
    expect((await ask('ledger', 'checkpoint', ...key)).out).toMatch(/^2:[0-9a-f]{64} is signed with the key/);
    expect((await ask('ledger', 'checkpoint', ...key)).out).toMatch(/^2:[0-9a-f]{64} was signed before/);
    const verified = await ask('ledger', 'verify', '--key', 'keys/ledger-public.pem');
    expect(verified).toMatchObject({ code: 0, out: expect.stringMatching(/signed up to entry 2 at/) });
    await leeway(['ledger', 'keygen', '--out', 'others'], { cwd });
    const other = await ask('ledger', 'verify', '--key', 'others/ledger-public.pem');
    expect(other.code).toBe(7);
  });

  it('gives its first token while it is served, and takes its owner for nobody from then on', {
    timeout: 60_000,
  }, async () => {
    const { cwd, url, ask } = await served();
    expect((await ask('token', 'list')).out).toMatch(/^Nobody has been given a token/);
    const made = await ask('token', 'create', 'ada', '--role', 'admin', '--format', 'json');
    const { secret, token } = NewToken.parse(JSON.parse(made.out));
    const refused = await ask('token', 'list');
    expect(refused.code).toBe(8);
    expect(complaint(refused)).toMatch(/asks for a token/);
    const asAda = (...words: string[]) =>
      leeway([...words, '--url', url], { cwd: temporaryFolder(), env: { LEEWAY_TOKEN: secret } });
    expect((await asAda('backup', join(cwd, 'b'))).code).toBe(0);
    const { out } = await asAda('token', 'list', '--format', 'json');
    expect(
      Token.array()
        .parse(JSON.parse(out))
        .map(({ name }) => name),
    ).toEqual(['ada']);
    expect((await asAda('token', 'revoke', token.id, '--reason', 'left')).out).toMatch(/ada .* revoked/);
    expect((await asAda('token', 'list')).code).toBe(8);
  });

  it('is opened to no other user of the machine by its key', { timeout: 60_000 }, async () => {
    if (process.getuid?.() !== 0) return;
    const { cwd, url } = await served();
    const env = { LEEWAY_DB: join(cwd, 'leeway.duckdb') };
    const refused = await leewayProcess(['token', 'list', '--url', url], { env, uid: NOBODY });
    expect([refused.code, complaint(refused)]).toEqual([8, expect.stringMatching(/as the user that runs/)]);
  });

  it('is reached by every command, or each says what to do instead', { timeout: 60_000 }, async () => {
    const { cwd, url } = await served();
    const reference = readFileSync(join(ROOT, 'docs/reference/cli.md'), 'utf8')
      .split(/^#{2,3} leeway /m)
      .slice(1);
    const alone = reference
      .filter((page) => /^ {2}--db /m.test(page) && !/^ {2}--url /m.test(page))
      .map((page) => page.split('\n')[0]);
    // These make a store of their own.
    const makers = ['demo', 'init', 'restore'];
    const refusing: Readonly<Record<string, readonly [args: string[], instead: RegExp]>> = {
      serve: [['--port', '0'], / already; stop it, or use it where it is$/],
      snapshot: [['s.duckdb'], /alone can write snapshots of it now: start it with leeway serve --snapshot/],
    };
    expect(alone.sort()).toEqual([...Object.keys(refusing), ...makers].sort());
    for (const [command, [args, instead]] of Object.entries(refusing)) {
      const refused = await leeway([command, ...args], { cwd });
      expect(complaint(refused), command).toMatch(instead);
      expect(complaint(refused)).toContain(`leeway.duckdb: a leeway server has it open (${url})`);
    }
  });
});
