import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contracts/certificate.ts';
import { certify } from '../../src/tuning/certify.ts';
import { confidenceBands } from '../../src/tuning/marginal.ts';
import { paretoLosses } from '../../src/validation/pareto-losses.ts';
import { Life } from '../support/life.ts';
import { chanceOf, livesFor } from '../support/lives.ts';
import { MoneyLife } from '../support/money-life.ts';
import { random } from '../support/random.ts';
import type { World } from '../support/world.ts';

const DELTA = 0.05;
const LIMIT = 0.05;
const marginal: Target = Object.freeze({ risk: LIMIT, delta: DELTA, guarantee: 'marginal' });

/** A hundred confidences of one decision in a hundred each; the risk of each by its place. */
const hundred = (riskAt: (place: number) => number): World => ({
  confidences: Array.from({ length: 100 }, (_, place) => 990_000 - place * 5000),
  shares: Array<number>(100).fill(0.01),
  risks: Array.from({ length: 100 }, (_, place) => riskAt(place)),
});
/** Two bands and a half are good, then three are at the limit by themselves, then come good ones again. */
const hardBetween = hundred((place) => (place < 25 || place >= 55 ? 0.1 : 1) * LIMIT);
const hardFirst = hundred((place) => (place < 20 ? 1 : 0.1) * LIMIT);

/** True risk of the decisions of a band alone. */
function riskWithin(world: World, fromPpm: number, belowPpm: number | null): number {
  let [share, errors] = [0, 0];
  world.confidences.forEach((ppm, place) => {
    if (ppm < fromPpm || (belowPpm !== null && ppm >= belowPpm)) return;
    share += world.shares[place] as number;
    errors += (world.shares[place] as number) * (world.risks[place] as number);
  });
  return errors / share;
}

interface BandLife {
  readonly world: World;
  readonly perNight: number;
  readonly nights: number;
  readonly rate?: (ppm: number, lowest: number) => number;
  readonly target?: Target;
}

/** Whether a band at or above the limit is ever certified, and whether any band is. */
function liveByBands({ world, perNight, nights, rate, target = marginal }: BandLife, seed: number) {
  const life = new Life({ world, chance: random(seed) });
  let [isFalse, isAny] = [false, false];
  let lowest = Number.POSITIVE_INFINITY;
  for (let night = 0; night < nights; night += 1) {
    life.live({ decisions: perNight, rates: world.confidences.map((ppm) => rate?.(ppm, lowest) ?? 1) });
    const evidence = life.evidence();
    const [last] = certify(evidence, target, false).certified;
    lowest = last?.thresholdPpm ?? Number.POSITIVE_INFINITY;
    if (last === undefined) continue;
    isAny = true;
    isFalse ||= confidenceBands(evidence).some(
      ({ fromPpm, belowPpm }) =>
        fromPpm >= last.thresholdPpm && riskWithin(world, fromPpm, belowPpm) >= LIMIT * (1 - 1e-12),
    );
  }
  return { isFalse, isAny };
}

const AUDITED = { rate: (ppm: number) => (ppm >= 900_000 ? 0.3 : 0.6) };
const ADAPTIVE = { rate: (ppm: number, lowest: number) => (ppm >= lowest ? 0.2 : 1) };
const bandLives: Readonly<Record<string, BandLife & { lives: number }>> = {
  'all reviewed, hard bands between good ones': {
    ...{ world: hardBetween, lives: livesFor(150, 300), perNight: 100, nights: 60 },
  },
  'all reviewed, the highest bands at the limit': {
    ...{ world: hardFirst, lives: livesFor(150, 400), perNight: 60, nights: 60 },
  },
  'audited, hard bands between good ones': {
    ...{ world: hardBetween, lives: 150, perNight: 250, nights: 60, ...AUDITED },
  },
  'audited where the AI acts, hard bands between good ones': {
    ...{ world: hardBetween, lives: livesFor(150, 200), perNight: 120, nights: 50, ...ADAPTIVE },
  },
};

/** Each life of each world is lived through once, whatever is asked of it. */
function once<World extends object, Lived>(live: (world: World, seed: number) => Lived) {
  const lived = new Map<World, Map<number, Lived>>();
  return (world: World, seed: number): Lived => {
    const bySeed = lived.get(world) ?? new Map<number, Lived>();
    lived.set(world, bySeed);
    const known = bySeed.get(seed) ?? live(world, seed);
    bySeed.set(seed, known);
    return known;
  };
}
const bandLife = once(liveByBands);
const costLife = once(liveByMoney);

function falseLives(lives: number, isFalse: (seed: number) => boolean): number {
  return Array.from({ length: lives }, (_, seed) => isFalse(seed)).filter(Boolean).length;
}

