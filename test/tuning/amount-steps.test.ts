import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AmountStep } from '../../src/contracts/amount-step.ts';
import type { Guarantee, Target } from '../../src/contracts/certificate.ts';
import { isExhausted, searchAmounts, stepWeights } from '../../src/tuning/amount-steps.ts';
import { curvePoint } from '../../src/tuning/curve.ts';
import { evidenceOf, type Row, randomRows, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const DELTA = 0.05;
const AMOUNTS = [50, 80, 150];
const targetOf = (guarantee: Guarantee = 'selective-risk'): Target => ({
  risk: 0.05,
  delta: DELTA,
  guarantee,
});

interface Priced extends Row {
  readonly amount: number;
}

const priced = (all: readonly Row[], amount: number): Priced[] => all.map((one) => ({ ...one, amount }));

function stepsOf(all: readonly Priced[], amounts: readonly number[] = AMOUNTS): AmountStep[] {
  const upTo = (most: number): Row[] =>
    all.map(({ amount, ...one }) => ({ ...one, eligible: one.eligible && amount <= most }));
  const { startConfidences } = evidenceOf(upTo(amounts.at(-1) ?? 0));
  return amounts.map((maxAmount) => ({
    maxAmount,
    evidence: evidenceOf(upTo(maxAmount), { startConfidences }),
  }));
}

/** Of each step the decisions that its lowest certified threshold lets through; 0 where nothing is certified. */
const through = (steps: readonly AmountStep[], target: Target, firstLook = false): number[] =>
  searchAmounts(steps, target, firstLook).map(({ certification: { certified, tally } }) =>
    certified[0] === undefined ? 0 : curvePoint(tally, certified[0].thresholdPpm).decisions,
  );

const histories = fc
  .tuple(fc.integer(), fc.constantFrom<Guarantee>('selective-risk', 'marginal'), fc.boolean())
  .map(([seed, guarantee, firstLook]) => {
    const chance = random(seed);
    const history = randomRows(chance).map((one) => ({ ...one, amount: chance.pick([20, 70, 100, 400]) }));
    return { chance, history, target: targetOf(guarantee), firstLook };
  });

describe('amounts and thresholds together', () => {
  it('give half of delta to the first step and the rest in equal parts, and no more than delta in all', () => {
    expect(stepWeights(0)).toEqual([]);
    expect(stepWeights(1)).toEqual([1]);
    expect(stepWeights(3)).toEqual([0.5, 0.25, 0.25]);
    for (let count = 1; count <= 8; count += 1)
      expect(stepWeights(count).reduce((sum, one) => sum + one)).toBeCloseTo(1, 12);
  });

  it('hand the part of a step on once everything in it has passed', () => {
    const good = priced(rows(800), 20);
    const steps = stepsOf([
      ...good,
      ...priced(rows(800), 70),
      ...priced(rows(400, { outcome: 'override' }), 100),
    ]);
    const [first, second, third] = searchAmounts(steps, targetOf(), false);
    expect([first, second, third].map((one) => one?.delta)).toEqual([
      0.5 * DELTA,
      (0.5 + 0.25) * DELTA,
      (0.5 + 0.25 + 0.25) * DELTA,
    ]);
    expect(second?.certification.certified).toHaveLength(1);
    expect(third?.certification.certified).toEqual([]);
  });

  it('hand nothing on from a step that did not pass, or whose starts still move', () => {
    const bad = stepsOf([...priced(rows(400, { outcome: 'override' }), 20), ...priced(rows(15_000), 70)]);
    expect(searchAmounts(bad, targetOf(), false).map(({ delta }) => delta)).toEqual([
      0.5 * DELTA,
      0.25 * DELTA,
      // The second step has passed, with its own part only.
      (0.25 + 0.25) * DELTA,
    ]);
    const few = searchAmounts(stepsOf(priced(rows(300), 20)), targetOf(), false);
    expect(few.map(({ delta }) => delta)).toEqual([0.5 * DELTA, 0.25 * DELTA, 0.25 * DELTA]);
    expect(few[0] && isExhausted(few[0].certification)).toBe(true);
  });

  it('have no more than delta between them, whatever the evidence', () => {
    fc.assert(
      fc.property(histories, ({ history, target, firstLook }) => {
        const weights = stepWeights(AMOUNTS.length);
        let spent = 0;
        searchAmounts(stepsOf(history), target, firstLook).forEach(({ delta, certification }, index) => {
          const own = (weights[index] as number) * DELTA;
          expect(delta).toBeGreaterThanOrEqual(own - 1e-15);
          // What a step has beyond its own was handed on by those before it, and is spent where it stays.
          if (!isExhausted(certification)) spent += delta;
        });
        expect(spent).toBeLessThanOrEqual(DELTA + 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('lose no pair by more right decisions', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(20, 70, 100), ({ chance, history, target }, amount) => {
        fc.pre(history.length >= 500);
        const more = priced(
          rows(chance.below(400), { ppm: chance.pick([1_000_000, 900_000, 600_000]) }),
          amount,
        );
        const before = through(stepsOf(history), target);
        const after = through(stepsOf([...history, ...more]), target);
        after.forEach((reached, index) => {
          expect(reached).toBeGreaterThanOrEqual(before[index] as number);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('lose no pair by a larger delta', () => {
    fc.assert(
      fc.property(histories, ({ history, target, firstLook }) => {
        const narrow = through(stepsOf(history), target, firstLook);
        const wide = through(stepsOf(history), { ...target, delta: 2 * DELTA }, firstLook);
        wide.forEach((reached, index) => {
          expect(reached).toBeGreaterThanOrEqual(narrow[index] as number);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('are with one step the plain search', () => {
    const history = priced(randomRows(random(5), { audited: false }), 20);
    const [only] = stepsOf(history, [50]);
    const [tested] = searchAmounts(only === undefined ? [] : [only], targetOf(), false);
    expect(tested?.delta).toBe(DELTA);
  });
});
