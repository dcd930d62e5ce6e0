import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bonferroni } from '../../src/statistics/bonferroni.ts';
import { fallback } from '../../src/statistics/fallback.ts';
import { fallbackWalk } from '../../src/statistics/fallback-walk.ts';
import { fixedSequence } from '../../src/statistics/fixed-sequence.ts';
import { holm } from '../../src/statistics/holm.ts';

const pValue = fc.oneof(
  fc.constantFrom(0, 1e-12, 0.001, 0.01, 0.02, 0.049, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const pValues = fc.array(pValue, { minLength: 1, maxLength: 12 });

/**
 * Chance of rejecting any true hypothesis, over every combination of p-values: a true one takes each of `steps` equally
 * likely values, a false one is 0 and always rejected where it is reached.
 */
function falseRejection(
  isTrue: readonly boolean[],
  steps: number,
  reject: (p: number[]) => readonly boolean[],
): number {
  const free = isTrue.filter(Boolean).length;
  let wrong = 0;
  for (let combination = 0; combination < steps ** free; combination += 1) {
    let rest = combination;
    const p = isTrue.map((yes) => {
      if (!yes) return 0;
      const value = ((rest % steps) + 1) / steps;
      rest = Math.floor(rest / steps);
      return value;
    });
    if (reject(p).some((rejected, i) => rejected && isTrue[i])) wrong += 1;
  }
  return wrong / steps ** free;
}

const truths = (size: number): boolean[][] =>
  Array.from({ length: 2 ** size }, (_, mask) =>
    Array.from({ length: size }, (_, i) => ((mask >> i) & 1) === 1),
  );

describe('fallback', () => {
  it('with one start is the fixed-sequence test', () => {
    fc.assert(
      fc.property(pValues, fc.nat(), (p, at) => {
        const start = at % p.length;
        const { reject } = fallback({ p: Object.freeze(p), starts: [start], weights: [1], delta: 0.05 });
        expect(reject).toEqual(fixedSequence({ p, delta: 0.05, start }).reject);
      }),
    );
  });

  it('with a start at every hypothesis and equal weights rejects at least what Bonferroni does', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const starts = p.map((_, i) => i);
        const { reject } = fallback({ p, starts, weights: p.map(() => 1 / p.length), delta: 0.05 });
        bonferroni({ p, delta: 0.05 }).reject.forEach((rejected, i) => {
          if (rejected && p[i]! < 0.999 * (0.05 / p.length)) expect(reject[i]).toBe(true);
        });
      }),
    );
  });

  it('passes its level on past a finished segment and keeps it at a stop', () => {
    const all = fallback({ p: [0, 0.02, 0.04, 0.04], starts: [0, 2], weights: [0.5, 0.5], delta: 0.05 });
    expect(all).toEqual({ reject: [true, true, true, true], levels: [0.025, 0.05] });
    const stopped = fallback({ p: [0, 0.03, 0.02, 0.04], starts: [0, 2], weights: [0.5, 0.5], delta: 0.05 });
    expect(stopped).toEqual({ reject: [true, false, true, false], levels: [0.025, 0.025] });
  });

  it('joins the levels of starts that fall on one threshold', () => {
    const { reject, levels } = fallback({ p: [0.9, 0.04], starts: [1, 1], weights: [0.5, 0.5], delta: 0.05 });
    expect(levels).toEqual([0.025, 0.05]);
    expect(reject).toEqual([false, true]);
  });

  it('does not test what lies before the first start, nor a threshold without a p-value', () => {
    expect(fallback({ p: [0, null, 0], starts: [1], weights: [1], delta: 0.05 }).reject).toEqual([
      false,
      false,
      false,
    ]);
    expect(fallback({ p: [], starts: [], weights: [], delta: 0.05 })).toEqual({ reject: [], levels: [] });
  });

  it('rejects a true hypothesis with probability at most delta, counted exactly for independent p-values', () => {
    const delta = 0.4;
    const designs = [
      { starts: [0], weights: [1] },
      { starts: [0, 2], weights: [0.5, 0.5] },
      { starts: [0, 1, 3], weights: [0.5, 0.3, 0.2] },
      { starts: [1, 1, 2], weights: [0.25, 0.25, 0.5] },
    ];
    for (const isTrue of truths(4)) {
      for (const design of designs) {
        const chance = falseRejection(isTrue, 10, (p) => fallback({ p, ...design, delta }).reject);
        expect(chance).toBeLessThanOrEqual(delta + 1e-12);
      }
    }
  });

  it('rejects a true hypothesis with probability at most delta when p-values crowd each other out', () => {
    // Rotated copies of one uniform variable: the dependence under which Bonferroni is sharp.
    const [delta, steps] = [0.3, 300];
    for (const isTrue of truths(4)) {
      for (const shift of [0, 0.05, 0.1, 0.15, 0.25]) {
        let wrong = 0;
        for (let u = 0; u < steps; u += 1) {
          const p = isTrue.map((yes, i) => (yes ? ((u + 0.999) / steps + i * shift) % 1 : 0));
          const { reject } = fallback({ p, starts: [0, 1, 3], weights: [0.5, 0.3, 0.2], delta });
          if (reject.some((rejected, i) => rejected && isTrue[i])) wrong += 1;
        }
        expect(wrong / steps).toBeLessThanOrEqual(delta + 1e-9);
      }
    }
  });

  it('refuses weights that spend more than delta and starts out of order', () => {
    const p = [0.1, 0.2, 0.3];
    expect(() => fallback({ p, starts: [0, 1], weights: [0.8, 0.3], delta: 0.05 })).toThrow(/weight/);
    expect(() => fallback({ p, starts: [0, 1], weights: [1], delta: 0.05 })).toThrow(/weight/);
    expect(() => fallback({ p, starts: [2, 1], weights: [0.5, 0.5], delta: 0.05 })).toThrow(/starts/);
    expect(() => fallback({ p, starts: [3], weights: [1], delta: 0.05 })).toThrow(/starts/);
    expect(() => fallback({ p, starts: [0.5], weights: [1], delta: 0.05 })).toThrow(/starts/);
    expect(() => fallback({ p: [Number.NaN], starts: [0], weights: [1], delta: 0.05 })).toThrow(/p to be/);
  });
});

