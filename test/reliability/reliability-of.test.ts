import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { type Estimate, Reliability } from '../../src/contracts/reliability.ts';
import { reliabilityOf } from '../../src/reliability/reliability-of.ts';
import { evidenceOf, type Row, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';
import { auditedHistory, byPlainLoops } from '../support/reliability-rows.ts';
import { expectClose } from '../support/verdict-rows.ts';

const histories = fc.integer().map((seed) => randomRows(random(seed)));
const RUNS = { numRuns: 40 };

/** Few confidences and weights, so that ties are common and loops over all pairs are short. */
const tiedHistories = fc
  .array(
    fc.record({
      ppm: fc.integer({ min: 0, max: 40 }).map((step) => step * 25_000),
      outcome: fc.constantFrom('agree' as const, 'agree' as const, 'override' as const, 'edit' as const),
      inclusion: fc.constantFrom(1, 0.5, 0.05),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((all): Row[] => all.map((one) => row({ ...one, loss: one.outcome === 'agree' ? 0 : 1 })));

const isJudged = ({ outcome }: Row): boolean => ['agree', 'edit', 'override'].includes(outcome);

describe('reliabilityOf', () => {
  it('keeps the promises of its contract, each estimate between its bounds', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const told = reliabilityOf(evidenceOf(all));
        expect(Reliability.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
        const shares = [told.accuracy, told.overrideRate, told.editRate].flatMap(({ naive, weighted }) => [
          naive,
          weighted,
        ]);
        for (const share of [...shares, ...told.bins.map(({ accuracy }) => accuracy)]) {
          if (share === null) continue;
          expectOrdered(share);
          expect(share.low).toBeGreaterThanOrEqual(0);
          expect(share.high).toBeLessThanOrEqual(1);
        }
        if (told.confidence.bias !== null) expectOrdered(told.confidence.bias);
        for (const { low, high } of told.band) expect(low).toBeLessThanOrEqual(high);
        for (const { risk, high } of told.riskCoverage) expect(risk).toBeLessThanOrEqual(high);
      }),
      RUNS,
    );
  });

  it('counts each verdict in one bin, one step of the curve and one slot', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const told = reliabilityOf(evidenceOf(all));
        const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
        expect(told.reviewed).toBe(all.filter(isJudged).length);
        expect(sumOf(told.bins.map(({ verdicts }) => verdicts))).toBe(told.reviewed);
        expect(sumOf(told.histogram.map(({ reviewed }) => reviewed))).toBe(told.reviewed);
        expect(sumOf(told.histogram.map(({ decisions }) => decisions))).toBe(all.length);
        if (told.reviewed > 0) expectClose(sumOf(told.isotonic.map(({ share }) => share)), 1);
      }),
      RUNS,
    );
  });

  it('says the same without weights as with weights of one', () => {
    fc.assert(
      fc.property(
        fc.integer().map((seed) => randomRows(random(seed), { audited: false })),
        (all) => {
          const full = reliabilityOf(evidenceOf(all, { selection: 'full' }));
          const unknown = reliabilityOf(evidenceOf(all, { selection: 'unknown' }));
          for (const name of ['accuracy', 'overrideRate', 'editRate'] as const) {
            expectClose(full[name].weighted, full[name].naive);
            expect(unknown[name]).toEqual({ naive: full[name].naive, weighted: null });
          }
          const { selection: _, accuracy: _1, overrideRate: _2, editRate: _3, ...figures } = full;
          expect(unknown).toMatchObject(figures);
          expectClose(full.effective, full.reviewed);
        },
      ),
      RUNS,
    );
  });

  it('leaves means and points where they are when every decision is there twice', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const evidence = evidenceOf(all);
        expectClose(meansOf(reliabilityOf(twice(evidence))), meansOf(reliabilityOf(evidence)));
      }),
      RUNS,
    );
  });

  it('ends its risk-coverage curve at all decisions, with the error rate of all', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const told = reliabilityOf(evidenceOf(all));
        const last = told.riskCoverage.at(-1);
        if (told.accuracy.weighted === null) expect(last).toBeUndefined();
        else expectClose([last?.coverage, last?.risk], [1, 1 - told.accuracy.weighted.value]);
      }),
      RUNS,
    );
  });

  it('is what plain loops over the rows give', () => {
    fc.assert(
      fc.property(tiedHistories, (all) => {
        const told = reliabilityOf(evidenceOf(all, { selection: 'audited' }));
        const got = {
          accuracy: told.accuracy.weighted?.value,
          ece: told.calibrationError?.ece,
          brier: told.brier?.value,
          auroc: told.auroc,
          aurc: told.selective?.aurc,
          miscalibration: told.brier?.miscalibration,
        };
        expectClose(got, byPlainLoops(all));
      }),
      { numRuns: 60 },
    );
  });

  it('knows nothing where nothing was judged', () => {
    const told = reliabilityOf(evidenceOf(rows(5, { outcome: 'pending', loss: null })));
    expect(told).toMatchObject({ reviewed: 0, pending: 5, calibrationError: null, brier: null, auroc: null });
    expect(told.accuracy).toEqual({ naive: null, weighted: null });
    expect(told.confidence).toMatchObject({ mean: null, bias: null, verdict: 'no-verdicts' });
    expect([told.bins, told.isotonic, told.band, told.riskCoverage]).toEqual([[], [], [], []]);
  });

  it('the weighted accuracy covers the truth at its nominal rate over 500 seeded simulated histories while the naive one does not', () => {
    let [weighted, naive] = [0, 0];
    for (let seed = 1; seed <= 500; seed += 1) {
      const { evidence, truth } = auditedHistory(random(seed));
      const { accuracy } = reliabilityOf(evidence);
      if (covers(accuracy.weighted, truth)) weighted += 1;
      if (covers(accuracy.naive, truth)) naive += 1;
    }
    expect(weighted / 500).toBeGreaterThanOrEqual(0.94);
    expect(naive / 500).toBeLessThan(0.5);
  });
});

function covers(estimate: Estimate | null, truth: number): boolean {
  return estimate !== null && estimate.low <= truth && truth <= estimate.high;
}

function expectOrdered({ value, low, high }: Estimate): void {
  expect(low).toBeLessThanOrEqual(value + 1e-12);
  expect(value).toBeLessThanOrEqual(high + 1e-12);
}

function twice(evidence: Evidence): Evidence {
  const cells = evidence.cells.map((cell) => ({
    ...cell,
    decisions: 2 * cell.decisions,
    excess: 2 * cell.excess,
    excessSquared: 2 * cell.excessSquared,
  }));
  return { ...evidence, decisions: 2 * evidence.decisions, cells };
}

/** What does not depend on the number of verdicts, but only on how they lie. */
function meansOf(told: Reliability) {
  const { accuracy, overrideRate, editRate } = told;
  return {
    shares: [accuracy, overrideRate, editRate].map(({ naive, weighted }) => [naive?.value, weighted?.value]),
    confidence: [told.confidence.mean, told.confidence.bias?.value],
    error: [told.calibrationError?.ece, told.calibrationError?.eceEqualMass],
    brier: told.brier,
    logLoss: told.logLoss?.value,
    auroc: told.auroc,
    selective: told.selective,
    isotonic: told.isotonic,
    riskCoverage: told.riskCoverage.map(({ high: _, ...point }) => point),
  };
}
