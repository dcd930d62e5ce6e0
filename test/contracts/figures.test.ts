import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  count,
  percentExact,
  percentNear,
  percentUp,
  plain,
  thresholdText,
} from '../../src/contracts/figures.ts';
import { THRESHOLD_GRID } from '../../src/tuning/threshold-grid.ts';

const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('percentUp', () => {
  it('never reads better than the share is', () => {
    fc.assert(
      fc.property(shares, fc.option(shares, { nil: null }), (share, limit) => {
        const read = Number(percentUp(share, limit)) / 100;
        expect(read).toBeGreaterThanOrEqual(share - 1e-9);
        expect(read).toBeLessThan(share + 0.001 + 1e-9);
      }),
    );
  });

  it('reads below a limit that the share is below by more than a hair', () => {
    const near = fc.tuple(
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 1e-6, max: 0.01, noNaN: true }),
    );
    fc.assert(
      fc.property(near, ([limit, gap]) => {
        const share = Math.max(0, limit - gap);
        expect(Number(percentUp(share, limit))).toBeLessThan(Number(percentExact(limit)));
      }),
    );
  });

  it('never reads above a limit that the share keeps', () => {
    fc.assert(
      fc.property(shares, shares, (a, b) => {
        const [share, limit] = [Math.min(a, b), Math.max(a, b)];
        expect(Number(percentUp(share, limit))).toBeLessThanOrEqual(Number(percentExact(limit)) + 1e-8);
      }),
    );
  });

  it.each([
    [0, '0.0'],
    [0.05, '5.0'],
    [0.07, '7.0'],
    [0.29, '29.0'],
    [0.0501, '5.1'],
    [0.049, '4.9'],
    [0.0491, '5.0'],
    [0.00001, '0.1'],
    [1, '100.0'],
  ])('writes %f as %s', (share, written) => {
    expect(percentUp(share, null)).toBe(written);
  });

  it.each([
    [0.0491, 0.05, '4.91'],
    [0.04995, 0.05, '4.995'],
    [0.0499999, 0.05, '4.99999'],
    [0.049999999, 0.05, '5'],
    [0.05, 0.05, '5.0'],
    [0.0501, 0.05, '5.1'],
    [0.033, 1 / 30, '3.3'],
    [0.03333, 1 / 30, '3.333'],
    [0.0124, 0.0125, '1.24'],
  ])('writes %f beside a limit of %f as %s', (share, limit, written) => {
    expect(percentUp(share, limit)).toBe(written);
  });
});

describe('percentExact', () => {
  it.each([
    [0.05, '5'],
    [0.07, '7'],
    [0.0125, '1.25'],
    [0.001, '0.1'],
    [0.3, '30'],
    [1, '100'],
    [0.999, '99.9'],
    [1e-9, '0.0000001'],
  ])('writes %f as it was set: %s', (share, written) => {
    expect(percentExact(share)).toBe(written);
  });

  it('reads back as the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (ppm) => {
        expect(Number(percentExact(ppm / 1_000_000))).toBeCloseTo(ppm / 10_000, 10);
      }),
    );
  });
});

describe('percentNear', () => {
  it.each([
    [0, '0'],
    [1, '100'],
    [0.0004, 'less than 0.1'],
    [0.9996, 'more than 99.9'],
    [0.0005, '0.1'],
    [0.999, '99.9'],
    [0.881, '88.1'],
    [0.4, '40'],
  ])('writes %f as %s', (share, written) => {
    expect(percentNear(share)).toBe(written);
  });
});

describe('thresholdText', () => {
  it('reads back as the very threshold, anywhere on the grid', () => {
    for (const ppm of THRESHOLD_GRID) {
      expect(Math.round(Number(thresholdText(ppm / 1_000_000)) * 1_000_000)).toBe(ppm);
      expect(thresholdText(ppm / 1_000_000)).toMatch(/^[01]\.\d{2,6}$/);
    }
  });
});

describe('count', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1\u2009000'],
    [60_000, '60\u2009000'],
    [1_234_567, '1\u2009234\u2009567'],
  ])('writes %i with thin spaces', (value, written) => {
    expect(count(value)).toBe(written);
  });
});

describe('plain', () => {
  it.each([
    ['5.0', '5'],
    ['5.10', '5.1'],
    ['100', '100'],
    ['0.0', '0'],
    ['10', '10'],
  ])('writes %s as %s', (decimal, written) => {
    expect(plain(decimal)).toBe(written);
  });
});
