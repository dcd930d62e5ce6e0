import { ReasonBody } from '../../contracts/board-requests.ts';
import { NewToken, Token, TokenGrant, Tokens } from '../../contracts/token.ts';
import type { ServedGovernance } from '../../workflows/served-governance.ts';
import { IdPath } from '../asked-by.ts';
import type { TypedApp } from '../json-scope.ts';
import { only } from './route-access.ts';

/** Adds the routes that give and close tokens. */
export function tokenRoutes(app: TypedApp, governance: ServedGovernance): void {
  const config = { access: only(['admin'], 'all') };
  app.get('/v1/tokens', { config, schema: { response: { 200: Tokens } } }, async () => ({
    tokens: [...governance.tokens],
  }));
  app.post(
    '/v1/tokens',
    { config, schema: { body: TokenGrant, response: { 201: NewToken } } },
    async ({ actor, body }, reply) => {
      void reply.code(201).header('cache-control', 'no-store');
      return governance.createToken(actor, body);
    },
  );
  app.post(
    '/v1/tokens/:id/revoke',
    { config, schema: { params: IdPath, body: ReasonBody, response: { 200: Token } } },
    async ({ actor, params, body }) => governance.revokeToken(actor, params.id, body.reason),
  );
}
