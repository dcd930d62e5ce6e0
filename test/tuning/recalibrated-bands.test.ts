import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecalibrationMap } from '../../src/contracts/recalibration.ts';
import { applyMap } from '../../src/statistics/index.ts';
import { recalibratedBand, recalibratedEdges } from '../../src/tuning/recalibrated-bands.ts';
import { tallyOf } from '../../src/tuning/tally.ts';
import { THRESHOLD_GRID } from '../../src/tuning/threshold-grid.ts';
import { evidenceOf, row } from '../support/evidence-of.ts';

const MILLION = 1_000_000;
const share = fc.integer({ min: 0, max: MILLION }).map((ppm) => ppm / MILLION);
const rising = (shares: readonly number[]): number[] => [...shares].sort((a, b) => a - b);
const slope = fc.double({ min: 0.05, max: 5, noNaN: true });
const intercept = fc.double({ min: -4, max: 4, noNaN: true });
const anyMap: fc.Arbitrary<RecalibrationMap> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  slope.map((temperature) => ({ kind: 'temperature' as const, temperature })),
  fc.record({ kind: fc.constant('platt' as const), slope, intercept }),
  fc.record({ kind: fc.constant('beta' as const), a: slope, b: slope, intercept }),
  fc.uniqueArray(share, { minLength: 2, maxLength: 20 }).chain((knots) =>
    fc.array(share, { minLength: knots.length, maxLength: knots.length }).map((values) => ({
      ...{ kind: 'isotonic' as const, confidence: rising(knots), accuracy: rising(values) },
    })),
  ),
);

/** The step of the grid that a recalibrated confidence reaches, ppm. */
function stepOf(map: RecalibrationMap, ppm: number): number {
  const value = applyMap(map, ppm / MILLION);
  return THRESHOLD_GRID.find((step) => step / MILLION <= value) ?? Number.NaN;
}

describe('the bands of the recalibrated scale', () => {
  it('are, on the grid, those of the same step after the map', () => {
    fc.assert(
      fc.property(anyMap, (map) => {
        const ascending = THRESHOLD_GRID.toReversed();
        const steps = ascending.map((ppm) => stepOf(map, ppm));
        const expected = ascending.filter(
          (_, place) => place === 0 || (steps[place] as number) > (steps[place - 1] as number),
        );
        expect(recalibratedEdges(map)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  it('never lift a confidence to a step that the map does not', () => {
    fc.assert(
      fc.property(anyMap, fc.integer({ min: 0, max: MILLION }), (map, ppm) => {
        const band = recalibratedBand(map, ppm);
        expect(band).toBeLessThanOrEqual(ppm);
        expect(stepOf(map, band)).toBeLessThanOrEqual(stepOf(map, ppm));
        expect(THRESHOLD_GRID).toContain(band);
        expect(recalibratedBand(map, band)).toBe(band);
      }),
      { numRuns: 200 },
    );
  });

  it('are those of the confidence itself where no map was chosen', () => {
    expect(recalibratedEdges({ kind: 'none' })).toEqual(THRESHOLD_GRID.toReversed());
  });

  it('tie what a flat piece of an isotonic map ties, and leave no threshold inside it', () => {
    const map = { kind: 'isotonic', confidence: [0.6, 0.7, 0.9], accuracy: [0.5, 0.8, 0.8] } as const;
    const bands = [0.65, 0.7, 0.8, 0.9, 1].map((c) => recalibratedBand(map, c * MILLION));
    expect(bands).toEqual([650_000, 700_000, 700_000, 700_000, 700_000]);
    const settled = { map, reason: 'chosen', verdicts: 1000, before: '2026-03-01', digest: '' } as const;
    const rows = [0.65, 0.8, 0.95].map((c) => row({ ppm: c * MILLION }));
    const { bands: seen, decisions } = tallyOf(evidenceOf(rows, { recalibration: settled }));
    expect([seen, [...decisions]]).toEqual([
      [700_000, 650_000],
      [2, 3],
    ]);
  });
});
