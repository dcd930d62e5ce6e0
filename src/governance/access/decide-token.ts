import { LedgerEvent } from '../../contracts/ledger.ts';
import { NotThere, Problem } from '../../contracts/problem.ts';
import { DAY_MS } from '../../contracts/time.ts';
import { TOKEN_BODIES, TokenGrant } from '../../contracts/token.ts';
import { understood } from '../understood.ts';
import type { KnownToken } from './tokens-of.ts';

/** A year and a day: whoever still needs it by then is asked again. */
const LONGEST_DAYS = 366;

interface Deciding {
  /** ISO time */
  readonly now: string;
  /** Who does it, as the ledger names them. */
  readonly actor: string;
}

/**
 * Gives somebody a token.
 *
 * @param identity its id, and the SHA-256 of its secret, which is never kept
 * @throws Problem usage: it would never open anything, or for longer than a year; a job with a vote
 */
export function createToken(
  asked: TokenGrant,
  { id, digest }: { readonly id: string; readonly digest: string },
  { now, actor }: Deciding,
): LedgerEvent {
  const grant = understood(TokenGrant, asked, 'token');
  const lasts = Date.parse(grant.expiresAt) - Date.parse(now);
  if (lasts <= 0 || lasts > LONGEST_DAYS * DAY_MS)
    throw new Problem(
      'usage',
      `token: it has to end after now and within ${LONGEST_DAYS} days, for example in 90d`,
    );
  if (grant.kind === 'job' && grant.roles.includes('board'))
    throw new Problem(
      'usage',
      'token: a job never votes; leave the role board out, or make it the token of a person',
    );
  return event('token.created', id, { ...grant, digest }, { now, actor });
}

/**
 * Closes a token for good.
 *
 * @throws Problem usage: no such token, or it is revoked already
 */
export function revokeToken(
  known: readonly KnownToken[],
  id: string,
  reason: string,
  deciding: Deciding,
): LedgerEvent {
  const found = known.find(({ token }) => token.id === id);
  if (found === undefined) throw new NotThere(`${id}: no such token; leeway token list names them`);
  const { revoked } = found.token;
  if (revoked !== null) throw new Problem('usage', `${id}: revoked by ${revoked.by} at ${revoked.at}`);
  return event('token.revoked', id, { reason }, deciding);
}

function event(
  type: keyof typeof TOKEN_BODIES,
  subject: string,
  body: LedgerEvent['body'],
  { now, actor }: Deciding,
): LedgerEvent {
  const said = understood<LedgerEvent['body']>(TOKEN_BODIES[type], body, subject);
  return LedgerEvent.parse({ at: now, actor, type, subject, body: said });
}
