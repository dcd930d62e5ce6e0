import { describe, expect, it } from 'vitest';
import type { AmountStep } from '../../src/contracts/amount-step.ts';
import type { Target } from '../../src/contracts/certificate.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { searchAmounts } from '../../src/tuning/amount-steps.ts';
import { certify } from '../../src/tuning/certify.ts';
import { Life } from '../support/life.ts';
import { chanceOf, livesFor } from '../support/lives.ts';
import { random } from '../support/random.ts';
import { startsOf } from '../support/starts-of.ts';
import type { World } from '../support/world.ts';

const NIGHTS = 60;
const PER_NIGHT = 60;
const LIMIT = 0.05;
const DELTA = 0.05;
const target: Target = Object.freeze({ risk: LIMIT, delta: DELTA, guarantee: 'selective-risk' });

/**
 * Classes of amounts, the smallest first, each with the same share of decisions and its own risk at every confidence.
 * A step holds all classes up to its own, so its risk is their mean.
 */
interface Scenario {
  readonly risks: readonly number[];
  readonly confidences: readonly number[];
  readonly lives: number;
}

const one = [900_000];
const three = [950_000, 900_000, 850_000];
const scenarios: Readonly<Record<string, Scenario>> = {
  'small amounts are fine, all together at the limit': {
    risks: [0.005, 0.095],
    confidences: one,
    lives: livesFor(150, 400),
  },
  'the same at several confidences': { risks: [0.005, 0.095], confidences: three, lives: livesFor(150, 200) },
  'the middle is at the limit, more is above it': {
    risks: [0.01, 0.09, 0.07],
    confidences: one,
    lives: livesFor(150, 200),
  },
  'every step is at the limit': { risks: Array(6).fill(LIMIT), confidences: one, lives: livesFor(150, 300) },
};

interface LivedThrough {
  readonly isFalse: boolean;
  /** As if every step had all of delta; asked only where every step is at the limit. */
  readonly isUnsplitFalse: boolean;
  readonly earnsSmall: boolean;
}

function liveThrough({ risks, confidences }: Scenario, seed: number): LivedThrough {
  const chance = random(seed);
  const lives = risks.map((risk) => {
    const world: World = {
      confidences,
      shares: confidences.map(() => 1 / confidences.length),
      risks: confidences.map(() => risk),
    };
    return new Life({ world, chance });
  });
  const isNull = risks.map((_, step) => {
    const held = risks.slice(0, step + 1);
    return held.reduce((sum, risk) => sum + risk, 0) / held.length >= LIMIT - 1e-12;
  });
  let [isFalse, isUnsplitFalse, earnsSmall] = [false, false, false];
  for (let night = 0; night < NIGHTS; night += 1) {
    const drawn = risks.map(() => 0);
    for (let i = 0; i < PER_NIGHT; i += 1) (drawn[chance.below(risks.length)] as number) += 1;
    lives.forEach((life, index) => {
      life.live({ decisions: drawn[index] as number, rates: confidences.map(() => 1) });
    });
    const steps = stepsOf(lives.map((life) => life.evidence()));
    searchAmounts(steps, target, false).forEach(({ certification: { certified } }, index) => {
      if (certified.length === 0) return;
      if (isNull[index] === true) isFalse = true;
      else if (index === 0) earnsSmall = true;
    });
    isUnsplitFalse ||=
      isNull[0] === true &&
      steps.some(({ evidence }) => certify(evidence, target, false).certified.length > 0);
  }
  return { isFalse, isUnsplitFalse, earnsSmall };
}

function stepsOf(classes: readonly Evidence[]): AmountStep[] {
  const decisions = classes.reduce((sum, each) => sum + each.decisions, 0);
  const startConfidences = startsOf(classes);
  return classes.map((own, step) => {
    const cells = classes.flatMap((each, index) =>
      index <= step ? each.cells : each.cells.map((cell) => ({ ...cell, eligible: false })),
    );
    return { maxAmount: 50 * (step + 1), evidence: { ...own, decisions, startConfidences, cells } };
  });
}

describe('amounts earned step by step, over 60 nights with a look on each', () => {
  it.each(Object.entries(scenarios))(
    'are certified falsely in at most delta of all lives: %s',
    (_, scenario) => {
      const lives = Array.from({ length: scenario.lives }, (_, seed) => liveThrough(scenario, seed));
      const falsely = lives.filter(({ isFalse }) => isFalse).length;
      expect(chanceOf(falsely, lives.length, DELTA), `${falsely} of ${lives.length}`).toBeGreaterThan(0.01);
      if ((scenario.risks[0] as number) < LIMIT)
        expect(lives.filter(({ earnsSmall }) => earnsSmall).length / lives.length).toBeGreaterThan(0.95);
      else {
        const unsplit = lives.filter(({ isUnsplitFalse }) => isUnsplitFalse).length;
        expect(chanceOf(unsplit, lives.length, DELTA), `${unsplit} unsplit`).toBeLessThan(0.01);
      }
    },
  );
});
