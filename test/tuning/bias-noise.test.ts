import { describe, expect, it } from 'vitest';
import { biasNoise } from '../../src/tuning/bias-noise.ts';
import { calibrationSummary } from '../../src/tuning/calibration-summary.ts';
import { evidenceOf, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

describe('biasNoise', () => {
  it('is passed by the bias of a perfectly calibrated AI in 5 of 100 cases', () => {
    const chance = random(3);
    let passed = 0;
    for (let run = 0; run < 1000; run++) {
      const all = Array.from({ length: 300 }, () => {
        const ppm = 600_000 + chance.below(390_000);
        const inclusion = ppm > 900_000 ? 0.5 : 1;
        if (!chance.chance(inclusion)) return row({ ppm, inclusion, outcome: 'unreviewed' });
        return row({ ppm, inclusion, outcome: chance.chance(ppm / 1e6) ? 'agree' : 'override' });
      });
      const evidence = evidenceOf(all);
      if (Math.abs(calibrationSummary(evidence).bias ?? 0) > (biasNoise(evidence) ?? 0)) passed += 1;
    }
    // 50 are expected; four standard deviations are 28.
    expect(Math.abs(passed - 50)).toBeLessThan(28);
  });

  it('is what its formula gives, from bands as from values', () => {
    const told = biasNoise(evidenceOf([...rows(50, { ppm: 900_000 }), ...rows(50, { ppm: 500_000 })]));
    expect(told).toBeCloseTo((1.96 * Math.sqrt(50 * 0.09 + 50 * 0.25)) / 100, 14);
    const [cell] = evidenceOf(rows(5, { ppm: 931_000 })).cells;
    const banded = {
      ...(cell as NonNullable<typeof cell>),
      excess: 1600,
      excessSquared: 800 ** 2 + 4 * 200 ** 2,
    };
    const values = [...rows(4, { ppm: 931_200 }), row({ ppm: 931_800 })];
    expect(biasNoise(evidenceOf([], { cells: [banded] }))).toBeCloseTo(
      biasNoise(evidenceOf(values)) ?? 0,
      12,
    );
  });

  it('is nothing where nobody judged, and none where the AI claims to know', () => {
    expect(biasNoise(evidenceOf(rows(5, { outcome: 'pending' })))).toBeNull();
    expect(biasNoise(evidenceOf(rows(5, { ppm: 1_000_000 })))).toBe(0);
  });
});
