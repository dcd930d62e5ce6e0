import { type KeyObject, sign, verify } from 'node:crypto';
import type { LedgerHead } from '../contracts/ledger.ts';
import type { LedgerCheckpoint } from '../contracts/ledger-export.ts';
import { canonicalJson } from './digest.ts';
import { keyThumbprint } from './key-thumbprint.ts';

/**
 * The name of a public key: its thumbprint (RFC 7638), which follows from the key alone.
 *
 * @throws TypeError: no Ed25519 key
 */
export function keyIdOf(publicKey: KeyObject): string {
  if (publicKey.asymmetricKeyType !== 'ed25519')
    throw new TypeError('a checkpoint is signed with an Ed25519 key');
  return keyThumbprint(publicKey);
}

/**
 * Signs where a ledger ends (Ed25519, RFC 8032).
 *
 * @param at ISO time of signing
 * @param keyId of the public key that belongs to the private one
 */
export function signCheckpoint(
  { seq, hash }: LedgerHead,
  at: string,
  privateKey: KeyObject,
  keyId: string,
): LedgerCheckpoint {
  const fields = { seq, hash, at, keyId };
  return { ...fields, signature: sign(null, bytesOf(fields), privateKey).toString('base64url') };
}

/** Whether the key signed this checkpoint, as it stands. */
export function isSignedBy({ signature, ...fields }: LedgerCheckpoint, publicKey: KeyObject): boolean {
  return verify(null, bytesOf(fields), publicKey, Buffer.from(signature, 'base64url'));
}

function bytesOf({ seq, hash, at, keyId }: Omit<LedgerCheckpoint, 'signature'>): Buffer {
  return Buffer.from(canonicalJson({ seq, hash, at, keyId }));
}