describe('fallbackWalk', () => {
  it('asks for no p-value beyond a stop, and says where each segment ended', () => {
    const p = [0.9, 0.001, 0.9, 0, 0.9];
    const asked: number[] = [];
    const pValue = (i: number): number => {
      asked.push(i);
      return p[i]!;
    };
    const answer = fallbackWalk({
      count: 5,
      starts: [0, 1, 3],
      weights: [0.5, 0.3, 0.2],
      delta: 0.1,
      pValue,
    });
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(answer.segments.map(({ start, stop }) => [start, stop])).toEqual([
      [0, 0],
      [1, 2],
      [3, 4],
    ]);
    expect(answer.tested).toBe(5);
  });

  it('takes a p-value that is no number for one that does not reject', () => {
    const { segments } = fallbackWalk({
      count: 1,
      starts: [0],
      weights: [1],
      delta: 0.1,
      pValue: () => Number.NaN,
    });
    expect(segments[0]?.stop).toBe(0);
  });
});

describe('fixedSequence', () => {
  it('stops at the first failure for good', () => {
    expect(fixedSequence({ p: [0.01, 0.06, 0], delta: 0.05 }).reject).toEqual([true, false, false]);
  });

  it('tests nothing when it starts past the end', () => {
    expect(fixedSequence({ p: [0, 0], delta: 0.05, start: 2 }).reject).toEqual([false, false]);
    expect(fixedSequence({ p: [], delta: 0.05 }).reject).toEqual([]);
    expect(() => fixedSequence({ p: [0], delta: 0.05, start: 2 })).toThrow(/start/);
  });
});

describe('holm and bonferroni', () => {
  it('holm rejects everything that bonferroni rejects', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        Object.freeze(p);
        const stepDown = holm({ p, delta: 0.05 }).reject;
        bonferroni({ p, delta: 0.05 }).reject.forEach((rejected, i) => {
          if (rejected) expect(stepDown[i]).toBe(true);
        });
      }),
    );
  });

  it('holm rejects a true hypothesis with probability at most delta, counted exactly', () => {
    for (const isTrue of truths(4)) {
      expect(falseRejection(isTrue, 10, (p) => holm({ p, delta: 0.4 }).reject)).toBeLessThanOrEqual(
        0.4 + 1e-12,
      );
    }
  });

  it('does not depend on the order of hypotheses', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const forwards = holm({ p, delta: 0.05 });
        const backwards = holm({ p: p.toReversed(), delta: 0.05 });
        expect(backwards.adjusted).toEqual(forwards.adjusted.toReversed());
      }),
    );
  });

  it('answers nothing about nothing and refuses what is not a p-value', () => {
    expect(holm({ p: [], delta: 0.05 })).toEqual({ reject: [], adjusted: [] });
    expect(bonferroni({ p: [], delta: 0.05 })).toEqual({ reject: [], adjusted: [] });
    expect(() => holm({ p: [1.5], delta: 0.05 })).toThrow(RangeError);
    expect(() => bonferroni({ p: [Number.NaN], delta: 0.05 })).toThrow(RangeError);
  });
});
