import type { Actor } from '../../contracts/actor.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import { TOKEN_BODIES, type Token } from '../../contracts/token.ts';

/** A token with the digest by which its secret is known again. */
export interface KnownToken {
  readonly token: Token;
  /** SHA-256 of the secret, hex. */
  readonly digest: string;
}

/** The tokens that a ledger tells of, oldest first; all other events are passed over. */
export function tokensOf(events: Iterable<LedgerEvent>): KnownToken[] {
  const known = new Map<string, KnownToken>();
  for (const { type, at, actor, subject, body } of events) {
    if (type === 'token.created') {
      const { digest, ...grant } = TOKEN_BODIES[type].parse(body);
      const token = { id: subject, ...grant, createdAt: at, createdBy: actor, revoked: null };
      known.set(subject, { token, digest });
    }
    const one = type === 'token.revoked' ? known.get(subject) : undefined;
    if (one !== undefined) {
      const { reason } = TOKEN_BODIES['token.revoked'].parse(body);
      known.set(subject, { ...one, token: { ...one.token, revoked: { at, by: actor, reason } } });
    }
  }
  return [...known.values()];
}

/** Why a token opens nothing at a time; null where it does. */
export function whyClosed({ expiresAt, revoked }: Token, now: string): 'revoked' | 'expired' | null {
  if (revoked !== null) return 'revoked';
  return Date.parse(expiresAt) <= Date.parse(now) ? 'expired' : null;
}

/** Who acts with a token. */
export function holderOf({ name, kind, roles, domains }: Token): Actor {
  return { name, kind, roles, domains };
}
