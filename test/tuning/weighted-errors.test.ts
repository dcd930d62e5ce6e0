import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { clopperPearson, moverInterval } from '../../src/statistics/index.ts';
import { weightedErrors } from '../../src/tuning/weighted-errors.ts';
import { evidenceOf, type Row, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const seeds = fc.integer();
const wrong = (count: number, over: Partial<Row> = {}): Row[] =>
  rows(count, { outcome: 'override', ...over });
const graded = (count: number, loss: number): Row[] => rows(count, { outcome: 'edit', loss });

describe('weightedErrors', () => {
  it('is what loops over reviewed rows give, each weighing one over its chance of review', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const all = randomRows(random(seed));
        const judged = all.filter(({ loss }) => loss !== null);
        const told = weightedErrors(evidenceOf(all));
        if (judged.length === 0) {
          expect(told).toEqual({ naive: null, weighted: null, low: null, high: null });
          return;
        }
        const sum = (weigh: (one: Row) => number): number =>
          judged.reduce((total, one) => total + weigh(one), 0);
        expect(told.naive).toBeCloseTo(sum((one) => one.loss ?? 0) / judged.length, 12);
        const weight = sum((one) => 1 / (one.inclusion ?? 1));
        expect(told.weighted).toBeCloseTo(sum((one) => (one.loss ?? 0) / (one.inclusion ?? 1)) / weight, 12);
        const { weighted, low, high } = told as Record<keyof typeof told, number>;
        expect(0 <= low && low <= weighted && weighted <= high && high <= 1).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order of cells, nor on into how many of them the decisions are divided', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chance = random(seed);
        const evidence = evidenceOf(randomRows(chance));
        const cells = evidence.cells.flatMap((cell) => {
          const some = chance.below(cell.decisions + 1);
          return [
            { ...cell, decisions: some },
            { ...cell, decisions: cell.decisions - some },
          ];
        });
        const order = new Map(cells.map((cell) => [cell, chance.below(1_000_000)]));
        cells.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
        const [told, other] = [weightedErrors(evidence), weightedErrors({ ...evidence, cells })];
        for (const key of ['naive', 'weighted', 'low', 'high'] as const)
          if (told[key] === null) expect(other[key]).toBeNull();
          else expect(other[key]).toBeCloseTo(told[key], 12);
      }),
      { numRuns: 60 },
    );
  });

  it('is as seen where everything is reviewed, with the interval of Clopper and Pearson', () => {
    const told = weightedErrors(evidenceOf([...rows(90), ...wrong(10)]));
    const { lower, upper } = clopperPearson({ errors: 10, n: 100, delta: 0.025 });
    expect(told).toMatchObject({ naive: 0.1, weighted: 0.1 });
    expect(told.low).toBeCloseTo(lower, 14);
    expect(told.high).toBeCloseTo(upper, 14);
    fc.assert(
      fc.property(seeds, (seed) => {
        const { naive, weighted } = weightedErrors(evidenceOf(randomRows(random(seed), { audited: false })));
        expect(weighted).toBe(naive);
      }),
      { numRuns: 40 },
    );
  });

  it('is one minus the weighted accuracy that other programs give', () => {
    const strata = z.object({
      cases: z.array(
        z.object({
          input: z.object({ correct: z.array(z.number()), weight: z.array(z.number()) }),
          expected: z.object({
            accuracy: z.number(),
            mover_clopper_pearson: z.tuple([z.number(), z.number()]),
          }),
        }),
      ),
    });
    const file = join(import.meta.dirname, '../golden/calibration/weighted_intervals.json');
    const { cases } = strata.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(cases.length).toBeGreaterThan(2);
    for (const { input, expected } of cases) {
      const all = input.correct.map((right, place) =>
        row({ outcome: right === 1 ? 'agree' : 'override', inclusion: 1 / (input.weight[place] as number) }),
      );
      const told = weightedErrors(evidenceOf(all, { selection: 'audited' }));
      expect(told.weighted).toBeCloseTo(1 - expected.accuracy, 9);
      expect(told.low).toBeCloseTo(1 - expected.mover_clopper_pearson[1], 7);
      expect(told.high).toBeCloseTo(1 - expected.mover_clopper_pearson[0], 7);
    }
  });

  it('says nothing of all decisions where nobody knows how reviews were chosen', () => {
    const all = [...rows(8, { inclusion: null }), ...wrong(2, { inclusion: null })];
    expect(weightedErrors(evidenceOf(all, { selection: 'unknown' }))).toEqual({
      ...{ naive: 0.2, weighted: null, low: null, high: null },
    });
  });

  it('takes no notice of verdicts that are unsure, of what is pending, nor of who may act', () => {
    const silent = [
      ...rows(30, { outcome: 'unsure' }),
      ...rows(30, { outcome: 'pending' }),
      ...rows(30, { outcome: 'unreviewed' }),
    ];
    const judged = [...rows(9), ...wrong(1, { eligible: false })];
    expect(weightedErrors(evidenceOf([...judged, ...silent]))).toEqual(weightedErrors(evidenceOf(judged)));
    expect(weightedErrors(evidenceOf(silent)).naive).toBeNull();
  });

  it('promises something of an AI that was never seen wrong, and nothing above an edit that was never seen', () => {
    const { upper } = clopperPearson({ errors: 0, n: 50, delta: 0.025 });
    expect(weightedErrors(evidenceOf(rows(50)))).toMatchObject({ weighted: 0, low: 0 });
    expect(weightedErrors(evidenceOf(rows(50))).high).toBeCloseTo(upper, 14);
    const edits = weightedErrors(evidenceOf([...rows(40), ...graded(10, 0.5)]));
    const share = clopperPearson({ errors: 10, n: 50, delta: 0.025 });
    expect(edits.weighted).toBeCloseTo(0.1, 14);
    expect(edits.low).toBeCloseTo(0.5 * share.lower, 14);
    expect(edits.high).toBeCloseTo(0.5 * share.upper + 0.5 * upper, 14);
  });

  it('holds a little more where losses are many than where they are few, never less', () => {
    const fine = Array.from({ length: 300 }, (_, index) => row({ outcome: 'edit', loss: index / 1000 }));
    const [many, few] = [
      weightedErrors(evidenceOf([...rows(700), ...fine])),
      weightedErrors(
        evidenceOf([
          ...rows(700),
          ...fine.map((one) => ({ ...one, loss: Math.round((one.loss ?? 0) * 50) / 50 })),
        ]),
      ),
    ] as Record<'weighted' | 'low' | 'high', number>[];
    expect(Math.abs((many?.weighted ?? 0) - (few?.weighted ?? 1))).toBeLessThan(0.001);
    expect((many?.low ?? 1) <= (few?.low ?? 0) && (many?.high ?? 0) >= (few?.high ?? 1)).toBe(true);
    expect((many?.high ?? 1) - (few?.high ?? 0)).toBeLessThan(0.01);
  });

  it('covers the truth of an audited history with slight errors as often as it says', () => {
    const chance = random(11);
    const [runs, truth] = [400, 0.7 * (0.08 * 0.5 + 0.02) + 0.3 * 0.3];
    let missed = 0;
    for (let run = 0; run < runs; run++) {
      const all = Array.from({ length: 600 }, (): Row => {
        const isSure = chance.chance(0.7);
        const inclusion = isSure ? 0.2 : 1;
        if (!chance.chance(inclusion)) return row({ inclusion, outcome: 'unreviewed' });
        if (chance.chance(isSure ? 0.02 : 0.3)) return row({ inclusion, outcome: 'override' });
        const isSlight = isSure && chance.chance(0.08 / 0.98);
        return isSlight ? row({ inclusion, outcome: 'edit', loss: 0.5 }) : row({ inclusion });
      });
      const { low, high } = weightedErrors(evidenceOf(all)) as Record<'low' | 'high', number>;
      if (truth < low || truth > high) missed += 1;
    }
    // 5 of 100 may be missed; Clopper–Pearson and the sum of ends leave less.
    expect(missed / runs).toBeLessThan(0.05);
  });

  it('is the MOVER interval where verdicts are right or wrong', () => {
    const all = [...rows(30), ...wrong(10), ...rows(14, { inclusion: 0.1 }), ...wrong(1, { inclusion: 0.1 })];
    const told = weightedErrors(evidenceOf(all));
    const mover = moverInterval({
      strata: [
        { weight: 1, successes: 10, trials: 40 },
        { weight: 10, successes: 1, trials: 15 },
      ],
      confidence: 0.95,
    });
    expect(told).toEqual({
      naive: 0.2,
      weighted: mover?.estimate,
      low: mover?.lower,
      high: mover?.upper,
    });
  });
});
