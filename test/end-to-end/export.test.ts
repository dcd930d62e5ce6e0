import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../../src/cli/fail.ts';
import { raw } from '../../src/store/sql.ts';
import { checkExport } from '../../src/workflows/exports/check-export.ts';
import type { Exported } from '../../src/workflows/exports/in-store.ts';
import { exportFromStore, publishExport } from '../../src/workflows/exports/publish-export.ts';
import { verifyExport } from '../../src/workflows/exports/verify-export.ts';
import { writeKeys } from '../../src/workflows/ledger-keys.ts';
import { ledgerFromStore } from '../../src/workflows/list-ledger.ts';
import { withStore } from '../../src/workflows/with-store.ts';
import { type ExportPlace, exportStore, govern, LASTING, narrowed } from '../support/export-store.ts';
import { leeway } from '../support/in-process.ts';
import { builtCommand, complaint, leeway as leewayProcess } from '../support/leeway.ts';
import { policy, SALT } from '../support/policy.ts';
import { random } from '../support/random.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const KILLS = 3;
const ADDRESS = policy({ ...LASTING, domain: 'billing/address.change', version: 1 });

const publish = (
  place: ExportPlace,
  path: string,
  privateKey: Parameters<typeof verifyExport>[1] | null = null,
) => publishExport(place, { format: 'json', path, privateKey });
const exportsIn = async (place: ExportPlace) =>
  (await ledgerFromStore(place, { limit: 100 })).entries.filter(({ type }) => type === 'export.published');

describe('leeway export', () => {
  it('publishes what leeway gate reads, once, and records that', async () => {
    const { path, out, ...place } = await exportStore(LASTING, ADDRESS);
    const args = ['export', '--db', path, '--format', 'json', '--out', out];
    expect(await leeway(args)).toEqual({ code: 0, out: `${out}: 2 domains, published\n`, err: '' });
    const [bytes, { mtimeMs, ino }] = [readFileSync(out), statSync(out)];
    expect(await leeway(args)).toEqual({ code: 0, out: `${out}: 2 domains, as published before\n`, err: '' });
    expect(statSync(out)).toMatchObject({ mtimeMs, ino });
    const events = await exportsIn({ path, ...place });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      subject: out,
      body: {
        format: 'json',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        revision: JSON.parse(bytes.toString()).revision,
      },
    });
    const asked = ['gate', 'refunds', '--policies', out, '--confidence', '0.97', '--id', 'T-1'];
    const routed = await leeway([...asked, '--model', 'agent-1', '--amount', '40', '--format', 'json'], {
      env: { LEEWAY_SALT: SALT },
    });
    expect(JSON.parse(routed.out)).toMatchObject({ level: 'autonomous', policyVersion: 7 });
    // Printed, it is the same, and nothing is published.
    const printed = await leeway(args.slice(0, -2));
    expect(printed).toEqual({ code: 0, out: bytes.toString(), err: '' });
    expect(await exportsIn({ path, ...place })).toHaveLength(1);
  });

  it('writes a file anew when the policies have changed, and leaves out what was revoked or has run out', async () => {
    const place = await exportStore(LASTING, ADDRESS);
    await publish(place, place.out);
    const before = JSON.parse(readFileSync(place.out, 'utf8'));
    const nothing = policy({ ...LASTING, version: 8, autonomous: null, onTheLoop: null });
    await govern(place, narrowed(nothing, 'policy.revoked'));
    expect(await publish(place, place.out)).toMatchObject({ isNew: true });
    const revoked = JSON.parse(readFileSync(place.out, 'utf8'));
    expect(revoked.policies[1]).toMatchObject({ domain: 'refunds', autonomous: null, onTheLoop: null });
    expect(revoked.revision).not.toBe(before.revision);
    await publish({ ...place, now: '2999-01-01T00:00:00.000Z' }, place.out);
    expect(JSON.parse(readFileSync(place.out, 'utf8')).policies).toEqual([]);
    expect(await exportsIn(place)).toHaveLength(3);
  });

  it('refuses a ledger that is broken, and leaves what was published', async () => {
    const place = await exportStore(LASTING);
    await publish(place, place.out);
    const bytes = readFileSync(place.out);
    await withStore(place, (db) =>
      db.run(raw(`UPDATE ledger SET body = replace(body, '"threshold":0.93', '"threshold":0.10')`)),
    );
    const run = await leeway(['export', '--db', place.path, '--format', 'csv', '--out', place.out]);
    expect(run.code).toBe(EXIT.checkFailed);
    expect(complaint(run)).toMatch(/: nothing is exported: .+; leeway ledger verify says more$/);
    expect(readFileSync(place.out)).toEqual(bytes);
  });

  it.each([
    [['export'], /^--format: none is given; take one of json, yaml, /],
    [['export', '--format', 'json', '--check', 'a', '--out', 'b'], /^--check: writes nothing/],
    [['export', '--format', 'json', '--sign', 'a.pem'], /^--sign: name a file with --out/],
    [['export', '--format', 'flags'], /Allowed choices are json, /],
    [['export', 'verify', 'none.json'], /--key/],
  ])('refuses %j in one line', async (args, message) => {
    const run = await leeway(args, { cwd: temporaryFolder() });
    expect(run).toMatchObject({ code: EXIT.usage, out: '' });
    expect(run.err).toMatch(/^[^\n]+\n$/);
    const said = args.includes('json') ? JSON.parse(run.err).error.message : complaint(run);
    expect(said).toMatch(message);
  });

  it('prints a help of verify that fits 80 columns', async () => {
    const { out } = await leeway(['export', 'verify', '--help']);
    expect(out).toContain('leeway export verify thresholds.json --key');
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });
});

