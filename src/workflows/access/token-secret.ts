import { createHash, timingSafeEqual } from 'node:crypto';
import type { KnownToken } from '../../governance/access/tokens-of.ts';

/** What a token looks like: its id, then its secret. It begins with a word by which leaked ones are found. */
const PATTERN = /^leeway_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
const [ID_BYTES, SECRET_BYTES] = [6, 32];

/** Random bytes, as many as are asked for. */
export type RandomBytes = (bytes: number) => Buffer;

export interface MadeToken {
  readonly id: string;
  readonly secret: string;
  readonly digest: string;
}

/** A token that nobody can guess: 256 random bits, so that a plain digest of it tells nothing. */
export function makeToken(random: RandomBytes): MadeToken {
  const id = random(ID_BYTES).toString('hex');
  const secret = `leeway_${id}_${random(SECRET_BYTES).toString('base64url')}`;
  return { id, secret, digest: digestOf(secret).toString('hex') };
}

/** The token that a secret is of; null where none is. Whether it still opens anything is another question. */
export function tokenOf(secret: string, known: readonly KnownToken[]): KnownToken | null {
  const id = PATTERN.exec(secret)?.[1];
  const found = known.find(({ token }) => token.id === id);
  if (found === undefined) return null;
  return timingSafeEqual(digestOf(secret), Buffer.from(found.digest, 'hex')) ? found : null;
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
