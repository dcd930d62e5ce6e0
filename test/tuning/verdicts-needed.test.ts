import { describe, expect, it } from 'vitest';
import {
  betaMixtureEValue,
  certificationBoundary,
  certificationLowerBound,
} from '../../src/statistics/index.ts';
import { eProcess } from '../../src/tuning/e-process.ts';
import { tallyOf } from '../../src/tuning/tally.ts';
import { verdictsNeeded, verdictsNeededAt } from '../../src/tuning/verdicts-needed.ts';
import { evidenceOf, type Row, rows } from '../support/evidence-of.ts';

const limits = [0.01, 0.05, 0.1] as const;
const levels = [0.005, 0.025, 0.05] as const;

describe('verdictsNeeded', () => {
  it.each(limits)('without an error is the first number of the boundary (limit %f)', (alpha) => {
    for (const delta of levels) {
      const [first] = certificationBoundary({ alpha, delta, maxErrors: 0 }).minVerdicts;
      expect(verdictsNeeded(0, alpha, delta)).toBe(first);
    }
  });

  it.each(limits)('would be certified, and one verdict fewer would not (limit %f)', (alpha) => {
    for (const share of [0.1, 0.3, 0.5, 0.7])
      for (const level of levels) {
        const need = verdictsNeeded(share * alpha, alpha, level) ?? 0;
        const passes = (n: number): boolean =>
          betaMixtureEValue({ n, errors: Math.round(share * alpha * n), alpha }).logE >= -Math.log(level);
        expect([passes(need), passes(need - 1)]).toEqual([true, false]);
      }
  });

  it('is never below what any honest test needs on average, and not far above it', () => {
    for (const alpha of limits)
      for (const share of [0, 0.2, 0.4, 0.6]) {
        const { minExpectedVerdicts } = certificationLowerBound({ risk: share * alpha, alpha, delta: 0.05 });
        const need = verdictsNeeded(share * alpha, alpha, 0.05) ?? 0;
        // Whole errors only: a hundred verdicts at 0.2 % have none.
        expect(need).toBeGreaterThan(0.6 * (minExpectedVerdicts ?? Number.NaN));
        expect(need).toBeLessThan(2 * (minExpectedVerdicts ?? Number.NaN));
      }
  });

  it('rises with the error rate and falls with the limit and the level', () => {
    const needs = [0, 0.01, 0.02, 0.03, 0.04].map((risk) => verdictsNeeded(risk, 0.05, 0.05) ?? 0);
    expect(needs).toEqual(needs.toSorted((a, b) => a - b));
    expect(verdictsNeeded(0.01, 0.1, 0.05)).toBeLessThan(verdictsNeeded(0.01, 0.05, 0.05) ?? 0);
    expect(verdictsNeeded(0.01, 0.05, 0.05)).toBeLessThan(verdictsNeeded(0.01, 0.05, 0.005) ?? 0);
  });

  it.each([0.05, 0.0501, 0.2, 1])('is null at an error rate of %f with a limit of 0.05', (risk) => {
    expect(verdictsNeeded(risk, 0.05, 0.05)).toBeNull();
  });

  it('is null just below the limit, where a hundred thousand would not do', () => {
    expect(verdictsNeeded(0.0499, 0.05, 0.05)).toBeNull();
  });
});

describe('verdictsNeededAt', () => {
  const neededAt = (all: readonly Row[], have: number, level = 0.05): number | null =>
    verdictsNeededAt(eProcess(tallyOf(evidenceOf(all)), 0.05), 0, have, level);

  it('is the same where everything was reviewed', () => {
    for (const [n, errors] of [
      [40, 0],
      [50, 1],
      [200, 6],
      [500, 5],
    ] as const)
      for (const level of levels)
        expect(neededAt([...rows(n - errors), ...rows(errors, { outcome: 'override' })], n, level)).toBe(
          verdictsNeeded(errors / n, 0.05, level),
        );
  });

  it('is met exactly when so many have come', () => {
    const audits = { inclusion: 0.1, smallestInclusion: 0.1 };
    const reviews = { inclusion: 1, smallestInclusion: 0.1 };
    const mix = (times: number): Row[] => [
      ...rows(9 * times, audits),
      ...rows(19 * times, reviews),
      ...rows(times, { ...reviews, outcome: 'override' }),
    ];
    const need = neededAt(mix(1), 29) ?? 0;
    const logE = (times: number): number => eProcess(tallyOf(evidenceOf(mix(times))), 0.05).logE(0);
    expect(need).toBeGreaterThan(29);
    expect(logE(Math.ceil(need / 29))).toBeGreaterThanOrEqual(Math.log(20));
    expect(logE(Math.floor((need - 1) / 29))).toBeLessThan(Math.log(20));
  });

  it('is larger where most verdicts are full reviews beside few audits', () => {
    const audits = { inclusion: 0.05, smallestInclusion: 0.05 };
    const alone = neededAt(rows(50, audits), 50) ?? 0;
    const mixed = neededAt([...rows(50, audits), ...rows(950, { smallestInclusion: 0.05 })], 1000) ?? 0;
    expect(alone).toBe(verdictsNeeded(0, 0.05, 0.05));
    expect(mixed).toBeGreaterThan(8 * alone);
  });

  it('counts on as many pending as there are now', () => {
    const all = [...rows(97), ...rows(3, { outcome: 'pending' })];
    expect(neededAt(all, 97)).toBeGreaterThan(neededAt(rows(97), 97) ?? 0);
    expect(neededAt([...rows(94), ...rows(6, { outcome: 'pending' })], 94)).toBeNull();
  });
});
