import type { Token } from '../contracts/token.ts';
import type { Rows } from './print-rows.ts';

/** Tokens for a person to look over; their secrets are known to nobody. */
export function tokenRows(tokens: readonly Token[], now: string): Rows<readonly Token[]> {
  return {
    headings: {
      id: 'id',
      name: 'holder',
      kind: 'kind',
      roles: 'roles',
      domains: 'domains',
      state: 'state',
      expiresAt: 'until',
    },
    rows: tokens.map((token) => ({
      ...{ id: token.id, name: token.name, kind: token.kind, roles: token.roles.join(', ') },
      domains: token.domains?.join(', ') ?? 'all',
      state: stateOf(token, now),
      expiresAt: token.expiresAt.slice(0, 10),
    })),
    figures: [],
    data: tokens,
    empty: 'Nobody has been given a token; the server asks nobody for one.',
  };
}

function stateOf({ revoked, expiresAt }: Token, now: string): string {
  if (revoked !== null) return `revoked by ${revoked.by}`;
  return Date.parse(expiresAt) <= Date.parse(now) ? 'expired' : 'open';
}
