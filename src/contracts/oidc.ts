import * as z from 'zod';
import { Role } from './actor.ts';
import { SecureUrl } from './secure-url.ts';

/** An account at a provider: what of a person never changes there (OpenID Connect Core 1.0, section 5.7). */
export const Account = z.strictObject({
  issuer: z.string().min(1).describe('The `iss` of the provider'),
  subject: z.string().min(1).max(255).describe('The `sub` of the account'),
});
export type Account = z.infer<typeof Account>;

/** What a group may do here. */
const GroupRights = z.strictObject({
  roles: z.array(Role).min(1),
  domains: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('The domains that the roles are for; without it all'),
});

/** Who may log in by OpenID Connect, as `leeway.yaml` says it. */
export const Oidc = z
  .strictObject({
    issuer: SecureUrl.refine(
      (text) => !/[?#]/.test(text),
      'has a ? or # in it, which no issuer has',
    ).describe('The provider, by the address that its discovery document names'),
    clientId: z.string().min(1).describe('By which the provider knows this server'),
    name: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('What the log-in screen calls the provider; its host where it is not given'),
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'is no scope'))
      .default([])
      .describe('Asked for besides openid, and email where personClaim is email'),
    personClaim: z
      .enum(['email', 'sub'])
      .default('email')
      .describe(
        'What a person is called here from their first log-in on; an e-mail address counts if verified',
      ),
    groupsClaim: z.string().min(1).default('groups').describe('The claim that holds the groups'),
    groups: z
      .record(z.string().min(1), GroupRights)
      .refine((groups) => Object.keys(groups).length > 0, 'names no group, so that nobody could log in')
      .describe('What members of each group may do; who is in none does not come in'),
    people: z
      .record(z.string().min(1).max(255), z.string().min(1).max(200))
      .default({})
      .describe('Who an account is, by its `sub`: a person whom tokens or people name already'),
  })
  .describe('Who may log in to the console of leeway serve by OpenID Connect');
export type Oidc = z.output<typeof Oidc>;

/** Bodies of the ledger's events on accounts; the subject is the name of the person. */
export const ACCOUNT_BODIES = { 'account.bound': Account } as const;
