import type { Target } from '../contracts/certificate.ts';
import type { Losses } from './pareto-losses.ts';
import type { Review } from './world.ts';

/** A kind of case in a domain whose truth is known. */
export interface Case {
  /** Share of the decisions; those of all cases sum to 1. */
  readonly share: number;
  /** How sure the AI says it is, in ppm. */
  readonly ppm: number;
  /** Probability of an error. */
  readonly risk: number;
  /** The amount step, from the smallest, or the slice that it belongs to; 0 where there is neither. */
  readonly group: number;
}

/** What is promised in a world of cases, beyond the error rate of all decisions taken alone. */
export type CasePromise = 'marginal' | 'cost' | 'amount-steps' | 'slices';

/** A domain of cases, for promises that ask for more than a band and an error. */
export interface CaseWorld {
  readonly name: string;
  readonly promise: CasePromise;
  readonly target: Target;
  /** Limit of every group by itself, under the promise on slices. */
  readonly sliceRisk: number | null;
  readonly cases: readonly Case[];
  /** What an error loses; all of it where nothing is said. */
  readonly losses: Losses | null;
  readonly nights: number;
  readonly decisionsPerNight: number;
  readonly review: Exclude<Review, { readonly kind: 'by-band' }>;
}

/** A claim that cases are safe: those with `fromPpm <= ppm < belowPpm` in the groups up to `group`. */
export interface Claim {
  readonly fromPpm: number;
  /** null: up to the highest. */
  readonly belowPpm: number | null;
  readonly group: number;
}

/** The highest group: a claim that leaves none out. */
export const EVERY_GROUP = Number.POSITIVE_INFINITY;

export function isClaimed({ fromPpm, belowPpm, group }: Claim, one: Case): boolean {
  return one.ppm >= fromPpm && (belowPpm === null || one.ppm < belowPpm) && one.group <= group;
}

/** Share of the decisions that a claim is on. */
export function shareOf({ cases }: CaseWorld, claim: Claim): number {
  return cases.reduce((sum, one) => sum + (isClaimed(claim, one) ? one.share : 0), 0);
}

/** Whether what a claim is on, or under the promise on slices one of them, is at or above its limit in truth. */
export function isFalseClaim(world: CaseWorld, claim: Claim): boolean {
  const { target, sliceRisk, cases } = world;
  const claimed = cases.filter((one) => isClaimed(claim, one));
  if (isAtLimit(world, claimed, target.risk)) return true;
  if (sliceRisk === null) return false;
  return groupsOf(world).some((group) =>
    isAtLimit(
      world,
      claimed.filter((one) => one.group === group),
      sliceRisk,
    ),
  );
}

/** A loss that equals the limit by construction must not pass for one below it by a rounding error. */
function isAtLimit({ losses }: CaseWorld, claimed: readonly Case[], limit: number): boolean {
  const share = claimed.reduce((sum, one) => sum + one.share, 0);
  const errors = claimed.reduce((sum, one) => sum + one.share * one.risk, 0);
  return errors * (losses?.mean ?? 1) >= limit * share - 1e-12 && share > 0;
}

/** The groups that occur, the lowest first. */
export function groupsOf({ cases }: CaseWorld): number[] {
  return [...new Set(cases.map(({ group }) => group))].sort((a, b) => a - b);
}

/** Share of the decisions that one who knows the truth would let the AI take: the most that no false claim is needed for. */
export function allKnowingShare(world: CaseWorld): number {
  const confidences = [...new Set(world.cases.map(({ ppm }) => ppm))].sort((a, b) => b - a);
  const claim = (fromPpm: number, group = EVERY_GROUP): Claim => ({ fromPpm, belowPpm: null, group });
  if (world.promise === 'marginal') {
    const hard = confidences.findIndex((fromPpm, index) =>
      isFalseClaim(world, { ...claim(fromPpm), belowPpm: confidences[index - 1] ?? null }),
    );
    const lowest = confidences.at(hard < 0 ? -1 : hard - 1);
    return lowest === undefined || hard === 0 ? 0 : shareOf(world, claim(lowest));
  }
  const groups = world.promise === 'amount-steps' ? groupsOf(world) : [EVERY_GROUP];
  const shares = groups.flatMap((group) =>
    confidences
      .map((ppm) => claim(ppm, group))
      .filter((one) => !isFalseClaim(world, one))
      .map((one) => shareOf(world, one)),
  );
  return Math.max(0, ...shares);
}
