import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewerCounts, SliceCounts } from '../../src/contracts/cut-counts.ts';
import { atLeast, atMost, binomialFunnel } from '../../src/reliability/binomial-funnel.ts';
import { hypergeometricTail } from '../../src/reliability/hypergeometric-tail.ts';
import { reviewerRows } from '../../src/reliability/reviewer-rows.ts';
import { effectiveCounts, sumsOf } from '../../src/reliability/slice-sums.ts';
import { slicePValue } from '../../src/reliability/slice-test.ts';
import { worstSlices } from '../../src/reliability/worst-slices.ts';
import { cohensKappa } from '../../src/statistics/index.ts';
import { type Random, random } from '../support/random.ts';

interface Judged {
  readonly values: readonly number[];
  readonly weight: number;
  readonly wrong: boolean;
}

/** Counts rows into all slices of one and two levels, as the store does. */
function countSlices(rows: readonly Judged[], levels: number): SliceCounts {
  const segments = rows[0]?.values.length ?? 0;
  const cells = new Map<string, [number, number, number, number, number]>();
  const add = (first: number, second: number, { weight, wrong }: Judged): void => {
    const key = `${first} ${second} ${weight}`;
    const cell = cells.get(key) ?? [first, second, weight, 0, 0];
    cells.set(key, cell);
    cell[3] += 1;
    cell[4] += wrong ? 1 : 0;
  };
  for (const row of rows)
    for (let one = 0; one < segments; one++) {
      const first = one * levels + (row.values[one] as number);
      add(first, Number.NaN, row);
      for (let other = one + 1; other < segments; other++)
        add(first, other * levels + (row.values[other] as number), row);
    }
  const enough = new Map<string, number>();
  for (const [first, second, , reviewed] of cells.values())
    enough.set(`${first} ${second}`, (enough.get(`${first} ${second}`) ?? 0) + reviewed);
  const kept = [...cells.values()]
    .filter(([first, second]) => (enough.get(`${first} ${second}`) ?? 0) >= 30)
    .sort((a, b) => a[0] - b[0] || (a[1] || -1) - (b[1] || -1) || a[2] - b[2]);
  const column = (place: number) => Float64Array.from(kept, (cell) => cell[place] as number);
  return {
    names: Array.from({ length: segments * levels }, (_, place) => ({
      segment: `s${Math.floor(place / levels)}`,
      value: `v${place % levels}`,
    })),
    ...{ first: column(0), second: column(1), weight: column(2), reviewed: column(3), wrong: column(4) },
  };
}

function wholeOf(rows: readonly Judged[]) {
  return rows.map(({ weight, wrong }) => ({ weight, reviewed: 1, wrong: wrong ? 1 : 0 }));
}

const [SEGMENTS, LEVELS] = [4, 5];
function draw(
  chance: Random,
  isAudited: boolean,
  rate: (values: readonly number[]) => number,
): Judged | null {
  // The last values are the rare ones.
  const values = Array.from({ length: SEGMENTS }, () => Math.floor(LEVELS * chance.uniform() ** 2));
  // Confident decisions are looked at one time in five, and are wrong a third as often.
  const isSure = isAudited && chance.chance(0.8);
  if (isSure && !chance.chance(0.2)) return null;
  return { values, weight: isSure ? 5 : 1, wrong: chance.chance(rate(values) * (isSure ? 1 / 3 : 1)) };
}

function drawAll(
  chance: Random,
  count: number,
  isAudited: boolean,
  rate: (values: readonly number[]) => number,
) {
  return Array.from({ length: count }, () => draw(chance, isAudited, rate)).filter((row) => row !== null);
}

