import * as z from 'zod';
import { Role } from './actor.ts';
import { Sha256 } from './ledger.ts';
import { Instant } from './time.ts';

/** What a token lets its holder do. */
export const TokenGrant = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .describe('Who holds it; votes and events bear this name, so a person has one whatever the token'),
  kind: z.enum(['person', 'job']).describe('A job never votes'),
  roles: z.array(Role).min(1),
  domains: z
    .array(z.string().min(1))
    .min(1)
    .nullable()
    .describe('The domains that the roles are for; null = all'),
  expiresAt: Instant,
});
export type TokenGrant = z.infer<typeof TokenGrant>;

/** A token as it may be shown: of its secret nothing is kept but a digest, which is not part of this. */
export const Token = z.strictObject({
  id: z.string().min(1),
  ...TokenGrant.shape,
  createdAt: Instant,
  createdBy: z.string().min(1),
  revoked: z.strictObject({ at: Instant, by: z.string().min(1), reason: z.string() }).nullable(),
});
export type Token = z.infer<typeof Token>;

/** `GET /v1/tokens` */
export const Tokens = z.strictObject({ tokens: z.array(Token) });
export type Tokens = z.infer<typeof Tokens>;

/** A token that was just made: the only time that its secret is told. */
export const NewToken = z.strictObject({
  token: Token,
  secret: z.string().describe('Sent as `Authorization: Bearer …`; keep it, nobody can tell it again'),
});
export type NewToken = z.infer<typeof NewToken>;

/** Bodies of the ledger's events on tokens. */
export const TOKEN_BODIES = {
  'token.created': z.strictObject({ ...TokenGrant.shape, digest: Sha256.describe('SHA-256 of the secret') }),
  'token.revoked': z.strictObject({ reason: z.string().min(1).max(1000) }),
} as const;
