import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { Sha256 } from '../../contracts/ledger.ts';
import { ExportFormat } from '../../contracts/thresholds.ts';
import { Instant } from '../../contracts/time.ts';
import { keyIdOf } from '../../governance/checkpoint.ts';
import type { Exported } from './in-store.ts';

const TYPE = 'leeway-export+jws';

/** What a signature says besides the file itself, in the protected header of its JWS. */
const Header = z.object({
  typ: z.literal(TYPE),
  format: ExportFormat,
  revision: Sha256,
  expiresAt: Instant.nullable(),
});
export type SignedHeader = z.infer<typeof Header>;

/** Where the signature of a file is. */
export function signaturePath(path: string): string {
  return `${path}.jws`;
}

/**
 * A detached JWS (RFC 7515, appendix F; Ed25519 by RFC 8037) over the bytes of an export; the same key and export give the
 * same text.
 */
export async function signExport(
  { format, bytes, thresholds: { revision, policies } }: Exported,
  privateKey: KeyObject,
): Promise<string> {
  const { CompactSign } = await import('jose');
  const ends = policies.map(({ expiresAt }) => expiresAt).sort();
  const header = {
    ...{ alg: 'EdDSA', kid: keyIdOf(createPublicKey(privateKey)), typ: TYPE },
    ...{ format, revision, expiresAt: ends[0] ?? null },
  };
  const whole = await new CompactSign(bytes).setProtectedHeader(header).sign(privateKey);
  const [head, , signature] = whole.split('.');
  return `${head}..${signature}\n`;
}

/** What the header of a detached JWS says, where the key signed it over these bytes; else null. */
export async function signedHeader(
  jws: string,
  bytes: Uint8Array,
  publicKey: KeyObject,
): Promise<SignedHeader | null> {
  const { compactVerify } = await import('jose');
  const [head, payload, signature, ...more] = jws.trim().split('.');
  if (head === undefined || payload !== '' || signature === undefined || more.length > 0) return null;
  try {
    const whole = `${head}.${Buffer.from(bytes).toString('base64url')}.${signature}`;
    const { protectedHeader } = await compactVerify(whole, publicKey, { algorithms: ['EdDSA'] });
    return Header.parse(protectedHeader);
  } catch {
    return null;
  }
}
