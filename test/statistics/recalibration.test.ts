import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecalibrationMap } from '../../src/contracts/recalibration.ts';
import { applyMap } from '../../src/statistics/apply-map.ts';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { fitBeta } from '../../src/statistics/fit-beta.ts';
import { fitIsotonicMap } from '../../src/statistics/fit-isotonic-map.ts';
import { fitPlatt } from '../../src/statistics/fit-platt.ts';
import { fitTemperature } from '../../src/statistics/fit-temperature.ts';
import { mergeCells } from '../../src/statistics/merge-cells.ts';
import { symmetricInverse } from '../../src/statistics/symmetric-inverse.ts';

const row = fc.record({
  c: fc.constantFrom(0, 0.2, 0.5, 0.6, 0.75, 0.8, 0.9, 0.95, 0.99, 1),
  y: fc.constantFrom(0, 1),
  w: fc.constantFrom(1, 20),
});
const rows = fc.array(row, { maxLength: 80 });
const cellsOf = (list: readonly { c: number; y: number; w: number }[]) =>
  calibrationCells({
    confidence: list.map(({ c }) => c),
    correct: list.map(({ y }) => y),
    weight: list.map(({ w }) => w),
  });
const fits = {
  platt: (cells: ReturnType<typeof cellsOf>) => fitPlatt({ cells })?.map ?? null,
  smoothed: (cells: ReturnType<typeof cellsOf>) => fitPlatt({ cells, targets: 'smoothed' })?.map ?? null,
  temperature: (cells: ReturnType<typeof cellsOf>) => fitTemperature({ cells })?.map ?? null,
  beta: (cells: ReturnType<typeof cellsOf>) => fitBeta({ cells })?.map ?? null,
  isotonic: (cells: ReturnType<typeof cellsOf>) => fitIsotonicMap({ cells, pools: 4 }),
};
const separable = calibrationCells({ confidence: [0.3, 0.4, 0.8, 0.9], correct: [0, 0, 1, 1] });
const falling = calibrationCells({
  confidence: [0.1, 0.1, 0.1, 0.3, 0.3, 0.9, 0.9, 0.9],
  correct: [1, 1, 0, 1, 0, 0, 0, 1],
});

describe('every map', () => {
  it.each(Object.entries(fits))('%s never falls, stays in [0, 1] and is not flat', (_, mapOf) => {
    fc.assert(
      fc.property(rows, (list) => {
        const map = mapOf(cellsOf(list));
        if (map === null) return;
        const line = Array.from({ length: 101 }, (_, i) => applyMap(map, i / 100));
        line.forEach((value, i) => {
          expect(value >= 0 && value <= 1).toBe(true);
          if (i > 0) expect(value).toBeGreaterThanOrEqual(line[i - 1]! - 1e-12);
        });
        expect(line.at(-1)).toBeGreaterThan(line[0]!);
      }),
    );
  });

  const unscaled = Object.entries(fits).filter(([name]) => name !== 'smoothed');
  it.each(unscaled)('%s does not mind the scale of weights or the order of rows', (_, mapOf) => {
    fc.assert(
      fc.property(rows, (list) => {
        const plain = mapOf(cellsOf(list));
        const other = mapOf(cellsOf(list.toReversed().map(({ c, y, w }) => ({ c, y, w: w * 4 }))));
        expect(other === null).toBe(plain === null);
        if (plain === null || other === null) return;
        for (const c of [0.2, 0.6, 0.9]) expect(applyMap(other, c)).toBeCloseTo(applyMap(plain, c), 6);
      }),
    );
  });

  it.each(Object.entries(fits))('%s is null without verdicts', (_, mapOf) => {
    expect(mapOf(cellsOf([]))).toBeNull();
  });

  it('is never one that falls', () => {
    for (const mapOf of Object.values(fits)) expect(mapOf(falling)).toBeNull();
    expect(fitPlatt({ cells: falling })!.slope).toBeLessThan(0);
    expect(fitTemperature({ cells: falling })!.temperature).toBeLessThan(0);
    expect(fitBeta({ cells: falling })).toMatchObject({ a: 0, b: 0, map: null });
  });

  it('refuses cells that no verdicts can have', () => {
    const cells = { ...separable, correct: Float64Array.of(2, 0, 1, 1) };
    for (const mapOf of Object.values(fits)) expect(() => mapOf(cells)).toThrow(RangeError);
  });
});

