/** More slices than these are not left to people: a domain with so many bad ones is not a good one. */
export const MOST_EXCLUDED = 3;

/**
 * Part of delta with which the rest of a domain is searched when so many of its slices are left to people: a half where
 * none is, a quarter for all single ones together, an eighth for all pairs, a sixteenth for all triples.
 *
 * Each set of slices is a search of its own, at a level that no verdict decides, and the parts of all sets together are
 * below 1: so all that is ever certified for any of them holds with probability at least 1 - delta (Bonferroni),
 * whichever sets were looked at, in whatever order.
 *
 * @param excluded 0 to `MOST_EXCLUDED`
 * @param possible how many slices there may ever be, settled before the first verdict; at least `excluded`
 */
export function exclusionPart(excluded: number, possible: number): number {
  let sets = 1;
  for (let i = 0; i < excluded; i++) sets = (sets * (possible - i)) / (i + 1);
  return 2 ** -(excluded + 1) / sets;
}
