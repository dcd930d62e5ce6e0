import { createHash, type KeyObject } from 'node:crypto';
import { canonicalJson } from './digest.ts';

/** The thumbprint of a public key (RFC 7638; of Ed25519, RFC 8037), which follows from the key alone. */
export function keyThumbprint(publicKey: KeyObject): string {
  const { kty, crv, x, y, e, n } = publicKey.export({ format: 'jwk' });
  const members = { RSA: { e, kty, n }, EC: { crv, kty, x, y } }[`${kty}`] ?? { crv, kty, x };
  return createHash('sha256').update(canonicalJson(members)).digest('base64url');
}
