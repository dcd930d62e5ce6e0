import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Policy } from '../../contracts/policy.ts';
import { Problem } from '../../contracts/problem.ts';
import { Thresholds } from '../../contracts/thresholds.ts';
import { type BundleFile, unpacked } from '../../exporters/opa-archive.ts';
import { canonicalJson } from '../../governance/digest.ts';
import { withoutSignature } from './bundle-signature.ts';
import type { Exported } from './in-store.ts';

const TIMEOUT_MS = 10_000;

/** What a bundle says of itself. */
const Manifest = z.object({ revision: z.string() });

/**
 * Holds a file, or what answers at an http(s) address, against what is in force.
 *
 * @throws Problem check-failed: it differs, or cannot be had
 */
export async function checkExport(exported: Exported, target: string): Promise<void> {
  const there = await bytesAt(target);
  const found = exported.format === 'opa' ? withoutSignature(there) : there;
  if (!found.equals(exported.bytes))
    throw new Problem('check-failed', `${target}: ${difference(found, exported)}; leeway export mends it`);
}

async function bytesAt(target: string): Promise<Buffer> {
  try {
    if (!/^https?:\/\//i.test(target)) return await readFile(target);
    const response = await fetch(target, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem(
      'check-failed',
      `${target}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${why})`}; nothing was compared`,
    );
  }
}

/** The first thing that differs, in words. */
function difference(found: Buffer, { format, bytes, thresholds }: Exported): string {
  if (format === 'opa') return bundleDifference(found, thresholds.revision);
  const policies = format === 'json' ? policiesIn(found) : null;
  const told = policies === null ? null : policyDifference(policies, thresholds.policies);
  if (told !== null) return told;
  const [there, here] = [found.toString().split('\n'), bytes.toString().split('\n')];
  const line = here.findIndex((text, place) => text !== there[place]);
  return `differs from what is in force from line ${(line < 0 ? here.length : line) + 1} on`;
}

function bundleDifference(found: Buffer, revision: string): string {
  const files = unpacked(found);
  if (files === null) return 'is no bundle';
  const own = revisionIn(files);
  if (own === null) return 'is a bundle of something else';
  return own === revision
    ? `has the revision in force, ${revision}, and other files`
    : `revision ${own} is there, and ${revision} is in force`;
}

function revisionIn(files: readonly BundleFile[]): string | null {
  try {
    return Manifest.parse(JSON.parse(files.find(({ name }) => name === '.manifest')?.text ?? '')).revision;
  } catch {
    return null;
  }
}

function policiesIn(bytes: Buffer): readonly Policy[] | null {
  try {
    return Thresholds.parse(JSON.parse(bytes.toString())).policies;
  } catch {
    return null;
  }
}

function policyDifference(there: readonly Policy[], here: readonly Policy[]): string | null {
  const domains = [...new Set([...there, ...here].map(({ domain }) => domain))];
  for (const name of domains) {
    const [old, own] = [there, here].map((all) => all.find(({ domain }) => domain === name));
    if (own === undefined) return `${name}: version ${old?.version} is there, and none is in force`;
    if (old === undefined) return `${name}: version ${own.version} is in force, and none is there`;
    if (old.version !== own.version)
      return `${name}: version ${old.version} is there, and ${own.version} is in force`;
    if (canonicalJson(old) !== canonicalJson(own)) return `${name}: another version ${own.version} is there`;
  }
  return null;
}
