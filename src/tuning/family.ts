import type { Family } from '../contracts/configuration.ts';
import { firstWhole } from '../statistics/first-whole.ts';

/** What a domain's evidence allows when its delta is cut to a share: nothing, some thresholds, or every one of the grid. */
export type Allowed = 'nothing' | 'some' | 'everything';

/** One domain of a portfolio; a larger share never allows less. */
export interface FamilyMember {
  readonly allowed: (share: number) => Allowed;
}

/**
 * Share of its own delta at which every domain is to be tested, so that a promise holds for the portfolio:
 * - `none`: each domain by itself; of many, some may be certified wrongly.
 * - `holm`: with probability at least 1 - delta no domain at all is certified wrongly. delta is split over the domains; a
 *   domain passes its part on only when every threshold of its grid has passed, since as long as one is left it may
 *   still err.
 * - `e-bh`: of the domains that get authority tonight at most a share of delta is wrong on average. Of D domains the most,
 *   k, that still get it at delta k / D.
 *
 * @see Holm (1979); Wang & Ramdas, "False discovery rate control with e-values" (2022); Xu, Wang & Ramdas,
 *   "Post-selection inference for e-value based confidence intervals" (2024)
 */
export function familyShare(family: Family, members: readonly FamilyMember[]): number {
  if (family === 'none' || members.length === 0) return 1;
  return family === 'holm' ? holmShare(members) : selectedShare(members);
}

function holmShare(members: readonly FamilyMember[]): number {
  let waiting = [...members];
  for (;;) {
    const share = 1 / waiting.length;
    const left = waiting.filter((one) => one.allowed(share) !== 'everything');
    if (left.length === waiting.length || left.length === 0) return share;
    waiting = left;
  }
}

function selectedShare(members: readonly FamilyMember[]): number {
  const count = members.length;
  const needed = members.map((one) => fewestParts(one, count)).sort((a, b) => a - b);
  for (let k = count; k > 1; k--) if ((needed[k - 1] as number) <= k) return k / count;
  return 1 / count;
}

/** The smallest k for which `k / parts` allows something; infinite where none does. */
function fewestParts(member: FamilyMember, parts: number): number {
  if (member.allowed(1) === 'nothing') return Number.POSITIVE_INFINITY;
  return firstWhole(0, parts, (k) => member.allowed(k / parts) !== 'nothing');
}