describe('the search for the worst slices', () => {
  it.each([
    ['everything is reviewed', 1500, false, 0.03],
    ['some is only audited', 4000, true, 0.08],
  ])('finds nothing where nothing is, in nineteen of twenty cases, where %s', (_, count, isAudited, rate) => {
    let found = 0;
    for (let seed = 0; seed < 400; seed++) {
      const rows = drawAll(random(seed), count, isAudited, () => rate);
      const answer = worstSlices(countSlices(rows, LEVELS), wholeOf(rows), true);
      expect(answer.slicesTested).toBeGreaterThan(50);
      if (answer.worstSlices.some((slice) => slice.found)) found += 1;
    }
    expect(found).toBeLessThanOrEqual(28);
  });

  it.each([
    ['everything is reviewed', 3000, false],
    ['some is only audited', 8000, true],
  ])('finds a bad pair of values, and names it first, where %s', (_, count, isAudited) => {
    let first = 0;
    for (let seed = 0; seed < 20; seed++) {
      const rate = (values: readonly number[]): number => (values[0] === 1 && values[2] === 2 ? 0.6 : 0.04);
      const rows = drawAll(random(seed), count, isAudited, rate);
      const [worst] = worstSlices(countSlices(rows, LEVELS), wholeOf(rows), true).worstSlices;
      const names = worst?.slice.map(({ segment, value }) => `${segment} ${value}`).join(', ');
      if (worst?.found && names === 's0 v1, s2 v2') first += 1;
    }
    expect(first).toBeGreaterThanOrEqual(19);
  });

  it('does not test a pair that is one of its values again, nor what leaves nothing to compare with', () => {
    const rows = Array.from({ length: 200 }, (_, place) => ({
      ...{ values: [place % 2, place % 2, 0], weight: 1, wrong: place % 10 === 0 },
    }));
    const { slicesTested, worstSlices: worst } = worstSlices(countSlices(rows, 2), wholeOf(rows), true);
    expect(slicesTested).toBe(4);
    expect(worst.every(({ slice }) => slice.length === 1)).toBe(true);
    expect(worst[0]).toMatchObject({ reviewed: 100, difference: 0.2, found: true });
  });

  it('answers nothing of nothing', () => {
    expect(worstSlices(countSlices([], 2), [], false)).toEqual({ slicesTested: 0, worstSlices: [] });
  });
});

describe('the test of a slice', () => {
  it('is exact where all weights are alike', () => {
    const cell = fc.record({ reviewed: fc.integer({ min: 1, max: 40 }), wrong: fc.nat(40) });
    fc.assert(
      fc.property(cell, cell, fc.constantFrom(1, 5, 1 / 0.3), (own, other, weight) => {
        const [one, rest] = [own, other].map(({ reviewed, wrong }) =>
          sumsOf([{ weight, reviewed, wrong: Math.min(reviewed, wrong) }]),
        ) as [ReturnType<typeof sumsOf>, ReturnType<typeof sumsOf>];
        const errors = Math.min(own.reviewed, own.wrong);
        const others = Math.min(other.reviewed, other.wrong);
        const exact = fisher(errors, own.reviewed, others, other.reviewed);
        const isWorse = errors * other.reviewed > others * own.reviewed;
        expect(slicePValue(one, rest)).toBeCloseTo(isWorse ? exact : 1, 9);
      }),
    );
  });

  it('takes an error of much weight for little evidence', () => {
    const { n } = effectiveCounts(
      sumsOf([
        { weight: 1, reviewed: 80, wrong: 0 },
        { weight: 20, reviewed: 20, wrong: 1 },
      ]),
    );
    expect(n).toBeLessThan(480 ** 2 / 8080);
  });

  it('keeps its digits in the far tail', () => {
    let exact = 1;
    for (let k = 0; k < 50; k++) exact *= (50 - k) / (100_000 - k);
    const p = hypergeometricTail({ errors: 50, n: 50, allErrors: 50, all: 100_000 });
    expect(p / exact).toBeCloseTo(1, 6);
  });
});

/** Sum over all tables, in whole numbers. */
function fisher(errors: number, n: number, others: number, m: number): number {
  const choose = (of: number, some: number): bigint => {
    let answer = 1n;
    for (let k = 1; k <= some; k++) answer = (answer * BigInt(of - some + k)) / BigInt(k);
    return some < 0 || some > of ? 0n : answer;
  };
  const all = errors + others;
  let sum = 0n;
  for (let k = errors; k <= Math.min(n, all); k++) sum += choose(n, k) * choose(m, all - k);
  return Number((sum * 10n ** 15n) / choose(n + m, all)) / 1e15;
}

