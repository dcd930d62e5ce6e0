import { pathName } from '../../src/contracts/path-name.ts';

/** Where the page of a domain stands, whatever its name. */
export function domainAddress(domain: string): string {
  return `/domains/${pathName(domain)}`;
}

/** Where the decisions of a domain are listed. */
export function decisionsAddress(domain: string): string {
  return `${domainAddress(domain)}/decisions`;
}

/** Those of them that filters leave; what is null is none. */
export function decisionsWhere(
  domain: string,
  filters: Readonly<Record<string, string | number | null>>,
): string {
  const given = Object.entries(filters).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)] as [string, string]],
  );
  return `${decisionsAddress(domain)}?${new URLSearchParams(given)}`;
}

export function proposalAddress(id: string): string {
  return `/proposals/${encodeURIComponent(id)}`;
}

/** Where authority is asked for in a domain. */
export function proposeAddress(domain: string): string {
  return `/propose/${pathName(domain)}`;
}

/** Where it is said what authority there is in a domain, and where it is taken back. */
export function authorityAddress(domain: string, act?: TakingBack): string {
  return `/ladder/${pathName(domain)}${act === undefined ? '' : `/${act}`}`;
}

/** How authority is taken back, and given what it may never have. */
export type TakingBack = 'narrow' | 'revoke' | 'floor' | 'lift';