describe('fitPlatt', () => {
  it('has no finite fit for separable verdicts, but one for smoothed targets', () => {
    expect(fitPlatt({ cells: separable })).toBeNull();
    expect(fitBeta({ cells: separable })).toBeNull();
    expect(fitTemperature({ cells: separable })).toBeNull();
    const { slope, map } = fitPlatt({ cells: separable, targets: 'smoothed' })!;
    expect(slope > 0 && slope < 5).toBe(true);
    expect(map).not.toBeNull();
  });

  it('has nothing to learn from one confidence', () => {
    const cells = calibrationCells({ confidence: [0.9, 0.9, 0.9], correct: [1, 1, 0] });
    expect(fitPlatt({ cells })).toBeNull();
    expect(fitTemperature({ cells })!.map).not.toBeNull();
    expect(fitIsotonicMap({ cells })).toBeNull();
  });

  it('gives a line through two shares exactly', () => {
    const confidence = [...new Array(10).fill(0.6), ...new Array(10).fill(0.9)];
    const correct = confidence.map((c, i) => (i % 10 < (c === 0.6 ? 5 : 7) ? 1 : 0));
    const { map } = fitPlatt({ cells: calibrationCells({ confidence, correct }) })!;
    expect(applyMap(map!, 0.6)).toBeCloseTo(0.5, 10);
    expect(applyMap(map!, 0.9)).toBeCloseTo(0.7, 10);
  });

  it('widens its interval when few verdicts carry most of the weight', () => {
    const list = Array.from({ length: 200 }, (_, i) => ({
      c: [0.6, 0.7, 0.8, 0.9][i % 4]!,
      y: i % 5 === 0 || i % 7 === 0 ? 0 : 1,
      w: 1,
    }));
    const even = fitPlatt({ cells: cellsOf(list) })!;
    const uneven = fitPlatt({ cells: cellsOf(list.map((each, i) => ({ ...each, w: i % 3 ? 1 : 20 }))) })!;
    expect(uneven.slopeError).toBeGreaterThan(even.slopeError);
    const [low, high] = fitPlatt({ cells: cellsOf(list), confidence: 0.5 })!.slopeInterval;
    expect(low > even.slopeInterval[0] && high < even.slopeInterval[1]).toBe(true);
  });

  it('refuses a confidence of 1 and unknown targets', () => {
    expect(() => fitPlatt({ cells: separable, confidence: 1 })).toThrow(/confidence/);
    expect(() => fitPlatt({ cells: separable, targets: 'other' as 'smoothed' })).toThrow(/targets/);
    expect(() => fitTemperature({ cells: separable, confidence: 0 })).toThrow(/confidence/);
  });
});

describe('fitTemperature', () => {
  it('is at the middle of nothing: confidences of one half say nothing about it', () => {
    expect(
      fitTemperature({ cells: calibrationCells({ confidence: [0.5, 0.5], correct: [1, 0] }) }),
    ).toBeNull();
  });
});

describe('fitBeta', () => {
  it('loses least when no term had to be dropped: Platt lies within it', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [platt, beta] = [fitPlatt({ cells: cellsOf(list) }), fitBeta({ cells: cellsOf(list) })];
        if (beta === null) return;
        expect(beta.a >= 0 && beta.b >= 0).toBe(true);
        if (platt?.map) expect(beta.logLoss).toBeLessThanOrEqual(platt.logLoss + 1e-9);
      }),
    );
  });
});

