import type { Actor } from '../../contracts/actor.ts';
import type { Oidc } from '../../contracts/oidc.ts';

type Rights = Pick<Actor, 'roles' | 'domains'>;

/**
 * What the groups of somebody come to; null where none of them may do anything here.
 *
 * Rights are roles for domains, so that two groups add up where one of both is the same; else the group that stands first in
 * the configuration counts. Nobody gets a role for a domain that no group of theirs has for it.
 */
export function rightsOfGroups(groups: readonly string[], mapped: Oidc['groups']): Rights | null {
  const [first, ...rest] = Object.entries(mapped)
    .filter(([name]) => groups.includes(name))
    .map(([, { roles, domains }]): Rights => ({ roles, domains: domains ?? null }));
  return first === undefined ? null : rest.reduce(together, first);
}

function together(held: Rights, more: Rights): Rights {
  if (isSame(held.domains, more.domains)) return { ...held, roles: union(held.roles, more.roles) };
  if (!isSame(held.roles, more.roles)) return held;
  const isAll = held.domains === null || more.domains === null;
  return { ...held, domains: isAll ? null : union(held.domains ?? [], more.domains ?? []) };
}

function isSame(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null) return one === other;
  return union(one, other).length === new Set(one).size && new Set(one).size === new Set(other).size;
}

function union<T>(one: readonly T[], other: readonly T[]): T[] {
  return [...new Set([...one, ...other])];
}