describe('leeway export --check', () => {
  it('compares with a file, and says what differs', async () => {
    const place = await exportStore(LASTING, ADDRESS);
    const check = async (exported: Exported) =>
      checkExport(exported, place.out).then(
        () => 'the same',
        (error: Error) => error.message.replace(place.out, 'FILE'),
      );
    const before = await exportFromStore(place, 'json');
    expect(await check(before)).toBe('FILE: there is no such file; nothing was compared');
    const text = before.bytes.toString();
    writeFileSync(place.out, text);
    expect(await check(before)).toBe('the same');
    writeFileSync(place.out, text.replace('"threshold": 0.93', '"threshold": 0.9'));
    expect(await check(before)).toMatch(/^FILE: billing\/address\.change: another version 1 is there; /);
    writeFileSync(place.out, text.replace('"version": 7', '"version": 6'));
    expect(await check(before)).toMatch(
      /^FILE: refunds: version 6 is there, and 7 is in force; leeway export mends it$/,
    );
    writeFileSync(place.out, text.slice(0, 100));
    expect(await check(before)).toMatch(/^FILE: differs from what is in force from line 4 on; /);
    writeFileSync(place.out, `${text}\n`);
    expect(await check(before)).toMatch(/from line \d+ on; /);
    writeFileSync(place.out, text);
    await govern(place, narrowed(policy({ ...LASTING, version: 8, autonomous: null })));
    const run = await leeway(['export', '--db', place.path, '--format', 'json', '--check', place.out]);
    expect(run.code).toBe(EXIT.checkFailed);
    expect(JSON.parse(run.err).error.message).toBe(
      `${place.out}: refunds: version 7 is there, and 8 is in force; leeway export mends it`,
    );
    const csv = await leeway(['export', '--db', place.path, '--format', 'csv', '--check', place.out]);
    expect(csv.code).toBe(EXIT.checkFailed);
    expect(complaint(csv)).toMatch(/: differs from what is in force from line 1 on; /);
    expect(await exportsIn(place)).toEqual([]);
  });

  it('compares with what a server answers', async () => {
    const exported = await exportFromStore(await exportStore(LASTING), 'json');
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/gone' ? 404 : 200;
      response.end(request.url === '/there' ? exported.bytes : '{}');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.close();
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const check = (path: string) => checkExport(exported, `http://127.0.0.1:${port}/${path}`);
    await expect(check('there')).resolves.toBeUndefined();
    await expect(check('gone')).rejects.toThrow(
      'cannot be read (the server answers 404); nothing was compared',
    );
    await expect(check('other')).rejects.toThrow(/differs from what is in force from line 1 on/);
  });
});

