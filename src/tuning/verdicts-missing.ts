import { firstWhole } from '../statistics/first-whole.ts';
import { type BettingGrid, ipwGrid } from '../statistics/index.ts';
import { curvePoint } from './curve.ts';
import { eProcess } from './e-process.ts';
import type { Tally } from './tally.ts';
import { MOST_VERDICTS, verdictsNeededAt } from './verdicts-needed.ts';

/** A place of a tally, and the test that it is to pass. */
export interface MissingAsked {
  readonly tally: Tally;
  /** At least 0. */
  readonly place: number;
  /** Limit, in (0, 1). */
  readonly alpha: number;
  /** Failure probability of the test, in (0, 1). */
  readonly level: number;
  /** Verdicts that come in any case. */
  readonly least?: number;
  /** Whether losses may lie between 0 and 1 though none does so far. */
  readonly graded?: boolean;
  /** What the bets weighed before the first verdict; the default where nothing is said. */
  readonly grid?: BettingGrid;
}

/**
 * Further verdicts at which a place of a tally would be certified, if they are drawn at one even rate and are as often
 * right, or never come, as those so far (inclusion-weighted). The rate itself drops out: under a constant one every
 * audit says the same, whatever its probability (METHODS 4.3), so it sets the calendar only.
 *
 * Fewer than `verdictsNeededAt` tells where reviews so far had several probabilities: that one counts on more of the
 * same mixture.
 *
 * @returns whole verdicts, `least` where the place passes with so many; null where 100 000 would not do
 */
export function verdictsMissing({
  tally,
  place,
  alpha,
  level,
  least = 0,
  graded = false,
  grid = ipwGrid,
}: MissingAsked): number | null {
  const needed = -Math.log(level);
  const shares = lossShares(tally, place);
  const passes = (more: number): boolean =>
    eProcess(grown(tally, place, shares, more), alpha, graded, grid).logE(0) >= needed;
  if (passes(least)) return least;
  const alike = missingAlike({ tally, place, alpha, level, graded, grid });
  if (alike !== null) return Math.max(least, alike);
  if (!passes(MOST_VERDICTS)) return null;
  return firstWhole(least, MOST_VERDICTS, passes);
}

/** Where everything was reviewed, more at one rate is more of the same: the figure that a recommendation states. */
function missingAlike({ tally, place, alpha, level, graded, grid }: MissingAsked): number | null {
  if (tally.strata.some((one) => one.inclusion !== 1 || one.smallestInclusion !== 1)) return null;
  const { reviewed } = curvePoint(tally, tally.bands[place] as number);
  if (reviewed === 0) return null;
  const need = verdictsNeededAt(eProcess(tally, alpha, graded, grid), place, reviewed, level);
  return need === null ? null : need - reviewed;
}

/** How often each loss comes, weighted by inclusion; all right where nothing was reviewed. */
function lossShares(tally: Tally, place: number): Map<number, number> {
  const shares = new Map<number, number>();
  let total = 0;
  tally.strata.forEach(({ loss, inclusion }, index) => {
    const weight = ((tally.counts[index] as Float64Array)[place] as number) / inclusion;
    total += weight;
    shares.set(loss, (shares.get(loss) ?? 0) + weight);
  });
  if (total === 0) return new Map([[0, 1]]);
  return new Map([...shares].map(([loss, weight]) => [loss, weight / total]));
}

/** A tally of one place: what is there, and so many more at an even rate. */
function grown(tally: Tally, place: number, shares: ReadonlyMap<number, number>, more: number): Tally {
  const added = [...shares].map(([loss, share]) => ({
    stratum: { inclusion: 1, smallestInclusion: 1, loss, pending: false },
    count: share * more,
  }));
  const there = tally.counts.map((column) => column[place] as number);
  return {
    total: 0,
    bands: [0],
    strata: [...tally.strata, ...added.map(({ stratum }) => stratum)],
    decisions: Float64Array.of(0),
    counts: [...there, ...added.map(({ count }) => count)].map((count) => Float64Array.of(count)),
  };
}
