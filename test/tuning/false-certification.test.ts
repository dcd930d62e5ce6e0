import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contracts/certificate.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { binomialTail } from '../../src/statistics/index.ts';
import { certify } from '../../src/tuning/certify.ts';
import { Life, type LifeOptions } from '../support/life.ts';
import { chanceOf, livesFor } from '../support/lives.ts';
import { type Random, random } from '../support/random.ts';
import { risksAbove, type World, worldOf } from '../support/world.ts';

const NIGHTS = 180;
const LIMIT = 0.05;
const DELTA = 0.05;
const target: Target = Object.freeze({ risk: LIMIT, delta: DELTA, guarantee: 'selective-risk' });
/** The careless method is followed through this many lives: enough to see it fail. */
const CARELESS_LIVES = 100;

/** One confidence, so that one test has all of delta: nothing is lost between starts. */
const oneConfidence: World = { confidences: [900_000], shares: [1], risks: [LIMIT] };
const atLimit = worldOf(() => LIMIT);
const justAbove = worldOf(() => 1.03 * LIMIT);
/** Good at the top three confidences; from there down the risk of every threshold is the limit exactly. */
const goodAtTheTop = worldOf((_, place) => (place < 3 ? 0.2 : 1) * LIMIT);
/** Worst where it is surest, good in between: the risk comes down to the limit only at half of all decisions. */
const overconfident = worldOf(
  (coverage) => Math.max(1, coverage < 0.2 ? 2.2 : (0.396 + 0.325 * (coverage - 0.18)) / coverage) * LIMIT,
);

/** How a job looks at a domain, night after night. */
interface Scenario extends Omit<LifeOptions, 'chance'> {
  readonly lives: number;
  readonly perNight: number;
  /** Decisions that were there before the first night; they get the first look. */
  readonly backlog?: number;
  /** Inclusion probability by confidence; may follow what was certified and what the last night brought. */
  readonly rate?: (ppm: number, lowestCertified: number, lastErrors: number) => number;
  /** What the job is given for the evidence. */
  readonly seenAs?: (evidence: Evidence) => Evidence;
}

const rareAtTheTop = (ppm: number): number => (ppm >= 995_000 ? 0.1 : 1);
const rarerAbove = (ppm: number): number =>
  ppm >= 980_000 ? 0.15 : ppm >= 940_000 ? 0.3 : ppm >= 880_000 ? 0.5 : 1;
/** Audits thin out where the AI may act, and above 0.94 after any night without an error. */
const adaptive = (ppm: number, lowestCertified: number, lastErrors: number): number =>
  ppm >= lowestCertified ? 0.1 : ppm < 940_000 ? 1 : lastErrors === 0 ? 0.2 : 0.5;
/** Agreement comes at once or the next night; an override after three nights, three in ten later still. */
const overridesLate = (isWrong: boolean, chance: Random): number =>
  isWrong ? 3 + (chance.chance(0.3) ? chance.below(6) : 0) : chance.below(2);

const scenarios: Readonly<Record<string, Scenario>> = {
  'all reviewed, a single threshold at the limit': {
    world: oneConfidence,
    lives: livesFor(250, 800),
    perNight: 40,
  },
  'all reviewed, at the limit everywhere': { world: atLimit, lives: livesFor(150, 400), perNight: 40 },
  'all reviewed, just above the limit': { world: justAbove, lives: livesFor(150, 200), perNight: 40 },
  'all reviewed, good at the top only': { world: goodAtTheTop, lives: livesFor(150, 400), perNight: 40 },
  'few decisions a night, so that the starts move for months': {
    world: goodAtTheTop,
    lives: livesFor(150, 400),
    perNight: 5,
  },
  'audited more rarely the surer it is': {
    world: goodAtTheTop,
    lives: livesFor(150, 200),
    perNight: 80,
    rate: rarerAbove,
  },
  'audited most rarely where it is worst': {
    world: overconfident,
    lives: livesFor(150, 200),
    perNight: 40,
    rate: rareAtTheTop,
  },
  'audits that thin out with success': {
    world: goodAtTheTop,
    lives: livesFor(150, 200),
    perNight: 40,
    rate: adaptive,
  },
  'audits that thin out, in a history that names no policy': {
    world: goodAtTheTop,
    lives: 150,
    perNight: 40,
    rate: adaptive,
    namesPolicies: false,
  },
  'a first look at a backlog, then every night': {
    world: goodAtTheTop,
    lives: livesFor(150, 300),
    perNight: 40,
    backlog: 1500,
  },
  'a first look at a single threshold, then every night': {
    world: oneConfidence,
    lives: livesFor(250, 800),
    perNight: 40,
    backlog: 1500,
  },
  'overrides that come later than agreements': {
    world: goodAtTheTop,
    lives: livesFor(150, 400),
    perNight: 40,
    delay: overridesLate,
    maturity: 3,
  },
};

