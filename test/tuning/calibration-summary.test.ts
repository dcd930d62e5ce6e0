import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceCell } from '../../src/contracts/evidence.ts';
import { calibrationSummary } from '../../src/tuning/calibration-summary.ts';
import { evidenceOf, type Row, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const seeds = fc.integer();
const NOTHING = { bias: null, ece: null, eceNoiseFloor: null, brier: null };
const isJudged = (one: Row): boolean => ['agree', 'edit', 'override'].includes(one.outcome);

describe('calibrationSummary', () => {
  it('is what loops over reviewed rows give, each weighing one over its chance of review', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('audited' as const, 'unknown' as const), (seed, selection) => {
        const all = randomRows(random(seed));
        const judged = all.filter(isJudged).map((one) => ({
          c: one.ppm / 1_000_000,
          y: one.outcome === 'agree' ? 1 : 0,
          w: selection === 'unknown' ? 1 : 1 / (one.inclusion ?? 1),
        }));
        const told = calibrationSummary(evidenceOf(all, { selection }));
        if (judged.length === 0) {
          expect(told).toEqual(NOTHING);
          return;
        }
        const total = judged.reduce((sum, { w }) => sum + w, 0);
        const bins = Array.from({ length: 15 }, (_, bin) =>
          judged.filter(({ c }) => Math.min(14, Math.floor((Math.round(c * 1e6) * 15) / 1e6)) === bin),
        );
        const gap = (part: typeof judged): number => part.reduce((sum, { c, y, w }) => sum + w * (c - y), 0);
        expect(told.bias).toBeCloseTo(gap(judged) / total, 10);
        expect(told.brier).toBeCloseTo(
          judged.reduce((sum, { c, y, w }) => sum + w * (c - y) ** 2, 0) / total,
          10,
        );
        expect(told.ece).toBeCloseTo(bins.reduce((sum, part) => sum + Math.abs(gap(part)), 0) / total, 10);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same from bands as from values, bin by bin', () => {
    // 0.9312 and 0.9318, four right and one wrong, in the band of 0.931.
    const values = [...rows(4, { ppm: 931_200 }), row({ ppm: 931_800, outcome: 'override' })];
    const cell = (over: Partial<EvidenceCell>): EvidenceCell => ({
      ...(evidenceOf(rows(1)).cells[0] as EvidenceCell),
      band: 931_000,
      ...over,
    });
    const banded = evidenceOf([], {
      bands: 'decimal',
      cells: [
        cell({ decisions: 4, excess: 800, excessSquared: 4 * 200 ** 2 }),
        cell({ outcome: 'override', loss: 1, decisions: 1, excess: 800, excessSquared: 800 ** 2 }),
      ],
    });
    const [exact, rough] = [calibrationSummary(evidenceOf(values)), calibrationSummary(banded)];
    for (const key of ['bias', 'ece', 'eceNoiseFloor', 'brier'] as const)
      expect(rough[key]).toBeCloseTo(exact[key] ?? Number.NaN, 12);
  });

  it('counts an edit as not right, and takes no notice of who may act', () => {
    const all = [...rows(6), ...rows(2, { outcome: 'edit', loss: 0.1 }), ...rows(2, { eligible: false })];
    expect(calibrationSummary(evidenceOf(all)).bias).toBeCloseTo(0.9 - 0.8, 12);
  });

  it('calls an over-confident AI so by a positive bias', () => {
    const summary = calibrationSummary(evidenceOf([...rows(60), ...rows(40, { outcome: 'override' })]));
    expect(summary.bias).toBeCloseTo(0.3, 12);
    expect(summary.ece).toBeCloseTo(0.3, 12);
    expect(summary.brier).toBeCloseTo(0.6 * 0.01 + 0.4 * 0.81, 12);
  });

  it('expects half the noise of four times the verdicts', () => {
    const times = (n: number) =>
      calibrationSummary(evidenceOf([...rows(9 * n), ...rows(n, { outcome: 'override' })])).eceNoiseFloor;
    expect(times(400)).toBeCloseTo((times(100) ?? 0) / 2, 3);
  });

  it('knows nothing where nothing was judged', () => {
    const silent = [...rows(5, { outcome: 'unsure' }), ...rows(5, { outcome: 'pending' })];
    expect(calibrationSummary(evidenceOf(silent))).toEqual(NOTHING);
  });
});