describe('looking every night, each band by itself', () => {
  it.each(Object.entries(bandLives))('is false in at most delta of all lives: %s', (_, life) => {
    const count = falseLives(life.lives, (seed) => bandLife(life, seed).isFalse);
    expect(chanceOf(count, life.lives, DELTA), `${count} of ${life.lives}`).toBeGreaterThan(0.01);
  });

  it('reaches the hard bands, so that not being false is no empty praise', () => {
    const life = bandLives['all reviewed, hard bands between good ones'] as BandLife;
    expect(falseLives(40, (seed) => bandLife(life, seed).isAny)).toBeGreaterThan(36);
  });

  it('is false in nearly every life where only the error rate of all bands together is held to the limit', () => {
    const life = bandLives['all reviewed, hard bands between good ones'] as BandLife;
    const pooled: Target = { ...marginal, guarantee: 'selective-risk' };
    expect(falseLives(20, (seed) => liveByBands({ ...life, target: pooled }, seed).isFalse)).toBeGreaterThan(
      16,
    );
  });
});

const CAP = 500;
const BUDGET = 10;
const cost: Target = Object.freeze({
  risk: BUDGET / CAP,
  delta: DELTA,
  guarantee: 'cost',
  budget: BUDGET,
  amountCap: CAP,
});
/** Amounts with a tail so heavy that one in thirty is above the cap, and their mean is eleven times the least. */
const losses = paretoLosses({
  ...{ least: 20, tail: 1.1, cap: CAP },
  // The steps of evidence: shares of the cap are rounded up to them.
  levels: Array.from({ length: 1000 }, (_, index) => index + 1)
    .filter((step) => step <= 20 || (step <= 100 && step % 5 === 0) || step % 20 === 0)
    .map((step) => step / 1000),
});

interface CostLife {
  readonly lives: number;
  readonly perNight: number;
  readonly nights: number;
  /** Chance of an error at each of ten confidences, as a multiple of what loses the budget exactly. */
  readonly multiples: readonly number[];
  readonly rate?: (place: number, isCertified: boolean) => number;
}

const even = Array<number>(10).fill(1);
/** Good at the top three; from there down every threshold loses the budget exactly. */
const goodAtTheTop = [0.2, 0.2, 0.2, 3.4, 1, 1, 1, 1, 1, 1];
const costLives: Readonly<Record<string, CostLife>> = {
  'all reviewed, one confidence': { lives: livesFor(150, 300), perNight: 60, nights: 60, multiples: [1] },
  'all reviewed, every threshold at the budget': { lives: 150, perNight: 80, nights: 40, multiples: even },
  'all reviewed, good at the top only': { lives: 150, perNight: 80, nights: 40, multiples: goodAtTheTop },
  'audited at one rate': {
    lives: livesFor(150, 250),
    perNight: 150,
    nights: 60,
    multiples: [1],
    rate: () => 0.25,
  },
  'audited where the AI acts': {
    ...{ lives: 150, perNight: 80, nights: 40, multiples: goodAtTheTop },
    rate: (place, isCertified) => (isCertified && place < 3 ? 0.2 : 1),
  },
};

/** Whether a threshold that loses the budget is ever certified, by Leeway and by the usual interval; whether any is. */
function liveByMoney({ perNight, nights, multiples, rate }: CostLife, seed: number) {
  const atBudget = BUDGET / CAP / losses.mean;
  const life = new MoneyLife({ risks: multiples.map((one) => one * atBudget), losses, chance: random(seed) });
  const lost = multiples.map(
    (_, place) => multiples.slice(0, place + 1).reduce((sum, one) => sum + one, 0) / (place + 1),
  );
  let [isFalse, isAny, isCareless, isCertified] = [false, false, false, false];
  for (let night = 0; night < nights; night += 1) {
    life.live(
      perNight,
      multiples.map((_, place) => rate?.(place, isCertified) ?? 1),
    );
    const { certified } = certify(life.evidence(), cost, false);
    isCertified = certified.length > 0;
    isAny ||= isCertified;
    isFalse ||= certified.some(({ thresholdPpm }) => (lost[life.placeOf(thresholdPpm)] ?? 0) >= 1 - 1e-12);
    isCareless ||= life.usualUpperBound() < cost.risk;
  }
  return { isFalse, isAny, isCareless };
}

describe('looking every night at money lost, with amounts far above the cap', () => {
  it.each(Object.entries(costLives))('is false in at most delta of all lives: %s', (_, life) => {
    const count = falseLives(life.lives, (seed) => costLife(life, seed).isFalse);
    expect(chanceOf(count, life.lives, DELTA), `${count} of ${life.lives}`).toBeGreaterThan(0.01);
  });

  it('certifies what loses half the budget in nearly every life', () => {
    const half: CostLife = { lives: 40, perNight: 100, nights: 60, multiples: [0.5] };
    expect(falseLives(40, (seed) => liveByMoney(half, seed).isAny)).toBeGreaterThan(36);
  });

  it('is where the usual interval, mean and standard error, is false far more often', () => {
    const life = costLives['all reviewed, one confidence'] as CostLife;
    expect(falseLives(60, (seed) => costLife(life, seed).isCareless)).toBeGreaterThan(3 * DELTA * 60);
  });
});
