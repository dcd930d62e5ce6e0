import { randomBytes } from 'node:crypto';
import { Role } from '../../src/contracts/actor.ts';
import type { NewToken, TokenGrant } from '../../src/contracts/token.ts';
import { createTokenInStore } from '../../src/workflows/access/tokens.ts';
import type { StorePlace } from '../../src/workflows/with-store.ts';
import { type Answer, call } from './serving.ts';

/** A year from when the tests take it to be. */
const UNTIL = '2027-06-01T00:00:00Z';

/** A token made beside the server, before it runs. */
export function tokenFor(
  place: StorePlace,
  name: string,
  roles: readonly Role[],
  more: { readonly domains?: readonly string[]; readonly kind?: 'job'; readonly expiresAt?: string } = {},
): Promise<NewToken> {
  const { domains = null, kind = 'person', expiresAt = UNTIL } = more;
  const grant: TokenGrant = {
    name,
    kind,
    roles: [...roles],
    domains: domains === null ? null : [...domains],
    expiresAt,
  };
  return createTokenInStore(place, grant, randomBytes);
}

/** The secrets of a token of every role, by the role; each is held by `a ROLE`. */
export async function tokensOfRoles(place: StorePlace): Promise<Map<string, string>> {
  const secrets = new Map<string, string>();
  for (const role of Role.options) secrets.set(role, (await tokenFor(place, `a ${role}`, [role])).secret);
  return secrets;
}

export interface Question {
  readonly method?: string;
  /** The secret of a token. */
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call of JSON, and its answer parsed. */
export async function ask(
  url: string,
  { method = 'GET', as, body, headers = {} }: Question = {},
): Promise<Answer & { readonly json: unknown }> {
  const answer = await call(url, {
    method,
    headers: {
      ...(as !== undefined && { authorization: `Bearer ${as}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const isJson = /json/.test(String(answer.headers['content-type']));
  return { ...answer, json: isJson && answer.text !== '' ? JSON.parse(answer.text) : null };
}