describe('leeway export --sign', () => {
  const pair = generateKeyPairSync('ed25519');
  const later = '2026-07-01T00:00:00.000Z';

  it('signs the file, the same each time, for verify to check with the public key alone', async () => {
    const place = await exportStore(LASTING);
    const { privateKey, publicKey } = writeKeys(join(place.out, '../keys'), pair);
    const args = [
      'export',
      '--db',
      place.path,
      '--format',
      'flagd',
      '--out',
      place.out,
      '--sign',
      privateKey,
    ];
    expect(await leeway(args)).toMatchObject({ code: 0, err: '' });
    const signature = statSync(`${place.out}.jws`);
    expect(await leeway(args)).toMatchObject({ code: 0, err: '' });
    expect(statSync(`${place.out}.jws`)).toMatchObject({ mtimeMs: signature.mtimeMs, ino: signature.ino });
    expect(readFileSync(`${place.out}.jws`, 'utf8')).toMatch(/^[\w-]+\.\.[\w-]{86}\n$/);
    expect(await leeway(['export', 'verify', place.out, '--key', publicKey])).toEqual({
      ...{ code: 0, err: '' },
      out: `${place.out}: signed by this key, and holds until 2999-01-01T00:00:00.000Z\n`,
    });
    // Cut off between the two files, the next run mends it.
    rmSync(`${place.out}.jws`);
    expect((await leeway(args)).out).toMatch(/as published before\n$/);
    expect((await leeway(['export', 'verify', place.out, '--key', publicKey])).code).toBe(0);
  });

  it('lets nothing pass that is unsigned, changed, signed by another or has run out', async () => {
    const place = await exportStore(policy({ ...LASTING, expiresAt: later }), ADDRESS);
    const twin = join(place.out, '../twin.json');
    await publish(place, place.out, pair.privateKey);
    const refusal = (path: string, now = NOW, key = pair.publicKey) =>
      verifyExport(path, key, now).then(
        () => 'none',
        (error: Error) => error.message.replace(/^.*\//, ''),
      );
    expect(await refusal(place.out)).toBe('none');
    expect(await refusal(place.out, later)).toBe(`out.json: a policy in it ran out at ${later}; export anew`);
    const [other, bad] = [generateKeyPairSync('ed25519'), /^\w+\.json: the key did not sign it as it stands/];
    expect(await refusal(place.out, NOW, other.publicKey)).toMatch(bad);
    copyFileSync(place.out, twin);
    await expect(verifyExport(twin, pair.publicKey, NOW)).rejects.toThrow(
      /twin\.json\.jws: there is no such file: .+ is not signed$/,
    );
    copyFileSync(`${place.out}.jws`, `${twin}.jws`);
    expect(await refusal(twin)).toBe('none');
    const text = readFileSync(twin, 'utf8');
    for (const changed of [text.replace('0.93', '0.5'), `${text} `, text.slice(0, -1), '']) {
      writeFileSync(twin, changed);
      expect(await refusal(twin)).toMatch(bad);
    }
    writeFileSync(twin, text);
    const [head = '', , signature = ''] = readFileSync(`${twin}.jws`, 'utf8').trim().split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString());
    const encoded = (over: object) =>
      Buffer.from(JSON.stringify({ ...header, ...over })).toString('base64url');
    for (const jws of [
      ...['', '..', `${head}.${signature}`, `${head}.YQ.${signature}`, `${head}..${signature}.`],
      `${encoded({ expiresAt: null })}..${signature}`,
      `${encoded({ alg: 'none' })}..`,
    ]) {
      writeFileSync(`${twin}.jws`, jws);
      expect(await refusal(twin), jws).toMatch(bad);
    }
  });

  it('does not leave a signature beside a file that it no longer signs', async () => {
    const place = await exportStore(LASTING);
    await publish(place, place.out, pair.privateKey);
    await expect(publish(place, place.out)).resolves.toMatchObject({ isNew: false });
    await govern(place, narrowed(ADDRESS));
    await expect(publish(place, place.out)).rejects.toThrow(
      /out\.json\.jws: signs what is there now, and would no longer hold; give --sign, or remove it$/,
    );
    expect(await exportsIn(place)).toHaveLength(1);
  });
});