describe('fitIsotonicMap', () => {
  it('does not claim certainty for a few verdicts of one kind, nor pass its neighbour', () => {
    const confidence = [...new Array(100).fill(0.8), 0.99];
    const correct = confidence.map((_, i) => (i === 3 ? 0 : 1));
    const map = fitIsotonicMap({ cells: calibrationCells({ confidence, correct }) });
    expect(map).toBeNull();
    const sure = calibrationCells({ confidence: [0.1, 0.1, 0.9, 0.9, 0.9], correct: [0, 0, 1, 1, 1] });
    expect(fitIsotonicMap({ cells: sure })!.accuracy).toEqual([1 / 4, 4 / 5]);
  });

  it('pools into as many knots as asked for and refuses one', () => {
    const list = Array.from({ length: 500 }, (_, i) => ({ c: i / 499, y: (i * 7) % 499 < i ? 1 : 0, w: 1 }));
    expect(fitIsotonicMap({ cells: cellsOf(list) })!.confidence).toHaveLength(20);
    expect(() => fitIsotonicMap({ cells: separable, pools: 1 })).toThrow(/pools/);
  });
});

describe('applyMap', () => {
  it('leaves a confidence alone without a map and one half alone at any temperature', () => {
    expect(applyMap({ kind: 'none' }, 0)).toBe(0);
    expect(applyMap({ kind: 'temperature', temperature: 3 }, 0.5)).toBe(0.5);
    expect(applyMap({ kind: 'temperature', temperature: 2 }, 0.9)).toBeCloseTo(0.75, 14);
  });

  it('goes straight between knots and flat beyond', () => {
    const map: RecalibrationMap = { kind: 'isotonic', confidence: [0.5, 0.9], accuracy: [0.4, 0.8] };
    expect([0, 0.5, 0.7, 0.9, 1].map((c) => applyMap(map, c))).toEqual([0.4, 0.4, 0.6, 0.8, 0.8]);
  });

  it('refuses maps that fall and confidences that are none', () => {
    for (const map of [
      { kind: 'temperature', temperature: -1 },
      { kind: 'platt', intercept: 0, slope: 0 },
      { kind: 'platt', intercept: Number.NaN, slope: 1 },
      { kind: 'beta', a: 0, b: 0, intercept: 1 },
      { kind: 'beta', a: -1, b: 3, intercept: 1 },
      { kind: 'isotonic', confidence: [0.5, 0.9], accuracy: [0.8, 0.4] },
      { kind: 'isotonic', confidence: [], accuracy: [] },
      { kind: 'other' } as unknown as RecalibrationMap,
    ] as const)
      expect(() => applyMap(map, 0.5)).toThrow(RangeError);
    for (const c of [-0.1, 1.1, Number.NaN]) expect(() => applyMap({ kind: 'none' }, c)).toThrow(RangeError);
  });
});

describe('mergeCells', () => {
  it('is the cells of all rows together', () => {
    fc.assert(
      fc.property(rows, rows, (left, right) => {
        const merged = mergeCells([cellsOf(left), cellsOf(right)]);
        const whole = cellsOf([...left, ...right]);
        for (const name of ['band', 'weight', 'verdicts', 'correct'] as const)
          expect(merged[name]).toEqual(whole[name]);
        merged.confidence.forEach((sum, i) => {
          expect(sum).toBeCloseTo(whole.confidence[i]!, 10);
        });
      }),
    );
  });
});

describe('symmetricInverse', () => {
  it('gives one when multiplied back, and null where there is none', () => {
    const matrix = [
      [4, 2, 0.5],
      [2, 3, -1],
      [0.5, -1, 6],
    ];
    const inverse = symmetricInverse(matrix)!;
    matrix.forEach((row, i) => {
      inverse.forEach((_, j) => {
        const entry = row.reduce((sum, value, k) => sum + value * inverse[k]![j]!, 0);
        expect(entry).toBeCloseTo(i === j ? 1 : 0, 14);
      });
    });
    for (const singular of [
      [
        [1, 2],
        [2, 4],
      ],
      [
        [1, 2],
        [2, 1],
      ],
      [[0]],
    ])
      expect(symmetricInverse(singular)).toBeNull();
  });
});