/** Whether any threshold at or above the limit is ever certified, and whether anything is. */
function liveThrough(scenario: Scenario, seed: number) {
  const { world, perNight, backlog, rate, seenAs } = scenario;
  const life = new Life({ ...scenario, chance: random(seed) });
  const isNull = risksAbove(world).map((risk) => risk >= LIMIT * (1 - 1e-12));
  let [isFalse, isCareless, certifiesAny] = [false, false, false];
  let lowest = Number.POSITIVE_INFINITY;
  for (let night = 0; night < NIGHTS; night += 1) {
    const isFirstLook = backlog !== undefined && night === 0;
    const rates = world.confidences.map((ppm) => rate?.(ppm, lowest, life.lastErrors) ?? 1);
    life.live({ decisions: isFirstLook ? backlog : perNight, rates });
    const evidence = seenAs === undefined ? life.evidence() : seenAs(life.evidence());
    // Once the first look has had its half, the nights share the other.
    const left = backlog !== undefined && night > 0 ? { ...target, delta: DELTA / 2 } : target;
    const { certified } = certify(evidence, left, isFirstLook);
    lowest = certified[0]?.thresholdPpm ?? Number.POSITIVE_INFINITY;
    certifiesAny ||= certified.length > 0;
    isFalse ||= certified.some((one) => isNull[placeOf(world, one.thresholdPpm)] === true);
    isCareless ||= seed < CARELESS_LIVES && carelessly(life, isNull);
  }
  return { isFalse, isCareless, certifiesAny };
}

/** All lives of a scenario, each lived through once. */
const livesThrough = (scenario: Scenario): readonly ReturnType<typeof liveThrough>[] => {
  const known =
    lived.get(scenario) ?? Array.from({ length: scenario.lives }, (_, seed) => liveThrough(scenario, seed));
  lived.set(scenario, known);
  return known;
};
const lived = new Map<Scenario, readonly ReturnType<typeof liveThrough>[]>();

/** The lowest confidence that a threshold lets through. */
function placeOf(world: World, thresholdPpm: number): number {
  return world.confidences.findLastIndex((ppm) => ppm >= thresholdPpm);
}

/** An exact test of all verdicts that are there, each night and at each confidence, as if it were the only one. */
function carelessly(life: Life, isNull: readonly boolean[]): boolean {
  let [n, errors] = [0, 0];
  return isNull.some((isTrue, place) => {
    n += life.arrived[place] as number;
    errors += life.wrong[place] as number;
    return isTrue && n > 0 && binomialTail({ errors, n, alpha: LIMIT }).p <= DELTA;
  });
}

function share(lives: number, isSo: (seed: number) => boolean): number {
  return Array.from({ length: lives }, (_, seed) => isSo(seed)).filter(Boolean).length / lives;
}

describe('over 180 nights, looking on each', () => {
  it.each(Object.entries(scenarios))('certifies falsely in at most delta of all lives: %s', (_, scenario) => {
    const lives = livesThrough(scenario);
    const falsely = lives.filter((one) => one.isFalse).length;
    expect(chanceOf(falsely, lives.length, DELTA), `${falsely} of ${lives.length}`).toBeGreaterThan(0.01);

    const careless = lives.filter((one) => one.isCareless).length;
    expect(careless / CARELESS_LIVES).toBeGreaterThan(3 * DELTA);
  });

  it('certifies what deserves it in nearly every life, so that not being false is no empty praise', () => {
    const lives = livesThrough(scenarios['all reviewed, good at the top only'] as Scenario);
    expect(share(60, (seed) => lives[seed]?.certifiesAny === true)).toBeGreaterThan(0.95);
  });

  it('fails when it is told that audits were full reviews', () => {
    const pooled = (evidence: Evidence): Evidence => ({
      ...evidence,
      cells: evidence.cells.map((cell) => ({ ...cell, inclusion: 1, smallestInclusion: 1 })),
    });
    const scenario = { ...(scenarios['audited most rarely where it is worst'] as Scenario), seenAs: pooled };
    expect(share(40, (seed) => liveThrough(scenario, seed).isFalse)).toBeGreaterThan(3 * DELTA);
  });

  it('fails when it is shown only the verdicts that have come', () => {
    const arrived = (evidence: Evidence): Evidence => ({
      ...evidence,
      cells: evidence.cells.filter((cell) => cell.outcome !== 'pending'),
    });
    const late = scenarios['overrides that come later than agreements'] as Scenario;
    const scenario = { ...late, world: atLimit, perNight: 400, maturity: 0, seenAs: arrived };
    expect(share(20, (seed) => liveThrough(scenario, seed).isFalse)).toBeGreaterThan(3 * DELTA);
  });
});
