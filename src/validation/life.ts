import { START_DECISIONS } from '../contracts/evidence.ts';
import type { Random } from '../statistics/random.ts';
import { siblingPrior } from '../tuning/sibling-prior.ts';
import { START_SHARES, START_WEIGHTS } from '../tuning/starts.ts';
import { type BandLottery, bandLottery, drawBand } from './band-lottery.ts';
import type { NewWatcher, Watcher, WatcherSetting } from './watcher.ts';
import { coverages, risksAbove, type Turn, type World } from './world.ts';

/** What became of one domain under one method. */
export interface Life {
  /** Whether a threshold whose risk is at or above the limit was ever called safe. */
  readonly falsely: boolean;
  /** Decisions and verdicts before the AI first acted alone; null where it never did. */
  readonly first: { readonly decisions: number; readonly verdicts: number } | null;
  /** Share of the decisions that the AI took alone: in the last night, and over all of them. */
  readonly finalAutomation: number;
  readonly meanAutomation: number;
  readonly nights: number;
}

/** What is the same for every life in a world. */
export interface Stage {
  readonly world: World;
  readonly lottery: BandLottery;
  /** Probabilities of a review that occur, the smallest first, and the place among them that each band has. */
  readonly rates: readonly number[];
  readonly rateOf: readonly number[];
  readonly coverage: readonly number[];
  /** Whether the risk at a place is at or above the limit, before and after the turn. */
  readonly isFalse: readonly (readonly boolean[])[];
  readonly edges: readonly number[];
}

export function stageOf(world: World): Stage {
  const { review } = world;
  const rates =
    review.kind === 'full'
      ? [1]
      : review.kind === 'by-band'
        ? [...new Set(review.rates)].sort((a, b) => a - b)
        : [review.rate, 1];
  const isFalse = [world.risks, world.turn?.risks ?? world.risks].map((risks) =>
    // A risk that equals the limit by construction must not pass for one below it by a rounding error.
    risksAbove(world.shares, risks).map((risk) => risk >= world.risk - 1e-12),
  );
  const rateOf = world.shares.map((_, band) =>
    review.kind === 'by-band' ? rates.indexOf(review.rates[band] as number) : rates.length - 1,
  );
  return {
    world,
    lottery: bandLottery(world.shares),
    rates,
    rateOf,
    coverage: coverages(world.shares),
    isFalse,
    edges: world.edges,
  };
}

/** Lives through all nights of a world under one method; `stopAtFirst` ends it when the AI first acts alone. */
export function live(stage: Stage, newWatcher: NewWatcher, random: Random, stopAtFirst = false): Life {
  const { world, coverage } = stage;
  const { nights, decisionsPerNight, delayNights } = world;
  const watcher = newWatcher(settingOf(stage, random));
  const desk = new ReviewDesk(decisionsPerNight, delayNights);
  let [authority, falsely, automated, verdicts] = [-1, false, 0, 0];
  let [first, lived]: [Life['first'], number] = [null, 0];
  for (let night = 0; night < nights; night++) {
    const turned = world.turn !== null && night >= world.turn.night;
    decideNight(stage, turned ? (world.turn as Turn).risks : world.risks, authority, random, desk);
    lived = night + 1;
    if (authority >= 0) automated += coverage[authority] as number;
    verdicts += desk.handOver(watcher);
    if (night < delayNights) continue;
    authority = watcher.night();
    const isFalse = stage.isFalse[turned ? 1 : 0] as readonly boolean[];
    for (const place of watcher.claims) falsely ||= isFalse[place] as boolean;
    if (first === null && authority >= 0) {
      first = { decisions: (night + 1 - delayNights) * decisionsPerNight, verdicts };
      if (stopAtFirst) break;
    }
  }
  const finalAutomation = authority >= 0 ? (coverage[authority] as number) : 0;
  return { falsely, first, finalAutomation, meanAutomation: automated / nights, nights: lived };
}

