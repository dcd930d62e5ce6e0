import { describe, expect, it } from 'vitest';
import { eProcess } from '../../src/tuning/e-process.ts';
import { tallyOf } from '../../src/tuning/tally.ts';
import { verdictsMissing } from '../../src/tuning/verdicts-missing.ts';
import { verdictsNeeded } from '../../src/tuning/verdicts-needed.ts';
import { evidenceOf, type Row, rows } from '../support/evidence-of.ts';

const missing = (all: readonly Row[], level = 0.05, least?: number): number | null =>
  verdictsMissing({
    ...{ tally: tallyOf(evidenceOf(all)), place: 0, alpha: 0.05, level },
    ...(least === undefined ? {} : { least }),
  });

describe('verdictsMissing', () => {
  it('is what is needed less what is there, where everything was reviewed', () => {
    for (const [n, errors] of [
      [40, 0],
      [50, 1],
      [200, 6],
    ] as const)
      for (const level of [0.005, 0.025, 0.05])
        expect(missing([...rows(n - errors), ...rows(errors, { outcome: 'override' })], level)).toBe(
          (verdictsNeeded(errors / n, 0.05, level) ?? 0) - n,
        );
  });

  it('starts from nothing where nothing was reviewed', () => {
    expect(missing(rows(10, { outcome: 'unreviewed' }))).toBe(verdictsNeeded(0, 0.05, 0.05));
  });

  it('is met exactly by so many audits at one even rate under a policy of their own', () => {
    const before = [
      ...rows(30, { inclusion: 0.1, smallestInclusion: 0.1 }),
      ...rows(60, { smallestInclusion: 0.1 }),
    ];
    const more = missing(before) ?? 0;
    const logE = (audits: number): number =>
      eProcess(
        tallyOf(evidenceOf([...before, ...rows(audits, { inclusion: 0.03, smallestInclusion: 0.03 })])),
        0.05,
      ).logE(0);
    expect(more).toBeGreaterThan(1);
    expect(logE(more)).toBeGreaterThanOrEqual(Math.log(20));
    expect(logE(more - 1)).toBeLessThan(Math.log(20));
  });

  it('counts on as many errors, and as many that never come, as there are now by weight', () => {
    const right = rows(90);
    const alike = missing([...right, ...rows(2, { outcome: 'override' })]);
    expect(missing([...right, ...rows(2, { outcome: 'pending' })])).toBeGreaterThanOrEqual(alike ?? 0);
    expect(alike).toBeGreaterThan(missing([...right, ...rows(1, { outcome: 'override' })]) ?? 0);
    const rare = { inclusion: 0.2, smallestInclusion: 0.2 };
    const mixed = rows(300, { smallestInclusion: 0.2 });
    expect(missing([...mixed, ...rows(1, { ...rare, outcome: 'override' })])).toBeGreaterThan(
      missing([...mixed, ...rows(1, { smallestInclusion: 0.2, outcome: 'override' })]) ?? 0,
    );
  });

  it('is null at or above the limit, and what comes anyway where that is enough', () => {
    expect(missing([...rows(95), ...rows(5, { outcome: 'override' })])).toBeNull();
    expect(missing(rows(500))).toBe(0);
    expect(missing(rows(500), 0.05, 7)).toBe(7);
    expect(missing(rows(40), 0.05, 7)).toBe(missing(rows(40)));
  });
});
