import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opa } from '../../src/exporters/opa.ts';
import { packed, unpacked } from '../../src/exporters/opa-archive.ts';
import { signedFile } from '../../src/workflows/exports/bundle-digest.ts';
import { policy } from '../support/policy.ts';
import { temporaryFolder } from '../support/write-history.ts';

const REVISION = 'a'.repeat(64);
const BUNDLE = opa({ version: 1, revision: REVISION, policies: [policy()], floors: [] });

describe('the bundle', () => {
  it('is a gzipped tar of files that nobody owns and that have no time', () => {
    const path = join(temporaryFolder(), 'leeway.tar.gz');
    writeFileSync(path, BUNDLE);
    const listed = spawnSync('tar', ['--numeric-owner', '--utc', '-tvzf', path], { encoding: 'utf8' });
    expect(listed.stderr).toBe('');
    expect(
      listed.stdout
        .replace(/ +\d+ 1970/g, ' SIZE 1970')
        .trimEnd()
        .split('\n'),
    ).toEqual(
      ['.manifest', 'data.json', 'leeway.rego'].map((name) => `-rw-r--r-- 0/0 SIZE 1970-01-01 00:00 ${name}`),
    );
    // No time, no system; and stored as it is, since no two zlibs need make the same of it.
    expect([...BUNDLE.slice(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255]);
    expect(Buffer.from(BUNDLE).includes('# First match wins.')).toBe(true);
  });

  it('has its revision and its root in the manifest, and all data and rules under that root', () => {
    const [manifest, data, rules] = unpacked(BUNDLE) ?? [];
    expect(JSON.parse(manifest?.text ?? '')).toEqual({ revision: REVISION, roots: ['leeway'] });
    const read = JSON.parse(data?.text ?? '');
    expect(Object.keys(read)).toEqual(['leeway']);
    const [from, until] = [policy().validFrom, policy().expiresAt].map(Date.parse);
    expect(read.leeway.policies).toEqual({ refunds: { ...policy(), included: [], from, until } });
    expect(rules?.text).toMatch(/^package leeway$/m);
    // Both would be read at the same place.
    const names = [...(rules?.text ?? '').matchAll(/^(?:default )?(\w+)(?:\(.*\))? (?::=|if)/gm)];
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter(([, name = '']) => name in read.leeway)).toEqual([]);
  });

  it('comes back as it was packed, and what is none is told', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (texts) => {
        const files = texts.map((text, place) => ({ name: `f${place}.json`, text }));
        expect(unpacked(packed(files))).toEqual(files);
      }),
    );
    expect(unpacked(Buffer.from('{}'))).toBeNull();
  });
});

describe('the digest of a file', () => {
  const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('is that of its bytes, and of JSON that of what it says, its keys in order', () => {
    expect(signedFile({ name: 'leeway.rego', text: 'package leeway\n' })).toEqual({
      ...{ name: 'leeway.rego', hash: hex('package leeway\n'), algorithm: 'SHA-256' },
    });
    // The example of the published specification.
    const roots =
      '{"revision": "7864d60dd78d748dbce54b569e939f5b0dc07486", "roots": ["roles", "http/example/authz"]}';
    expect(signedFile({ name: '.manifest', text: roots }).hash).toBe(
      hex(roots.replaceAll(': ', ':').replaceAll(', ', ',')),
    );
    const odd =
      '{"b": [1.5, null, {"z": "<&>\\u2028", "a": false}], "a": {}, "\\ud83d\\ude00": 1, "\\uffee": 2}';
    expect(signedFile({ name: 'data.json', text: odd }).hash).toBe(
      hex('{"a":{},"b":[1.5,null,{"a":false,"z":"<&>\\u2028"}],"\uffee":2,"😀":1}'),
    );
  });
});
