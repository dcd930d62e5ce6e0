import { type SipKey, sipHash24 } from './sip-hash.ts';
import { isText } from './unchecked.ts';

/**
 * The coin of every audit: uniform in [0, 1), of 53 bits. The same salt and decision id give the same, so that a draw can
 * be replayed; who does not know the salt cannot tell which decisions people will see, whatever is in them.
 *
 * The key is the hash of the salt under two keys that are no secret. A draw at a higher rate holds all of one at a lower.
 *
 * @throws RangeError on a salt below 16 characters, of which all could be tried
 */
export function auditDraw(salt: string | null): (decisionId: string) => number {
  if (!isText(salt) || salt.length < 16) throw new RangeError('salt: a secret of 16 characters or more');
  const [first, last] = [sipHash24([0, 0, 0, 0], salt), sipHash24([1, 0, 0, 0], salt)];
  const key: SipKey = [...first, ...last];
  return (decisionId) => {
    const [low, high] = sipHash24(key, decisionId);
    return ((high >>> 0) * 2 ** 21 + (low >>> 11)) / 2 ** 53;
  };
}
