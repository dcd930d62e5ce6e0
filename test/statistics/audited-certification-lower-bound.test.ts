import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditedCertificationLowerBound, certificationLowerBound } from '../../src/statistics/index.ts';

const unit = fc.double({ min: 1e-4, max: 1, noNaN: true });
const stratum = fc.record({ share: unit, inclusion: unit, risk: fc.double({ min: 0, max: 1, noNaN: true }) });
const meanRisk = (strata: readonly { share: number; risk: number }[]): number =>
  strata.reduce((sum, one) => sum + one.share * one.risk, 0) /
  strata.reduce((sum, one) => sum + one.share, 0);

describe('auditedCertificationLowerBound', () => {
  it('is the lower bound of fully reviewed verdicts where there is one stratum with inclusion 1', () => {
    for (const [risk, alpha, delta] of [
      [0.02, 0.05, 0.05],
      [0, 0.05, 0.01],
      [0.001, 0.01, 0.01],
      [0.049, 0.05, 0.05],
    ] as const) {
      const audited = auditedCertificationLowerBound({
        strata: [{ share: 3, inclusion: 1, risk }],
        alpha,
        delta,
      });
      const reviewed = certificationLowerBound({ risk, alpha, delta });
      expect(audited.minExpectedDecisions).toBeCloseTo(reviewed.minExpectedVerdicts as number, 6);
    }
  });

  it('needs 1 / pi times the decisions where all are audited at pi', () => {
    const at = (inclusion: number): number =>
      auditedCertificationLowerBound({
        strata: [{ share: 1, inclusion, risk: 0.01 }],
        alpha: 0.05,
        delta: 0.05,
      }).minExpectedDecisions as number;
    expect(at(0.05) / at(1)).toBeCloseTo(20, 8);
  });

  it('is the smallest information over all worlds at the limit: no tilt of two strata gives less', () => {
    fc.assert(
      fc.property(stratum, stratum, unit, (a, b, tilt) => {
        const strata = [a, b];
        const alpha = 0.3;
        fc.pre(meanRisk(strata) < alpha - 1e-6);
        const { information } = auditedCertificationLowerBound({ strata, alpha, delta: 0.05 });
        const [wa, wb] = [a.share / (a.share + b.share), b.share / (a.share + b.share)];
        const other = (alpha - wa * tilt) / wb;
        fc.pre(other > 0 && other < 1 && tilt < 1);
        const kl = (r: number, q: number): number =>
          (r === 0 ? 0 : r * Math.log(r / q)) + (r === 1 ? 0 : (1 - r) * Math.log((1 - r) / (1 - q)));
        const rival = wa * a.inclusion * kl(a.risk, tilt) + wb * b.inclusion * kl(b.risk, other);
        expect(rival).toBeGreaterThanOrEqual(information * (1 - 1e-6) - 1e-12);
      }),
    );
  });

  it('is null at and above the limit, however the limit came to be added up', () => {
    const strata = Array.from({ length: 50 }, () => ({ share: 1 / 50, inclusion: 0.05, risk: 0.05 }));
    expect(auditedCertificationLowerBound({ strata, alpha: 0.05, delta: 0.05 })).toEqual({
      information: 0,
      minExpectedDecisions: null,
    });
  });

  it.each([
    { strata: [] },
    { strata: [{ share: 0, inclusion: 1, risk: 0 }] },
    { strata: [{ share: 1, inclusion: 0, risk: 0 }] },
    { strata: [{ share: 1, inclusion: 1, risk: 1.1 }] },
  ])('refuses %j', ({ strata }) => {
    expect(() => auditedCertificationLowerBound({ strata, alpha: 0.05, delta: 0.05 })).toThrow(RangeError);
  });
});
