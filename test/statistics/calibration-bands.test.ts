import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialSampler } from '../../src/statistics/binomial-sampler.ts';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { consistencyBand } from '../../src/statistics/consistency-band.ts';
import { honestBand } from '../../src/statistics/honest-band.ts';
import { miscalibrationTest } from '../../src/statistics/miscalibration-test.ts';
import { Random } from '../../src/statistics/random.ts';
import { resampledCalibration } from '../../src/statistics/resampled-calibration.ts';

const VALUES = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

/** Verdicts of an AI that is right with chance c - shift when it says c. */
function verdicts(seed: number, n: number, shift = 0, weightOf = (_: number): number => 1) {
  const random = new Random(seed);
  const confidence = Array.from({ length: n }, () => VALUES[Math.floor(random.uniform() * VALUES.length)]!);
  const correct = confidence.map((c) => (random.uniform() < c - shift ? 1 : 0));
  return calibrationCells({ confidence, correct, weight: confidence.map(weightOf) });
}

const rows = fc
  .array(
    fc.record({
      c: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      y: fc.constantFrom(0, 1),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((list) => calibrationCells({ confidence: list.map(({ c }) => c), correct: list.map(({ y }) => y) }));

describe('binomialSampler', () => {
  it('draws what its chances say', () => {
    for (const [n, p] of [
      [5, 0.3],
      [40, 0.98],
      [100_000, 0.9],
    ] as const) {
      const [sampler, random] = [binomialSampler(n, p), new Random(4)];
      const draws = Array.from({ length: 4000 }, () => sampler(random.uniform()));
      const mean = draws.reduce((sum, k) => sum + k, 0) / draws.length;
      const variance = draws.reduce((sum, k) => sum + (k - mean) ** 2, 0) / draws.length;
      expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt((n * p * (1 - p)) / draws.length));
      expect(Math.abs(variance / (n * p * (1 - p)) - 1)).toBeLessThan(0.12);
      expect(draws.every((k) => Number.isInteger(k) && k >= 0 && k <= n)).toBe(true);
    }
  });

  it('is the inverse of the distribution function', () => {
    const sampler = binomialSampler(2, 0.5);
    expect([0, 0.24, 0.26, 0.74, 0.76, 0.999999].map(sampler)).toEqual([0, 0, 1, 1, 2, 2]);
    expect([binomialSampler(3, 0)(0.9), binomialSampler(3, 1)(0), binomialSampler(0, 0.5)(0.5)]).toEqual([
      0, 3, 0,
    ]);
  });
});

describe('resampledCalibration', () => {
  it('is the test and the band of the same seed', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        const both = resampledCalibration(cells, 7);
        expect(both?.test).toEqual(miscalibrationTest({ cells, seed: 7 }));
        expect(both?.band).toEqual(consistencyBand({ cells, seed: 7 }));
      }),
      { numRuns: 20 },
    );
    expect(resampledCalibration(calibrationCells({ confidence: [], correct: [] }), 7)).toBeNull();
  });
});

