import type { NewToken, Token, TokenGrant } from '../../contracts/token.ts';
import { createToken, revokeToken } from '../../governance/access/decide-token.ts';
import { tokensOf } from '../../governance/access/tokens-of.ts';
import type { Database } from '../../store/database.ts';
import { type Acting, recordEvents, UNNAMED } from '../record-events.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import { knownCallers } from './known-callers.ts';
import { makeToken, type RandomBytes } from './token-secret.ts';

/**
 * Makes a token, and tells its secret this once.
 *
 * @throws Problem usage: it would open nothing, or for too long
 */
export async function makeTokenIn(
  db: Database,
  acting: Acting,
  grant: TokenGrant,
  random: RandomBytes,
): Promise<NewToken> {
  const { id, secret, digest } = makeToken(random);
  const event = createToken(grant, { id, digest }, { now: acting.at, actor: acting.actor });
  await db.transaction(() => recordEvents(db, [event]));
  const [made] = tokensOf([event]);
  if (made === undefined) throw new TypeError('an event of a token tells of no token');
  return { token: made.token, secret };
}

/** @throws Problem usage: no such token, or it is revoked already */
export async function revokeTokenIn(
  db: Database,
  acting: Acting,
  id: string,
  reason: string,
): Promise<Token> {
  return db.transaction(async () => {
    const { tokens: known } = await knownCallers(db);
    const event = revokeToken(known, id, reason, { now: acting.at, actor: acting.actor });
    await recordEvents(db, [event]);
    const found = known.find(({ token }) => token.id === id);
    if (found === undefined) throw new TypeError(`${id}: was revoked and is not known`);
    return { ...found.token, revoked: { at: acting.at, by: acting.actor, reason } };
  });
}

/** The tokens of a store on this machine. */
export async function tokensFromStore(place: StorePlace): Promise<Token[]> {
  return withStore(place, async (db) => (await knownCallers(db)).tokens.map(({ token }) => token));
}

/** @throws Problem usage: it would open nothing, or for too long */
export async function createTokenInStore(
  place: StorePlace,
  grant: TokenGrant,
  random: RandomBytes,
): Promise<NewToken> {
  return withStore(place, (db) => makeTokenIn(db, actingOn(place), grant, random));
}

/** @throws Problem usage: no such token, or it is revoked already */
export async function revokeTokenInStore(place: StorePlace, id: string, reason: string): Promise<Token> {
  return withStore(place, (db) => revokeTokenIn(db, actingOn(place), id, reason));
}

function actingOn({ now, actor = UNNAMED }: StorePlace): Acting {
  return { at: now, actor };
}
