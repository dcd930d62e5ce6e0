import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contracts/certificate.ts';
import type { SiblingRecord } from '../../src/contracts/evidence.ts';
import { certify } from '../../src/tuning/certify.ts';
import { Life } from '../support/life.ts';
import { chanceOf, livesFor } from '../support/lives.ts';
import { type Random, random } from '../support/random.ts';
import { risksAbove, type World, worldOf } from '../support/world.ts';

const LIMIT = 0.05;
const DELTA = 0.05;
const target: Target = Object.freeze({ risk: LIMIT, delta: DELTA, guarantee: 'selective-risk' });

/** One confidence, so that one test has all of delta: nothing is lost between starts. */
const oneConfidence: World = { confidences: [900_000], shares: [1], risks: [LIMIT] };
const goodAtTheTop = worldOf((_, place) => (place < 3 ? 0.2 : 1) * LIMIT);
const good = worldOf(() => 0.02);

/** Five records of 500 verdicts that err as often as is said. */
function five(risk: number, chance: Random): SiblingRecord[] {
  return Array.from({ length: 5 }, (_, index) => {
    const errors = Array.from({ length: 500 }, () => chance.chance(risk)).filter(Boolean).length;
    const seen = (loss: number, count: number) => ({ pi: 1, piMin: 1, loss, count });
    return { domain: `other-${index}`, model: 'agent-1', cells: [seen(0, 500 - errors), seen(1, errors)] };
  });
}

interface Scenario {
  readonly world: World;
  readonly rate: number;
  readonly perNight: number;
  readonly nights: number;
  readonly lives: number;
  /** How often the siblings err. */
  readonly siblings: number;
}

function isEverFalse(scenario: Scenario, seed: number): boolean {
  const { world, rate, perNight, nights, siblings } = scenario;
  const chance = random(seed);
  const life = new Life({ world, chance });
  const others = five(siblings, chance);
  const isNull = risksAbove(world).map((risk) => risk >= LIMIT * (1 - 1e-12));
  for (let night = 0; night < nights; night += 1) {
    life.live({ decisions: perNight, rates: world.confidences.map(() => rate) });
    const { certified } = certify({ ...life.evidence(), siblings: others }, target, false);
    const isFalse = certified.some(
      ({ thresholdPpm }) => isNull[world.confidences.findLastIndex((ppm) => ppm >= thresholdPpm)],
    );
    if (isFalse) return true;
  }
  return false;
}

const single = { world: oneConfidence, rate: 1, perNight: 20, nights: 120, lives: livesFor(250, 800) };
const misleading: Readonly<Record<string, Scenario>> = {
  'that hardly err, beside one threshold at its limit': { ...single, siblings: 0.001 },
  'that err half as often, beside one threshold at its limit': { ...single, siblings: LIMIT / 2 },
  'that hardly err, beside a domain that is good at the top only, audited': {
    ...{ world: goodAtTheTop, rate: 0.5, perNight: 40, nights: 90, lives: livesFor(150, 300) },
    siblings: 0.001,
  },
};

describe('a prior from siblings, looked at every night', () => {
  it.each(Object.entries(misleading))('never makes more than delta of all lives false: %s', (_, scenario) => {
    const wrong = Array.from({ length: scenario.lives }, (_, seed) => isEverFalse(scenario, seed)).filter(
      Boolean,
    ).length;
    // So many false lives would come by chance once in a hundred if delta were kept.
    expect(chanceOf(wrong, scenario.lives, DELTA), `${wrong} of ${scenario.lives}`).toBeGreaterThan(0.01);
  });

  it('gives a domain like its siblings its first authority sooner', () => {
    const decisionsUntilFirst = (seed: number, siblings: readonly SiblingRecord[] | null): number => {
      const life = new Life({ world: good, chance: random(seed) });
      for (let decisions = 10; ; decisions += 10) {
        life.live({ decisions: 10, rates: good.confidences.map(() => 1) });
        const evidence = { ...life.evidence(), ...(siblings && { siblings: [...siblings] }) };
        if (certify(evidence, target, false).certified.length > 0) return decisions;
      }
    };
    const lives = Array.from({ length: 100 }, (_, seed) => ({
      alone: decisionsUntilFirst(seed, null),
      helped: decisionsUntilFirst(seed, five(0.02, random(10_000 + seed))),
    }));
    const mean = (of: (one: (typeof lives)[number]) => number): number =>
      lives.reduce((sum, one) => sum + of(one), 0) / lives.length;
    expect(mean(({ helped }) => helped)).toBeLessThan(0.985 * mean(({ alone }) => alone));
  });
});
