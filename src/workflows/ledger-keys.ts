import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../contracts/problem.ts';
import { keyIdOf } from '../governance/checkpoint.ts';

/** Where a pair of keys was written. */
export interface KeyFiles {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly keyId: string;
}

/**
 * Writes a pair of keys as PEM into a folder, the private one for its owner's eyes only.
 *
 * @param folder made where there is none
 * @throws Problem usage: keys are there already
 */
export function writeKeys(
  folder: string,
  pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
): KeyFiles {
  const files = {
    privateKey: join(folder, 'ledger-private.pem'),
    publicKey: join(folder, 'ledger-public.pem'),
    keyId: keyIdOf(pair.publicKey),
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
 * @throws Problem usage: there is no such file, or no private Ed25519 key in it; what is in it is not said
 */
export function readPrivateKey(path: string): KeyObject {
  return keyIn(path, 'private', createPrivateKey);
}

/**
 * Reads the key that verifies.
 *
 * @throws Problem usage: there is no such file, or no public Ed25519 key in it
 */
export function readPublicKey(path: string): KeyObject {
  return keyIn(path, 'public', createPublicKey);
}

function keyIn(path: string, kind: 'private' | 'public', parse: (pem: string) => KeyObject): KeyObject {
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
  if (key.asymmetricKeyType !== 'ed25519')
    throw refuse(`a key of another kind (${key.asymmetricKeyType}); Ed25519 is needed`);
  return key;
}