describe('an export that is killed', () => {
  it('leaves the file as it was or as it is to be, and every change is in the ledger', {
    timeout: 60_000,
  }, async () => {
    // Many policies, so that there is something to cut in half.
    const many = Array.from({ length: 30 }, (_, n) =>
      policy({ ...LASTING, domain: `domain-${n}`, version: 1 }),
    );
    const place = await exportStore(...many);
    const args = ['export', '--db', place.path, '--format', 'json', '--out', place.out];
    const begun = performance.now();
    await leewayProcess(args);
    const [whole, tookMs] = [readFileSync(place.out), performance.now() - begun];
    const chance = random(7);
    let [kills, found] = [0, 0];
    for (let kill = 0; kill < KILLS; kill++) {
      // The old file is another each time.
      const old = `${kill}`.repeat(1000);
      writeFileSync(place.out, old);
      const child = spawn(process.execPath, [builtCommand(), ...args], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('close', resolve));
      await after(tookMs * (0.5 + chance.uniform() * 0.5));
      child.kill('SIGKILL');
      await ended;
      if (child.signalCode === 'SIGKILL') kills += 1;
      const there = readFileSync(place.out);
      if (there.equals(whole)) found += 1;
      else expect(there.toString()).toBe(old);
    }
    expect(kills).toBeGreaterThan(0);
    // Killed after the rename at the latest: none is published that the ledger does not know.
    expect((await exportsIn(place)).length).toBeGreaterThanOrEqual(1 + found);
    await publish(place, place.out);
    expect(readFileSync(place.out)).toEqual(whole);
    expect(readdirSync(join(place.out, '..')).filter((name) => name.endsWith('.json'))).toEqual(['out.json']);
  });
});

describe('leeway export --format junit', () => {
  it('passes where the AI acts, fails where authority was lost, and skips what people keep', async () => {
    const place = await exportStore(
      LASTING,
      policy({ ...LASTING, domain: 'over <&>', expiresAt: '2026-06-02T00:00:00.000Z' }),
      policy({ ...LASTING, domain: 'lost' }),
      policy({ ...LASTING, domain: 'kept' }),
    );
    const nothing = { version: 8, autonomous: null, onTheLoop: null };
    await govern(
      place,
      narrowed(policy({ ...LASTING, ...nothing, domain: 'kept' }), 'policy.revoked'),
      narrowed(policy({ ...LASTING, ...nothing, domain: 'lost' }), 'policy.demoted'),
    );
    const later = { ...place, now: '2026-07-01T00:00:00.000Z' };
    const text = (await exportFromStore(later, 'junit')).bytes.toString();
    expect(text).toContain('<testsuites name="leeway export" tests="4" failures="2" skipped="1">');
    const cases = [...text.matchAll(/<testcase classname="leeway" name="(.+?)"><(\S+)(?: type="(\w+)")?/g)];
    expect(cases.map(([, ...said]) => said)).toEqual([
      ['refunds', 'system-out>autonomous', undefined],
      ['lost', 'failure', 'demoted'],
      ['over &lt;&amp;&gt;', 'failure', 'expired'],
      ['kept', 'skipped', undefined],
    ]);
    expect(text).toContain('message="version 7: as the board said"');
    expect(text).toContain('version 7: authority ended at 2026-06-02T00:00:00.000Z');
    expect((await exportFromStore(place, 'junit')).bytes.toString()).toContain('failures="1"');
  });
});