describe('the funnel', () => {
  it('is where the binomial says', () => {
    const input = [fc.integer({ min: 1, max: 60 }), fc.constantFrom(0, 0.03, 0.2, 0.5, 0.97, 1)] as const;
    fc.assert(
      fc.property(...input, fc.constantFrom(0.05, 0.001), (n, rate, alpha) => {
        let mass = 1;
        const pmf = Array.from({ length: n + 1 }, (_, k) => {
          if (k > 0) mass = (mass * (n - k + 1)) / k;
          return mass * rate ** k * (1 - rate) ** (n - k);
        });
        const sum = (from: number, to: number): number =>
          pmf.slice(from, to).reduce((all, one) => all + one, 0);
        const { low, high } = binomialFunnel(n, rate, alpha);
        const [least, most] = [Math.round(low * n), Math.round(high * n)];
        expect(sum(0, least)).toBeLessThanOrEqual(alpha / 2 + 1e-12);
        expect(sum(most + 1, n + 1)).toBeLessThanOrEqual(alpha / 2 + 1e-12);
        expect(sum(0, least + 1)).toBeGreaterThan(alpha / 2 - 1e-12);
        for (const k of [0, least, most, n]) {
          expect(atMost(k, n, rate)).toBeCloseTo(sum(0, k + 1), 10);
          expect(atLeast(k, n, rate)).toBeCloseTo(sum(k, n + 1), 10);
        }
      }),
    );
  });
});

const reviewer = (over: Partial<ReviewerCounts>): ReviewerCounts => ({
  ...{ reviewer: 'r', verdicts: 400, overrides: 40, soleVoice: 400 },
  ...{ bothRight: 0, bothWrong: 0, onlyThisWrong: 0, onlyOtherWrong: 0 },
  ...{ blind: 0, blindOverrides: 0, shown: 0, shownOverrides: 0, timed: 0, medianSeconds: null },
  ...over,
});

describe('reviewers', () => {
  it('are rubber stamps where they change too little of much, and not of little', () => {
    const all = [
      reviewer({ reviewer: 'a' }),
      reviewer({ reviewer: 'b', overrides: 1 }),
      reviewer({ reviewer: 'c', verdicts: 90, overrides: 0 }),
      reviewer({ reviewer: '__proto__', overrides: 90 }),
    ];
    const rows = reviewerRows(all);
    expect(rows.map(({ outside }) => outside)).toEqual([null, 'below', 'below', 'above']);
    expect(rows.map(({ rubberStamp }) => rubberStamp)).toEqual([false, true, false, false]);
    expect(rows[1]?.why).toMatch(/^changed 1 of 400 decisions, where all .* about 41;/);
    expect(rows[3]).toMatchObject({ reviewer: '__proto__', why: null });
  });

  it('stand apart by chance in one of twenty cases, all of them together', () => {
    let apart = 0;
    for (let seed = 0; seed < 400; seed++) {
      const chance = random(seed);
      const all = Array.from({ length: 12 }, () => {
        const overrides = Array.from({ length: 150 }, () => chance.chance(0.1)).filter(Boolean).length;
        return reviewer({ verdicts: 150, overrides });
      });
      if (reviewerRows(all).some(({ outside }) => outside !== null)) apart += 1;
    }
    expect(apart).toBeLessThanOrEqual(28);
  });

  it('agree with others as Cohen says', () => {
    const count = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), ([bothRight, bothWrong, onlyThis, onlyOther]) => {
        const pairs = bothRight + bothWrong + onlyThis + onlyOther;
        const [row] = reviewerRows([
          reviewer({
            soleVoice: 400 - pairs,
            bothRight,
            bothWrong,
            onlyThisWrong: onlyThis,
            onlyOtherWrong: onlyOther,
          }),
        ]);
        const list = (rr: number, ww: number, wr: number, rw: number) =>
          [rr, ww, wr, rw].flatMap((times, label) => new Array<number>(times).fill(label));
        const labels = list(bothRight, bothWrong, onlyThis, onlyOther);
        const a = labels.map((label) => (label === 1 || label === 2 ? 1 : 0));
        const b = labels.map((label) => (label === 1 || label === 3 ? 1 : 0));
        const kappa = pairs < 30 ? null : cohensKappa({ a, b, labels: [0, 1], weights: null });
        if (kappa === null) expect(row?.kappa).toBeNull();
        else expect(row?.kappa).toBeCloseTo(kappa, 9);
        expect(row?.agreement ?? null).toEqual(pairs === 0 ? null : (bothRight + bothWrong) / pairs);
      }),
    );
  });
});
