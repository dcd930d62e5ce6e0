import * as z from 'zod';
import { Account, type Oidc } from '../../contracts/oidc.ts';
import type { Vouched } from '../../workflows/access/bind-account.ts';
import { LogInRefused } from './log-in-refused.ts';

type Claims = Readonly<Record<string, unknown>>;

const Email = z.email().max(200);

/** Whether claims say all that the configuration asks for, so that the provider need not be asked for more. */
export function isComplete(claims: Claims, { personClaim, groupsClaim }: Oidc): boolean {
  const hasName = personClaim === 'sub' || ('email' in claims && 'email_verified' in claims);
  return hasName && Object.hasOwn(claims, groupsClaim);
}

/**
 * Whom claims speak of. An address that the provider has not verified anybody could have typed.
 *
 * @throws LogInRefused 502: no account
 */
export function vouchedBy(claims: Claims, { personClaim, groupsClaim }: Oidc): Vouched {
  const account = Account.safeParse({ issuer: claims['iss'], subject: claims['sub'] }).data;
  if (account === undefined)
    throw new LogInRefused(502, 'no-account', 'the provider names the account by a sub that is too long');
  const email = claims['email_verified'] === true ? Email.safeParse(claims['email']).data : undefined;
  const held = Object.hasOwn(claims, groupsClaim) ? claims[groupsClaim] : [];
  return {
    account,
    name: personClaim === 'sub' ? account.subject : (email ?? null),
    groups: [held].flat().filter((group) => typeof group === 'string'),
  };
}
