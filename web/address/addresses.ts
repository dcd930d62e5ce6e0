/** Where the page of a domain stands, whatever its name. */
export function domainAddress(domain: string): string {
  return `/domains/${encodeURIComponent(domain)}`;
}
