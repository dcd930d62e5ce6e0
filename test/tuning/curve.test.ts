import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Curve } from '../../src/contracts/curve.ts';
import { curvePoint, riskCoverageCurve } from '../../src/tuning/curve.ts';
import { tallyOf } from '../../src/tuning/tally.ts';
import { THRESHOLD_GRID } from '../../src/tuning/threshold-grid.ts';
import { evidenceOf, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const seeds = fc.integer();
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('curvePoint', () => {
  it('is what loops over rows count and weigh', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...THRESHOLD_GRID), (seed, threshold) => {
        const all = randomRows(random(seed));
        const above = all.filter((one) => one.eligible && one.ppm >= threshold);
        const judged = above.filter((one) => one.loss !== null);
        const weights = judged.map((one) => 1 / (one.inclusion ?? 1));
        const losses = judged.map((one) => one.loss ?? 0);
        const point = curvePoint(tallyOf(evidenceOf(all)), threshold);
        expect(point).toMatchObject({
          threshold: threshold / 1_000_000,
          decisions: above.length,
          coverage: all.length === 0 ? 0 : above.length / all.length,
          reviewed: judged.length,
          errors: losses.filter((loss) => loss > 0).length,
          pending: above.filter((one) => one.outcome === 'pending').length,
        });
        if (judged.length === 0) expect([point.risk, point.naiveRisk]).toEqual([null, null]);
        else {
          expect(point.risk).toBeCloseTo(
            sum(losses.map((loss, i) => loss * (weights[i] ?? 0))) / sum(weights),
            12,
          );
          expect(point.naiveRisk).toBeCloseTo(sum(losses) / judged.length, 12);
        }
      }),
    );
  });

  it('weighs an audit at one in ten as ten reviews', () => {
    const audits = { ppm: 950_000, inclusion: 0.1, smallestInclusion: 0.1 };
    const tally = tallyOf(
      evidenceOf([
        ...rows(99, audits),
        row({ ...audits, outcome: 'override' }),
        ...rows(60, { smallestInclusion: 0.1 }),
        ...rows(40, { smallestInclusion: 0.1, outcome: 'override' }),
      ]),
    );
    const { risk, naiveRisk } = curvePoint(tally, 900_000);
    expect(risk).toBeCloseTo((10 + 40) / (1000 + 100), 12);
    expect(naiveRisk).toBeCloseTo(41 / 200, 12);
  });
});

describe('riskCoverageCurve', () => {
  it('has a point at each threshold that differs from the one above, and answers for those between', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const evidence = evidenceOf(randomRows(random(seed)));
        const tally = tallyOf(evidence);
        const { points } = Curve.parse(riskCoverageCurve(evidence));
        let at = -1;
        for (const ppm of THRESHOLD_GRID) {
          if (points[at + 1]?.threshold === ppm / 1_000_000) at += 1;
          const { threshold: _, ...figures } = curvePoint(tally, ppm);
          if (at < 0) expect(figures.decisions).toBe(0);
          else expect(points[at]).toMatchObject(figures);
        }
        expect(at).toBe(points.length - 1);
      }),
      { numRuns: 20 },
    );
  });

  it('gains coverage from point to point', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { points } = riskCoverageCurve(evidenceOf(randomRows(random(seed))));
        points.slice(1).forEach((point, i) => {
          expect(point.coverage).toBeGreaterThan(points[i]?.coverage ?? 1);
          expect(point.threshold).toBeLessThan(points[i]?.threshold ?? 0);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is empty where nothing may be taken', () => {
    expect(riskCoverageCurve(evidenceOf(rows(5, { eligible: false }))).points).toEqual([]);
  });
});