/** One night's decisions: each falls on a band, is right or wrong, and is reviewed or not by a coin of its own. */
function decideNight(
  stage: Stage,
  risks: readonly number[],
  authority: number,
  random: Random,
  desk: ReviewDesk,
): void {
  const { lottery, rates, rateOf, world } = stage;
  const audited = world.review.kind === 'by-authority' && authority >= 0;
  const smallest = world.review.kind === 'by-authority' && !audited ? rates.length - 1 : 0;
  desk.newNight(smallest);
  for (let i = 0; i < world.decisionsPerNight; i++) {
    const band = drawBand(lottery, random.uniform());
    const rate = audited && band <= authority ? 0 : (rateOf[band] as number);
    const isError = random.uniform() < (risks[band] as number);
    const pi = rates[rate] as number;
    if (pi === 1 || random.uniform() < pi) desk.put(band, isError, rate);
  }
}

/** Verdicts on their way: a night is handed over whole, once its last verdict is in. */
class ReviewDesk {
  readonly #capacity: number;
  readonly #slots: number;
  readonly #verdicts: Int32Array;
  readonly #filled: Int32Array;
  readonly #smallest: Int32Array;
  #night = -1;

  constructor(decisionsPerNight: number, delayNights: number) {
    this.#capacity = decisionsPerNight;
    this.#slots = delayNights + 1;
    this.#verdicts = new Int32Array(this.#capacity * this.#slots);
    this.#filled = new Int32Array(this.#slots);
    this.#smallest = new Int32Array(this.#slots);
  }

  newNight(smallest: number): void {
    this.#night += 1;
    const slot = this.#night % this.#slots;
    this.#filled[slot] = 0;
    this.#smallest[slot] = smallest;
  }

  put(band: number, isError: boolean, rate: number): void {
    const slot = this.#night % this.#slots;
    const at = this.#filled[slot] as number;
    this.#verdicts[slot * this.#capacity + at] = (band << 8) | (rate << 1) | (isError ? 1 : 0);
    this.#filled[slot] = at + 1;
  }

  /** Gives the watcher the oldest night, where it is complete, and answers how many verdicts it had. */
  handOver(watcher: Watcher): number {
    if (this.#night < this.#slots - 1) return 0;
    const slot = (this.#night + 1) % this.#slots;
    const count = this.#filled[slot] as number;
    const smallest = this.#smallest[slot] as number;
    for (let i = 0; i < count; i++) {
      const packed = this.#verdicts[slot * this.#capacity + i] as number;
      watcher.review(packed >> 8, (packed & 1) === 1, (packed >> 1) & 127, smallest);
    }
    return count;
  }
}

/** Starts from unlabelled confidences alone; a world with one threshold in question begins, and ends, there. */
function settingOf({ world, rates, edges, lottery }: Stage, random: Random): WatcherSetting {
  const base = {
    ...{ risk: world.risk, delta: world.delta, places: world.shares.length, rates, edges },
    ...(world.siblings === null ? {} : { prior: priorFrom(world.siblings, world.risk, random) }),
  };
  if (world.single) return { ...base, starts: [base.places - 1], weights: [1] };
  const bands = Int32Array.from({ length: START_DECISIONS }, () =>
    drawBand(lottery, random.uniform()),
  ).sort();
  const starts = START_SHARES.map((share) => bands[Math.ceil(share * START_DECISIONS) - 1] as number);
  return { ...base, starts, weights: START_WEIGHTS };
}

/** A record of its own for each sibling in each life: one lucky draw must not decide of them all. */
function priorFrom(
  { risks, verdicts }: NonNullable<World['siblings']>,
  alpha: number,
  random: Random,
): readonly number[] {
  const records = risks.map((risk) => {
    let errors = 0;
    for (let i = 0; i < verdicts; i++) if (random.uniform() < risk) errors += 1;
    const cell = { pi: 1, piMin: 1 };
    return [
      { ...cell, loss: 0, count: verdicts - errors },
      { ...cell, loss: 1, count: errors },
    ];
  });
  return siblingPrior(records, alpha);
}
