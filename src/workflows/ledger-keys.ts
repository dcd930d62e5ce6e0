import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../contracts/problem.ts';
import { keyThumbprint } from '../governance/key-thumbprint.ts';
import { opaAlgorithm } from './exports/opa-algorithm.ts';

/** Where a pair of keys was written. */
export interface KeyFiles {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly keyId: string;
}

/** What a key is for: the ledger and files beside a signature, or bundles for OPA. */
export type KeyUse = 'ledger' | 'opa';

/**
 * Writes a pair of keys as PEM into a folder, the private one for its owner's eyes only.
 *
 * @param folder made where there is none
 * @param use begins the names of the files
 * @throws Problem usage: keys are there already
 */
export function writeKeys(
  folder: string,
  pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  use: KeyUse = 'ledger',
): KeyFiles {
  const files = {
    privateKey: join(folder, `${use}-private.pem`),
    publicKey: join(folder, `${use}-public.pem`),
    keyId: keyThumbprint(pair.publicKey),
  };
  for (const path of [files.privateKey, files.publicKey])
    if (existsSync(path))
      throw new Problem(
        'usage',
        `${path}: exists already, and keys are not written over; name another folder`,
      );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // `wx` makes the file: its mode is that of the first byte on, whatever comes between.
  writeFileSync(files.privateKey, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    flag: 'wx',
    mode: 0o600,
  });
  try {
    writeFileSync(files.publicKey, pair.publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
  } catch (error) {
    rmSync(files.privateKey, { force: true });
    throw error;
  }
  return files;
}

/**
 * Reads the key that signs.
 *
 * @throws Problem usage: there is no such file, or no private key for these uses in it (Ed25519; for OPA one of ECDSA or RSA);
 *   what is in it is not said
 */
export function readPrivateKey(path: string, uses: readonly KeyUse[] = ['ledger']): KeyObject {
  return keyIn(path, 'private', createPrivateKey, uses);
}

/**
 * Reads the key that verifies.
 *
 * @throws Problem usage: there is no such file, or no public key for these uses in it
 */
export function readPublicKey(path: string, uses: readonly KeyUse[] = ['ledger']): KeyObject {
  return keyIn(path, 'public', createPublicKey, uses);
}

function keyIn(
  path: string,
  kind: 'private' | 'public',
  parse: (pem: string) => KeyObject,
  uses: readonly KeyUse[],
): KeyObject {
  const refuse = (reason: string): Problem => new Problem('usage', `--key ${path}: ${reason}`);
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw refuse(code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`);
  }
  const isPrivate = pem.includes('PRIVATE KEY');
  if (isPrivate !== (kind === 'private'))
    throw refuse(
      isPrivate
        ? 'a private key; verifying takes the public one, and the private one should not lie where that is done'
        : `no private key in PEM; make one with leeway ledger keygen`,
    );
  let key: KeyObject;
  try {
    key = parse(pem);
  } catch {
    throw refuse(`no ${kind} key in PEM that can be read`);
  }
  if (!uses.some((use) => isFor(use, key)))
    throw refuse(
      uses.includes('ledger')
        ? `a key of another kind (${key.asymmetricKeyType}); Ed25519 is needed`
        : `OPA takes no signature of ${key.asymmetricKeyType}; leeway ledger keygen --for opa makes a key that it takes (ES256)`,
    );
  return key;
}

function isFor(use: KeyUse, key: KeyObject): boolean {
  return use === 'ledger' ? key.asymmetricKeyType === 'ed25519' : opaAlgorithm(key) !== null;
}
