import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import { DomainReliability } from '../../src/contracts/domain-reliability.ts';
import { biasNoise } from '../../src/tuning/bias-noise.ts';
import { calibrationSummary } from '../../src/tuning/calibration-summary.ts';
import { domainReliability } from '../../src/tuning/domain-reliability.ts';
import { evidenceOf, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const rules = rulesFor(Configuration.parse({}), 'refunds');

describe('domainReliability', () => {
  it('counts what was decided, reviewed, and is due, and keeps to its contract', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const all = randomRows(random(seed));
        const evidence = evidenceOf(all, { decisions: all.length + 7, immature: 7 });
        const told = domainReliability(evidence, rules);
        expect(DomainReliability.parse(told)).toEqual(told);
        expect(told).toMatchObject({
          ...{ domain: 'refunds', model: 'agent-1', immature: 7, limit: 0.05 },
          decisions: all.length + 7,
          reviewed: all.filter(({ loss }) => loss !== null).length,
          pending: all.filter(({ outcome }) => outcome === 'pending').length,
          calibration: calibrationSummary(evidence),
        });
      }),
      { numRuns: 40 },
    );
  });

  it('has for its limit what the guarantee holds for', () => {
    const money = Configuration.parse({ defaults: { guarantee: 'cost', budget: 2, amountCap: 500 } });
    expect(domainReliability(evidenceOf(rows(3)), rulesFor(money, 'refunds')).limit).toBe(0.004);
  });
});

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
