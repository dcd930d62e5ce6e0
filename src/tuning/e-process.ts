import {
  anytimeUpperBound,
  type BettingGrid,
  betaMixtureEValue,
  ipwGrid,
  ipwLogFactors,
  logSumExp,
} from '../statistics/index.ts';
import { keptWith } from './kept-with.ts';
import type { Tally } from './tally.ts';

/** Evidence against "the risk at this threshold is at or above the limit", at any place of a tally. */
export interface EProcess {
  readonly method: 'beta-mixture-e-process' | 'inverse-propensity-e-process';
  /**
   * Natural logarithm of the e-value at a place; 0 where nothing was reviewed. With `times`, what it would be if
   * every count were so many times what it is: what more of the same would give.
   */
  readonly logE: (place: number, times?: number) => number;
  /**
   * For a search of thousands of places: from a place on, the first that may be below `enough`; all before it are surely
   * above, without a look at each.
   */
  readonly sureUntil: (enough: number) => (place: number) => number;
  /** Upper bound on the risk that holds at all times at once with probability 1 - delta. */
  readonly upperBound: (place: number, delta: number) => number;
}

/** Highest risk that an upper bound is searched for; beyond it the answer is 1. */
const HIGHEST_LIMIT = 0.95;

/**
 * The e-process of a tally: the closed-form mixture where every decision was reviewed and losses are 0 or 1,
 * else the inverse-propensity betting mixture (METHODS 4.1, 4.3). Both are valid however often one looks.
 *
 * @param graded whether losses may lie between 0 and 1, though none does so far: the process is then the same on all
 *   nights, where the two would differ (the mixture stands in for the closed form at small limits only)
 * @param grid the bets and what they weigh before the first verdict; the closed form has the default weights only
 */
export function eProcess(tally: Tally, alpha: number, graded = false, grid: BettingGrid = ipwGrid): EProcess {
  const others = processesOf(tally);
  const known = others.find((one) => one.alpha === alpha && one.graded === graded && one.grid === grid);
  if (known !== undefined) return known.process;
  const process = newProcess(tally, alpha, graded, grid);
  others.push({ alpha, graded, grid, process });
  return process;
}

interface KnownProcess {
  readonly alpha: number;
  readonly graded: boolean;
  readonly grid: BettingGrid;
  readonly process: EProcess;
}

/** The same evidence is weighed against the same limit at a dozen levels: what it weighs does not depend on them. */
const processesOf = keptWith((_: Tally): KnownProcess[] => []);

function newProcess(tally: Tally, alpha: number, graded: boolean, grid: BettingGrid): EProcess {
  const everyReviewed = tally.strata.every((s) => s.inclusion === 1 && s.smallestInclusion === 1);
  return everyReviewed && !graded && grid === ipwGrid && hasPlainLosses(tally)
    ? betaMixture(tally, alpha)
    : inversePropensity(tally, alpha, grid);
}

/** Whether every loss is 0 or 1, so that counts say everything. */
export function hasPlainLosses(tally: Tally): boolean {
  return tally.strata.every(({ loss }) => loss === 0 || loss === 1);
}

/** Verdicts and errors at a place, pending ones counted as errors. */
export function binaryCounts(tally: Tally, place: number): { n: number; errors: number } {
  let [n, errors] = [0, 0];
  if (place < 0) return { n, errors };
  tally.strata.forEach((stratum, index) => {
    const count = (tally.counts[index] as Float64Array)[place] as number;
    n += count;
    if (stratum.loss > 0) errors += count;
  });
  return { n, errors };
}

function betaMixture(tally: Tally, alpha: number): EProcess {
  const weigh: EProcess['logE'] = (place, times = 1) => {
    const { n, errors } = binaryCounts(tally, place);
    return betaMixtureEValue({ n: Math.round(n * times), errors: Math.round(errors * times), alpha }).logE;
  };
  return {
    method: 'beta-mixture-e-process',
    logE: weighedOnce(tally, weigh),
    sureUntil: () => (place) => place,
    upperBound: (place, delta) => anytimeUpperBound({ ...binaryCounts(tally, place), delta }).upper,
  };
}

/** The same logarithms, each place weighed once. */
function weighedOnce({ bands }: Tally, weigh: EProcess['logE']): EProcess['logE'] {
  const known = new Float64Array(bands.length).fill(Number.NaN);
  return (place, times = 1) => {
    if (place < 0 || times !== 1) return weigh(place, times);
    if (Number.isNaN(known[place])) known[place] = weigh(place);
    return known[place] as number;
  };
}

