import { LedgerEvent } from '../../contracts/ledger.ts';
import { ACCOUNT_BODIES, type Account, type Oidc } from '../../contracts/oidc.ts';
import { Problem } from '../../contracts/problem.ts';
import { understood } from '../understood.ts';
import type { KnownPerson } from './persons-of.ts';

/** By the `sub` of their accounts, who people are. */
type Mapped = Oidc['people'];

/**
 * Who an account is here, for good: whoever had two names would have two votes.
 *
 * @returns null where it has not been here before
 * @throws Problem not-allowed: the configuration gives the account another name, or the name to another account
 */
export function personBehind(
  account: Account,
  known: readonly KnownPerson[],
  mapped: Mapped,
): KnownPerson | null {
  const person = known.find((one) => one.issuer === account.issuer && one.subject === account.subject);
  if (person === undefined) return null;
  const name = mappedName(account, mapped);
  if (name !== null ? name !== person.name : isGiven(person.name, mapped))
    throw refused(
      'name-changed',
      `this account is ${person.name} here, and oidc.people in leeway.yaml says otherwise; an account keeps its name`,
    );
  return person;
}

/**
 * Gives an account that comes for the first time its name: as the configuration says, else as the provider calls it, where
 * nobody else is called so.
 *
 * @param claimed what the provider calls whoever has it; null where that cannot be relied on
 * @param taken names of all who hold tokens, stand in the configuration or have done anything
 * @throws Problem not-allowed: it has no name, or that of somebody else
 */
export function bindAccount(
  account: Account,
  claimed: string | null,
  mapped: Mapped,
  taken: Iterable<string>,
  now: string,
): LedgerEvent {
  const given = mappedName(account, mapped);
  const name = given ?? claimed;
  const mapIt = `map it in leeway.yaml: oidc: { people: { ${JSON.stringify(account.subject)}:`;
  if (name === null)
    throw refused(
      'no-name',
      `the provider vouches for no e-mail address of this account; ${mapIt} NAME } }, or choose personClaim: sub`,
    );
  if (given === null && isAmong(name, [...taken, ...Object.values(mapped)]))
    throw refused(
      'name-taken',
      `somebody is called ${name} here already; if this account is theirs, ${mapIt} ${JSON.stringify(name)} } }`,
    );
  const body = understood<LedgerEvent['body']>(ACCOUNT_BODIES['account.bound'], account, name);
  return LedgerEvent.parse({ at: now, actor: name, type: 'account.bound', subject: name, body });
}

function mappedName({ subject }: Account, mapped: Mapped): string | null {
  return Object.hasOwn(mapped, subject) ? (mapped[subject] ?? null) : null;
}

function isGiven(name: string, mapped: Mapped): boolean {
  return Object.values(mapped).includes(name);
}

/** Names that readers would take for one another are one. */
function isAmong(name: string, names: readonly string[]): boolean {
  return names.some((one) => folded(one) === folded(name));
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function refused(reason: string, message: string): Problem {
  return new Problem('not-allowed', message, { reason });
}
