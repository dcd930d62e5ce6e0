import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Problem } from '../../contracts/problem.ts';
import { unpacked } from '../../exporters/opa-archive.ts';
import { bundleHeader } from './bundle-signature.ts';
import { type SignedHeader, signaturePath, signedHeader } from './signature.ts';

/** What a signature says of a file. */
export type Signed = Pick<SignedHeader, 'format' | 'revision' | 'expiresAt'>;

/**
 * Verifies an exported file by the signature beside it, a bundle for OPA by the one inside it, without the store.
 *
 * @param now ISO time
 * @throws Problem check-failed: it is not signed, not by this key, not what was signed, or a policy in it has run out;
 *   usage: there is no such file
 */
export async function verifyExport(path: string, publicKey: KeyObject, now: string): Promise<Signed> {
  const bytes = read(path, 'usage', 'there is no such file; name what leeway export --out wrote');
  const refuse = (reason: string): Problem => new Problem('check-failed', `${path}: ${reason}`);
  const header =
    unpacked(bytes) === null
      ? await signedHeader(jwsOf(path), bytes, publicKey)
      : await bundleHeader(bytes, publicKey);
  if (header === null) throw refuse('the key did not sign it as it stands; take it from its publisher again');
  const { expiresAt } = header;
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(now))
    throw refuse(`a policy in it ran out at ${expiresAt}; export anew`);
  return header;
}

function jwsOf(path: string): string {
  return read(signaturePath(path), 'check-failed', `there is no such file: ${path} is not signed`).toString();
}

function read(path: string, code: 'usage' | 'check-failed', missing: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Problem(code, `${path}: ${why === 'ENOENT' ? missing : `cannot be read (${why})`}`);
  }
}