describe('consistencyBand', () => {
  it('is left by a calibrated AI in about one case of twenty', () => {
    const runs = 500;
    const left = Array.from({ length: runs }, (_, seed) =>
      consistencyBand({ cells: verdicts(1000 + seed, 400), seed }),
    ).filter((band) => band?.leaves).length;
    // Four standard errors either side.
    expect(Math.abs(left / runs - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / runs));
  });

  it('is left by a calibrated AI no more often when weights differ', () => {
    const runs = 200;
    const weightOf = (c: number): number => (c < 0.8 ? 1 : 20);
    const left = Array.from({ length: runs }, (_, seed) =>
      consistencyBand({ cells: verdicts(7000 + seed, 400, 0, weightOf), seed }),
    ).filter((band) => band?.leaves).length;
    expect(left / runs).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / runs));
  });

  it('is left by an AI ten points overconfident', () => {
    expect(consistencyBand({ cells: verdicts(3, 1000, 0.1), seed: 1 })!.leaves).toBe(true);
  });

  it('rises with its curve, stays in [0, 1] and depends on nothing but its seed', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        const band = consistencyBand({ cells, seed: 5, resamples: 40, pools: 10 })!;
        expect(consistencyBand({ cells, seed: 5, resamples: 40, pools: 10 })).toEqual(band);
        expect(band.points.length).toBeLessThanOrEqual(10);
        band.points.forEach(({ confidence, lower, upper, curve }, i) => {
          expect(lower >= 0 && lower <= upper && upper <= 1).toBe(true);
          expect(confidence).toBeGreaterThanOrEqual(band.points[i - 1]?.confidence ?? 0);
          expect(curve).toBeGreaterThanOrEqual(band.points[i - 1]?.curve ?? 0);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('grows narrower with more verdicts and wider with more confidence', () => {
    const widest = (n: number, confidence: number): number =>
      Math.max(
        ...consistencyBand({ cells: verdicts(2, n), seed: 1, confidence })!.points.map(
          ({ lower, upper }) => upper - lower,
        ),
      );
    expect(widest(4000, 0.95)).toBeLessThan(widest(400, 0.95));
    expect(widest(400, 0.99)).toBeGreaterThan(widest(400, 0.8));
  });

  it('knows that a certain AI may not be wrong', () => {
    const certain = (correct: number[]) =>
      consistencyBand({ cells: calibrationCells({ confidence: [1, 1], correct }), seed: 1 })!.leaves;
    expect([certain([1, 1]), certain([1, 0])]).toEqual([false, true]);
  });

  it('has nothing to say about no verdicts and refuses what is out of range', () => {
    const [none, cells] = [calibrationCells({ confidence: [], correct: [] }), verdicts(1, 10)];
    expect(consistencyBand({ cells: none, seed: 1 })).toBeNull();
    expect(() => consistencyBand({ cells, seed: 0.5 })).toThrow(/seed/);
    expect(() => consistencyBand({ cells, seed: 1, resamples: 5 })).toThrow(/resamples/);
    expect(() => consistencyBand({ cells, seed: 1, confidence: 1 })).toThrow(/confidence/);
    expect(() => consistencyBand({ cells, seed: 1, pools: 0 })).toThrow(/pools/);
  });
});

describe('miscalibrationTest', () => {
  it('rejects a calibrated AI in about one case of twenty, and a shifted one nearly always', () => {
    const runs = 400;
    const rejected = (shift: number): number =>
      Array.from(
        { length: runs },
        (_, seed) => miscalibrationTest({ cells: verdicts(seed, 500, shift), seed, resamples: 200 })!.p,
      ).filter((p) => p <= 0.05).length / runs;
    expect(Math.abs(rejected(0) - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / runs));
    expect(rejected(0.12)).toBeGreaterThan(0.95);
  });

  it('is the miscalibration that chance beats in a share p, never below 1 / (resamples + 1)', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        const { miscalibration, byChance, p } = miscalibrationTest({ cells, seed: 9, resamples: 50 })!;
        expect(miscalibration >= 0 && miscalibration <= 1 && byChance >= 0).toBe(true);
        expect(p >= 1 / 51 && p <= 1).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('has nothing to say about no verdicts and refuses what is out of range', () => {
    const [none, cells] = [calibrationCells({ confidence: [], correct: [] }), verdicts(1, 10)];
    expect(miscalibrationTest({ cells: none, seed: 1 })).toBeNull();
    expect(() => miscalibrationTest({ cells, seed: Number.NaN })).toThrow(/seed/);
    expect(() => miscalibrationTest({ cells, seed: 1, resamples: 0 })).toThrow(/resamples/);
    expect(() => miscalibrationTest({ cells, seed: 1, pools: 0.5 })).toThrow(/pools/);
  });
});

describe('honestBand', () => {
  it('is the exact interval of the one confidence there is', () => {
    const cells = calibrationCells({
      confidence: new Array(20).fill(0.75),
      correct: new Array(20).fill(0, 0, 5).fill(1, 5),
    });
    const { lower, upper } = clopperPearson({ errors: 15, n: 20, delta: 0.025 });
    const points = honestBand({ cells })!;
    expect(points.map(({ confidence }) => confidence)).toEqual([0, 0.75, 1]);
    [0, lower, lower].forEach((bound, i) => {
      expect(points[i]!.lower).toBeCloseTo(bound, 14);
    });
    [upper, upper, 1].forEach((bound, i) => {
      expect(points[i]!.upper).toBeCloseTo(bound, 14);
    });
  });

  it('rises from 0 to 1, and pools stay ordered', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(3, 100), (cells, pools) => {
        const points = honestBand({ cells, pools })!;
        expect(points[0]!.confidence).toBe(0);
        expect(points.at(-1)!.confidence).toBe(1);
        points.forEach(({ lower, upper }, i) => {
          expect(lower).toBeGreaterThanOrEqual(points[i - 1]?.lower ?? 0);
          expect(upper).toBeGreaterThanOrEqual(points[i - 1]?.upper ?? 0);
          expect(lower >= 0 && upper <= 1).toBe(true);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('holds the whole true curve in at least its share of cases, pooled too', () => {
    const runs = 60;
    for (const pools of [4, 100]) {
      const missed = Array.from({ length: runs }, (_, seed) =>
        honestBand({ cells: verdicts(seed, 300), pools })!.some(
          ({ confidence: c, lower, upper }) => c > 0 && c < 1 && (c < lower - 1e-9 || c > upper + 1e-9),
        ),
      ).filter(Boolean);
      expect(missed.length / runs).toBeLessThanOrEqual(0.05);
    }
  });

  it('promises nothing for unequal weights and refuses what is out of range', () => {
    const cells = calibrationCells({ confidence: [0.5, 0.5], correct: [1, 0], weight: [1, 2] });
    expect(honestBand({ cells })).toBeNull();
    expect(honestBand({ cells: calibrationCells({ confidence: [], correct: [] }) })).toBeNull();
    expect(() => honestBand({ cells: verdicts(1, 9), confidence: 0 })).toThrow(/confidence/);
    expect(() => honestBand({ cells: verdicts(1, 9), pools: 2000 })).toThrow(/pools/);
  });
});
