import type { Evidence } from '../contracts/evidence.ts';

/** The evidence on the model that acts in each domain: the one that began to decide last. In the order given. */
export function newestModels(evidence: readonly Evidence[]): Evidence[] {
  const newest = new Map<string, Evidence>();
  for (const one of evidence) {
    const other = newest.get(one.domain);
    if (other === undefined || isNewer(one, other)) newest.set(one.domain, one);
  }
  return [...newest.values()];
}

function isNewer(one: Evidence, other: Evidence): boolean {
  if (one.firstDecidedAt !== other.firstDecidedAt) return one.firstDecidedAt > other.firstDecidedAt;
  if (one.lastDecidedAt !== other.lastDecidedAt) return one.lastDecidedAt > other.lastDecidedAt;
  return one.model > other.model;
}
