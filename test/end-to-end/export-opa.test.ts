import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/fail.ts';
import { packed, unpacked } from '../../src/exporters/opa-archive.ts';
import { ledgerFromStore } from '../../src/workflows/list-ledger.ts';
import { exportStore, govern, LASTING, narrowed } from '../support/export-store.ts';
import { leeway } from '../support/in-process.ts';
import { complaint } from '../support/leeway.ts';
import { opaRoutes } from '../support/opa.ts';
import { policy } from '../support/policy.ts';

async function place() {
  const store = await exportStore(LASTING);
  const folder = join(store.out, '..');
  const out = join(folder, 'leeway.tar.gz');
  const args = ['export', '--db', store.path, '--format', 'opa', '--out', out];
  return { ...store, folder, out, args };
}

async function keys(folder: string) {
  const made = await leeway(['ledger', 'keygen', '--out', join(folder, 'keys'), '--for', 'opa']);
  expect(made.err).toBe('');
  const [secret, open] = ['private', 'public'].map((kind) => join(folder, `keys/opa-${kind}.pem`));
  return { secret: secret ?? '', open: open ?? '', keyId: /called (\S+)/.exec(made.out)?.[1] };
}

describe('leeway export --format opa', () => {
  it('publishes a bundle by which OPA routes, once, and checks it', async () => {
    const { args, out, ...store } = await place();
    expect((await leeway(args)).out).toBe(`${out}: 1 domain, published\n`);
    expect((await leeway(args)).out).toBe(`${out}: 1 domain, as published before\n`);
    const [, data, rules] = unpacked(readFileSync(out)) ?? [];
    const input = { domain: 'refunds', confidence: 0.97, model: 'agent-1', amount: 40, decisionId: 'T-1' };
    const [route] = await opaRoutes(rules?.text ?? '', [{ data: JSON.parse(data?.text ?? ''), input }]);
    expect(route).toMatchObject({ level: 'autonomous', policyVersion: 7 });
    const check = ['export', '--db', store.path, '--format', 'opa', '--check', out];
    expect(await leeway(check)).toMatchObject({ code: 0, out: `${out}: is what is in force (1 domain)\n` });
    await govern(store, narrowed(policy({ ...LASTING, version: 8, maxAmount: 10 })));
    const differs = await leeway(check);
    expect(differs.code).toBe(EXIT.checkFailed);
    expect(complaint(differs)).toMatch(
      /: revision [0-9a-f]{64} is there, and [0-9a-f]{64} is in force; leeway export/,
    );
    writeFileSync(out, 'nothing');
    expect(complaint(await leeway(check))).toMatch(/: is no bundle; leeway export mends it$/);
  });

  it('has its signature inside, as OPA verifies it, and keeps it while it holds', async () => {
    const { args, out, folder, ...store } = await place();
    const { secret, open, keyId } = await keys(folder);
    const signing = [...args, '--sign', secret];
    expect(await leeway(signing)).toMatchObject({ code: 0, err: '' });
    const bytes = readFileSync(out);
    const files = unpacked(bytes) ?? [];
    expect(files.map(({ name }) => name)).toEqual([
      '.manifest',
      'data.json',
      'leeway.rego',
      '.signatures.json',
    ]);
    const { signatures } = JSON.parse(files[3]?.text ?? '');
    expect(signatures).toHaveLength(1);
    const [head = '', payload = '', signature = ''] = signatures[0].split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(head)).toEqual({ alg: 'ES256', typ: 'JWT', kid: keyId });
    const key = { key: createPublicKey(readFileSync(open)), dsaEncoding: 'ieee-p1363' } as const;
    const isSigned = verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      key,
      Buffer.from(signature, 'base64url'),
    );
    expect(isSigned).toBe(true);
    const { files: named, scope, keyid } = read(payload);
    expect([scope, keyid]).toEqual([undefined, undefined]);
    expect(named).toEqual(
      ['.manifest', 'data.json', 'leeway.rego'].map((name) => ({
        ...{ name, algorithm: 'SHA-256', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      })),
    );
    // ECDSA would sign another way each time.
    const { mtimeMs, ino } = statSync(out);
    for (const again of [signing, args])
      expect((await leeway(again)).out).toBe(`${out}: 1 domain, as published before\n`);
    expect(statSync(out)).toMatchObject({ mtimeMs, ino });
    expect((await leeway(['export', '--db', store.path, '--format', 'opa', '--check', out])).code).toBe(0);
    // Another key signs it anew.
    const other = await keys(join(folder, 'other'));
    expect((await leeway([...args, '--sign', other.secret])).out).toBe(`${out}: 1 domain, published\n`);
    expect((await leeway(['export', 'verify', out, '--key', open])).code).toBe(EXIT.checkFailed);
    expect((await leeway(['export', 'verify', out, '--key', other.open])).code).toBe(0);
    const { entries } = await ledgerFromStore(store, { limit: 100 });
    expect(entries.filter(({ type }) => type === 'export.published')).toHaveLength(2);
    await govern(store, narrowed(policy({ ...LASTING, version: 8, maxAmount: 10 })));
    const unsigned = await leeway(args);
    expect(unsigned.code).toBe(EXIT.usage);
    expect(complaint(unsigned)).toBe(`${out}: is signed, and would no longer be; give --sign, or remove it`);
  });

  it('lets nothing pass in verify that is unsigned, changed, or more than was signed', async () => {
    const { args, out, folder } = await place();
    const { secret, open } = await keys(folder);
    const verified = async () => (await leeway(['export', 'verify', out, '--key', open])).code;
    await leeway(args);
    expect(await verified()).toBe(EXIT.checkFailed);
    await leeway([...args, '--sign', secret]);
    expect(await verified()).toBe(0);
    const files = unpacked(readFileSync(out)) ?? [];
    const changed = files.map((file) => ({
      ...file,
      text: file.text.replace('"threshold": 0.93', '"threshold": 0.5'),
    }));
    const rego = { name: 'more.rego', text: 'package leeway.more\n' };
    for (const others of [
      changed,
      [...files, rego],
      files.slice(1),
      files.slice(0, 3),
      [...files.slice(0, 3), rego],
    ]) {
      writeFileSync(out, packed(others));
      expect(await verified()).toBe(EXIT.checkFailed);
    }
    writeFileSync(out, packed(files));
    expect(await verified()).toBe(0);
  });

  it.each([
    ['rsa', () => generateKeyPairSync('rsa', { modulusLength: 2048 }), 'RS256'],
    ['P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'ES384'],
  ])('takes a key of %s from elsewhere', async (_, make, alg) => {
    const { args, out, folder } = await place();
    const { privateKey, publicKey } = make();
    const [secret, open] = [join(folder, 'secret.pem'), join(folder, 'open.pem')];
    writeFileSync(secret, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(open, publicKey.export({ type: 'spki', format: 'pem' }));
    expect(await leeway([...args, '--sign', secret])).toMatchObject({ code: 0, err: '' });
    expect((await leeway(['export', 'verify', out, '--key', open])).code).toBe(0);
    const { signatures } = JSON.parse(unpacked(readFileSync(out))?.[3]?.text ?? '');
    expect(Buffer.from(signatures[0].split('.')[0], 'base64url').toString()).toContain(alg);
  });

  it('says in one line which keys OPA takes, and that a bundle is no text', async () => {
    const { args, folder } = await place();
    await leeway(['ledger', 'keygen', '--out', join(folder, 'keys')]);
    const refused = await leeway([...args, '--sign', join(folder, 'keys/ledger-private.pem')]);
    expect(refused.code).toBe(EXIT.usage);
    expect(complaint(refused)).toMatch(
      /: OPA takes no signature of ed25519; leeway ledger keygen --for opa makes a key that it takes \(ES256\)$/,
    );
    const printed = await leeway(args.slice(0, -2));
    expect(printed).toMatchObject({ code: EXIT.usage, out: '' });
    expect(complaint(printed)).toMatch(/^--format opa: is no text; name a file with --out/);
  });
});
