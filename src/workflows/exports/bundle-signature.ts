import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { Sha256 } from '../../contracts/ledger.ts';
import { Problem } from '../../contracts/problem.ts';
import { Instant } from '../../contracts/time.ts';
import { type BundleFile, packed, unpacked } from '../../exporters/opa-archive.ts';
import { keyThumbprint } from '../../governance/key-thumbprint.ts';
import { signedFile } from './bundle-digest.ts';
import type { Exported } from './in-store.ts';
import { opaAlgorithm } from './opa-algorithm.ts';

const SIGNATURES = '.signatures.json';

const Signatures = z.strictObject({ signatures: z.tuple([z.string()]) });

/** What OPA verifies, and what whoever keeps a bundle wants to know of it. */
const Payload = z.strictObject({
  files: z.array(z.strictObject({ name: z.string(), hash: Sha256, algorithm: z.literal('SHA-256') })),
  format: z.literal('opa'),
  revision: Sha256,
  expiresAt: Instant.nullable(),
});
export type SignedBundle = z.infer<typeof Payload>;

/** A bundle as it is without its signature; the bytes themselves where they are none. */
export function withoutSignature(bytes: Buffer): Buffer {
  const files = unpacked(bytes)?.filter(({ name }) => name !== SIGNATURES);
  return files === undefined ? bytes : Buffer.from(packed(files));
}

/**
 * A bundle with its signature inside, where OPA looks for it. ECDSA signs another way each time: a signature that is there
 * already, and holds, is kept.
 *
 * @param privateKey null = without a signature; one that is there already is kept too where it still holds
 * @param there what is published already; null = nothing
 * @throws Problem usage: what is published is signed, would change, and there is no key
 */
export async function signedBundle(
  { bytes, thresholds: { revision, policies } }: Exported,
  privateKey: KeyObject | null,
  there: Buffer | null,
  path: string,
): Promise<Buffer> {
  const token = there === null ? null : tokenIn(unpacked(there) ?? []);
  const isKept = there !== null && token !== null && withoutSignature(there).equals(bytes);
  if (privateKey === null) {
    if (token !== null && !isKept)
      throw new Problem('usage', `${path}: is signed, and would no longer be; give --sign, or remove it`);
    return isKept ? there : bytes;
  }
  const publicKey = createPublicKey(privateKey);
  if (isKept && (await bundleHeader(there, publicKey)) !== null) return there;
  const files = unpacked(bytes) ?? [];
  const expiresAt = policies.map((policy) => policy.expiresAt).sort()[0] ?? null;
  const payload: SignedBundle = { files: files.map(signedFile), format: 'opa', revision, expiresAt };
  const { CompactSign } = await import('jose');
  const signature = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: `${opaAlgorithm(privateKey)}`, typ: 'JWT', kid: keyThumbprint(publicKey) })
    .sign(privateKey);
  const text = `${JSON.stringify({ signatures: [signature] }, null, 2)}\n`;
  return Buffer.from(packed([...files, { name: SIGNATURES, text }]));
}

/** What the signature in a bundle says, where the key signed just these files; else null. */
export async function bundleHeader(bytes: Buffer, publicKey: KeyObject): Promise<SignedBundle | null> {
  const files = unpacked(bytes) ?? [];
  const [token, algorithm] = [tokenIn(files), opaAlgorithm(publicKey)];
  if (token === null || algorithm === null) return null;
  const { compactVerify } = await import('jose');
  try {
    const { payload } = await compactVerify(token, publicKey, { algorithms: [algorithm] });
    const signed = Payload.parse(JSON.parse(Buffer.from(payload).toString()));
    const found = files.filter(({ name }) => name !== SIGNATURES).map(signedFile);
    return JSON.stringify(found) === JSON.stringify(signed.files) ? signed : null;
  } catch {
    return null;
  }
}

function tokenIn(files: readonly BundleFile[]): string | null {
  const own = files.find(({ name }) => name === SIGNATURES);
  if (own === undefined) return null;
  try {
    return Signatures.parse(JSON.parse(own.text)).signatures[0];
  } catch {
    return null;
  }
}
