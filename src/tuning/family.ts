import type { Family } from '../contracts/configuration.ts';

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
  const all = members.map((member) => partsOf(member, count));
  let most = count;
  while (most > 1) {
    const acting = all.filter((one) => allowsAt(one, most, count)).length;
    if (acting >= most) break;
    // More than act at this share cannot at a smaller one.
    most = acting;
  }
  return Math.max(1, most) / count;
}

/** What is known of the fewest parts of a whole that allow a domain something. */
interface Parts {
  readonly member: FamilyMember;
  /** So many do not. */
  tooFew: number;
  /** So many do; infinite where no number does. */
  enough: number;
}

function partsOf(member: FamilyMember, whole: number): Parts {
  if (member.allowed(1) === 'nothing') return { member, tooFew: whole, enough: Number.POSITIVE_INFINITY };
  return { member, tooFew: 0, enough: member.allowed(1 / whole) === 'nothing' ? whole : 1 };
}

/** Whether so many parts allow something: each look is a search of thresholds, so it is halved no further than is asked. */
function allowsAt(known: Parts, parts: number, whole: number): boolean {
  while (known.tooFew < parts && parts < known.enough) {
    const middle = Math.floor((known.tooFew + known.enough) / 2);
    if (known.member.allowed(middle / whole) === 'nothing') known.tooFew = middle;
    else known.enough = middle;
  }
  return parts >= known.enough;
}
