import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMap } from '../../src/statistics/apply-map.ts';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { chooseRecalibration } from '../../src/statistics/choose-recalibration.ts';
import { mapCells } from '../../src/statistics/map-cells.ts';
import { Random } from '../../src/statistics/random.ts';

const VALUES = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/** Verdicts in folds of equal size, of an AI that is right with chance truth(c) when it says c. */
function history(seed: number, n: number, truth: (c: number) => number, folds = 5) {
  const random = new Random(seed);
  return Array.from({ length: folds }, () => {
    const confidence = Array.from(
      { length: n / folds },
      () => VALUES[Math.floor(random.uniform() * VALUES.length)]!,
    );
    return calibrationCells({
      confidence,
      correct: confidence.map((c) => (random.uniform() < truth(c) ? 1 : 0)),
    });
  });
}

const temper = (c: number): number => applyMap({ kind: 'temperature', temperature: 2.5 }, c);
/** No logistic curve: nothing is gained below .8. */
const plateau = (c: number): number => (c < 0.8 ? 0.3 : 0.9);

describe('chooseRecalibration', () => {
  it('leaves a calibrated AI alone in nearly all cases', () => {
    const meddled = Array.from({ length: 100 }, (_, seed) =>
      chooseRecalibration({ folds: history(seed, 300, (c) => c), seed }),
    ).filter(({ kind }) => kind !== 'none');
    expect(meddled.length).toBeLessThanOrEqual(10);
  });

  it('takes what the number of verdicts can carry', () => {
    expect(chooseRecalibration({ folds: history(3, 150, temper), seed: 1 })).toMatchObject({
      kind: 'temperature',
      reason: 'chosen',
      effectiveVerdicts: 150,
    });
    expect(chooseRecalibration({ folds: history(1, 600, temper), seed: 1 }).kind).toBe('platt');
    expect(chooseRecalibration({ folds: history(1, 4000, temper), seed: 1 }).kind).toBe('platt');
    expect(chooseRecalibration({ folds: history(1, 600, plateau), seed: 1 }).kind).toBe('platt');
    expect(chooseRecalibration({ folds: history(1, 4000, plateau), seed: 1 }).kind).toBe('isotonic');
  });

  it('brings the chosen map near the truth', () => {
    const { map } = chooseRecalibration({ folds: history(1, 4000, temper), seed: 1 });
    for (const c of [0.5, 0.7, 0.9, 0.95]) expect(Math.abs(applyMap(map, c) - temper(c))).toBeLessThan(0.04);
  });

  it('counts heavy verdicts for less', () => {
    const folds = history(1, 600, temper).map((fold) => ({
      ...fold,
      weight: fold.weight.map((_, i) => (i === 0 ? 50 : 1)),
    }));
    const { effectiveVerdicts, kind } = chooseRecalibration({ folds, seed: 1 });
    expect(effectiveVerdicts).toBeLessThan(200);
    expect(kind === 'temperature' || kind === 'none').toBe(true);
  });

  it('flags an AI whose accuracy falls with its confidence', () => {
    const choice = chooseRecalibration({ folds: history(1, 1500, (c) => 1 - c), seed: 1 });
    expect(choice).toMatchObject({ kind: 'none', reason: 'falling' });
  });

  it('applies nothing that has not proved itself ahead', () => {
    const [whole] = history(1, 600, temper, 1);
    expect(chooseRecalibration({ folds: [whole!], seed: 1 })).toMatchObject({
      kind: 'none',
      reason: 'unproven',
      scores: { none: null, platt: null },
    });
    const empty = chooseRecalibration({ folds: [], seed: 1 });
    expect(empty).toMatchObject({ kind: 'none', reason: 'calibrated', effectiveVerdicts: 0 });
    expect(empty.p).toEqual({ signedGap: null, miscalibration: null });
  });

  it('refuses a map that the past asked for and the present does not reward', () => {
    const folds = [...history(1, 500, temper, 1), ...history(2, 800, (c) => c, 1)];
    expect(chooseRecalibration({ folds, seed: 1 })).toMatchObject({ kind: 'none', reason: 'no-gain' });
  });

  it('answers the same to the same, and no map ever to nothing else', () => {
    const fold = fc
      .array(fc.record({ c: fc.constantFrom(0, 0.3, 0.7, 0.9, 1), y: fc.constantFrom(0, 1) }), {
        maxLength: 30,
      })
      .map((list) =>
        calibrationCells({ confidence: list.map(({ c }) => c), correct: list.map(({ y }) => y) }),
      );
    fc.assert(
      fc.property(fc.array(fold, { maxLength: 4 }), (folds) => {
        const choice = chooseRecalibration({ folds: Object.freeze(folds), seed: 3 });
        expect(chooseRecalibration({ folds, seed: 3 })).toEqual(choice);
        expect(choice.map.kind).toBe(choice.kind);
        expect(choice.kind === 'none').toBe(choice.reason !== 'chosen');
        for (const score of Object.values(choice.scores)) expect(score === null || score >= 0).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses an alpha of 0, a broken seed and impossible cells', () => {
    const folds = history(1, 50, temper);
    expect(() => chooseRecalibration({ folds, seed: 1, alpha: 0 })).toThrow(/alpha/);
    expect(() => chooseRecalibration({ folds, seed: 1.5 })).toThrow(/seed/);
    const broken = { ...folds[0]!, correct: folds[0]!.correct.map(() => 99) };
    expect(() => chooseRecalibration({ folds: [broken], seed: 1 })).toThrow(RangeError);
  });

  it('takes one error of a certain AI for proof', () => {
    const certain = (correct: number[]) =>
      chooseRecalibration({ folds: [calibrationCells({ confidence: [1, 1], correct })], seed: 1 }).p
        .signedGap;
    expect([certain([1, 1]), certain([1, 0])]).toEqual([1, 0]);
  });
});

describe('mapCells', () => {
  it('changes nothing without a map, and only confidences with one', () => {
    const [cells] = history(1, 50, temper, 1);
    const same = mapCells(cells!, { kind: 'none' });
    same.confidence.forEach((sum, i) => {
      expect(sum).toBeCloseTo(cells!.confidence[i]!, 10);
    });
    const mapped = mapCells(cells!, { kind: 'temperature', temperature: 2 });
    expect(mapped.correct).toEqual(cells!.correct);
    expect(mapped.confidence.at(-1)).toBeLessThan(cells!.confidence.at(-1)!);
  });
});