/** Far above the rounding of a sum of logarithms: a bound that clears what is asked for by this much is enough. */
const MARGIN = 1e-9;

function inversePropensity(tally: Tally, alpha: number, grid: BettingGrid): EProcess {
  const factors = factorsOf(tally, alpha, grid);
  const wealth = new Float64Array(grid.u.length);
  const weigh = (place: number, times = 1): number => weighedWith(factors, tally, place, grid, wealth, times);
  return {
    method: 'inverse-propensity-e-process',
    logE: weighedOnce(tally, weigh),
    sureUntil: (enough) =>
      bestBets(tally, factors, grid, enough + MARGIN, (place) => {
        weigh(place);
        return wealth.indexOf(Math.max(...wealth));
      }),
    upperBound: (place, delta) => ipwUpperBound(tally, place, delta, grid),
  };
}

/** Log-factor of one decision of each stratum under each bet: computed once, then only counts are multiplied. */
function factorsOf({ strata }: Tally, alpha: number, grid: BettingGrid): Float64Array[] {
  return strata.map(({ inclusion, smallestInclusion, loss }) =>
    ipwLogFactors({ alpha, pi: inclusion, piMin: smallestInclusion, loss }, grid),
  );
}

/** @param wealth left with the logarithm of what each bet has become */
function weighedWith(
  factors: readonly Float64Array[],
  { counts }: Tally,
  place: number,
  { weights }: BettingGrid,
  wealth: Float64Array,
  times = 1,
): number {
  if (place < 0) return 0;
  wealth.fill(0);
  for (let stratum = 0; stratum < factors.length; stratum++) {
    const count = ((counts[stratum] as Float64Array)[place] as number) * times;
    if (count === 0) continue;
    const factor = factors[stratum] as Float64Array;
    for (let j = 0; j < wealth.length; j++) (wealth[j] as number) += count * (factor[j] as number);
  }
  return logSumExp(wealth, weights);
}

/** Places that are weighed together: as many numbers as stay close at hand. */
const BLOCK = 128;

/**
 * From a place on, the first at which one bet alone is below `enough`: its part is a lower bound on the mixture. Block by
 * block, in each the bet that is best at its end, and column by column, so that a place costs one multiplication a stratum.
 */
function bestBets(
  { bands, counts }: Tally,
  factors: readonly Float64Array[],
  { weights }: BettingGrid,
  enough: number,
  winnerAt: (place: number) => number,
): (place: number) => number {
  const alone = new Float64Array(BLOCK);
  let [weighed, end] = [-1, 0];
  const weigh = (block: number): void => {
    weighed = block;
    end = Math.min(block + BLOCK, bands.length);
    const winner = winnerAt(end - 1);
    alone.fill(Math.log(weights[winner] as number));
    for (let stratum = 0; stratum < counts.length; stratum++)
      addTimes(counts[stratum] as Float64Array, block, end, factors[stratum]?.[winner] as number, alone);
  };
  return (from) => {
    let place = from;
    while (place >= 0 && place < bands.length) {
      const block = place - (place % BLOCK);
      if (block !== weighed) weigh(block);
      place = firstBelow(alone, enough, place - block, end - block) + block;
      if (place < end) break;
    }
    return place;
  };
}

function firstBelow(values: Float64Array, enough: number, from: number, end: number): number {
  let at = from;
  while (at < end && (values[at] as number) >= enough) at += 1;
  return at;
}

function addTimes(column: Float64Array, from: number, end: number, factor: number, into: Float64Array): void {
  for (let place = from; place < end; place++)
    (into[place - from] as number) += (column[place] as number) * factor;
}

function ipwUpperBound(tally: Tally, place: number, delta: number, grid: BettingGrid): number {
  if (place < 0) return 1;
  const needed = -Math.log(delta);
  const wealth = new Float64Array(grid.u.length);
  return lowestPassing(
    (alpha) => weighedWith(factorsOf(tally, alpha, grid), tally, place, grid, wealth) >= needed,
  );
}

/**
 * The smallest limit that would pass a test, to within 1e-9 and never below it; 1 where none below 0.95 does.
 *
 * @param passes once true, true for every higher limit
 */
export function lowestPassing(passes: (alpha: number) => boolean): number {
  if (!passes(HIGHEST_LIMIT)) return 1;
  let [low, high] = [0, HIGHEST_LIMIT];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
