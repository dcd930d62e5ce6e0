import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration, type DomainRules, rulesFor } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { Recommendation } from '../../src/contracts/recommendation.ts';
import { certify } from '../../src/tuning/certify.ts';
import { type Draft, type RecommendOptions, recommend } from '../../src/tuning/recommend.ts';
import { evidenceOf, type Row, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const rules: DomainRules = Object.freeze(rulesFor(Configuration.parse({}), 'refunds'));
const asOf = '2026-05-02T00:00:00.000Z';
const DAY_MS = 86_400_000;

function recommended(evidence: Evidence, over: Partial<RecommendOptions> = {}): Draft {
  return recommend(evidence, { rules, asOf, firstLook: false, isNewestModel: true, drift: null, ...over });
}
const withRules = (over: Partial<DomainRules>): Partial<RecommendOptions> => ({
  rules: { ...rules, ...over },
});

/** Ten confidences of 300 decisions each; from the sixth on one in ten is wrong. */
const ladder: readonly Row[] = Array.from({ length: 3000 }, (_, i) => {
  const step = i % 10;
  return row({
    ppm: 990_000 - step * 10_000,
    outcome: step >= 5 && Math.floor(i / 10) % 10 === 0 ? 'override' : 'agree',
  });
});

describe('recommend', () => {
  it('is a recommendation by its schema, whatever the evidence', () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), fc.boolean(), (seed, firstLook, isNewestModel) => {
        const evidence = evidenceOf(randomRows(random(seed)));
        const draft = recommended(evidence, { firstLook, isNewestModel, ...withRules({ maxStep: 0.4 }) });
        const certificate = draft.certificate && { id: 'f00d', ...draft.certificate };
        Recommendation.parse({ ...draft, certificate });
        const { action, certified, proposed, refusal, certificate: found } = draft;
        expect(refusal === null).toBe(certified !== null);
        expect(action).toBe(certified === null ? 'none' : proposed === null ? 'hold' : 'widen');
        for (const reach of [certified, proposed]) {
          if (reach === null) continue;
          expect(reach.riskUpper).toBeGreaterThanOrEqual(reach.risk);
          expect(reach.riskUpper).toBeLessThanOrEqual(rules.risk);
          expect(reach.risk).toBeLessThan(rules.risk);
        }
        if (certified !== null) expect(found?.threshold).toBe(certified.threshold);
        if (proposed !== null && certified !== null) {
          expect(proposed.threshold).toBeGreaterThanOrEqual(certified.threshold);
          expect(proposed.coverage).toBeLessThanOrEqual(0.4);
        }
        expect(draft).toEqual(
          recommended(evidence, { firstLook, isNewestModel, ...withRules({ maxStep: 0.4 }) }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('proposes the widest certified step that adds no more than maxStep', () => {
    const draft = recommended(evidenceOf(ladder), withRules({ maxStep: 0.35 }));
    expect(draft).toMatchObject({
      action: 'widen',
      level: 'on-the-loop',
      limitedBy: ['step'],
      current: { threshold: null, coverage: 0 },
      proposed: { threshold: 0.97, coverage: 0.3, risk: 0 },
      certified: { threshold: 0.93, coverage: 0.7 },
    });
    expect(draft.certified?.risk).toBeCloseTo(60 / 2100, 12);
  });

  it('proposes the certified threshold itself where one step reaches it', () => {
    const draft = recommended(evidenceOf(ladder), withRules({ maxStep: 0.8 }));
    expect(draft).toMatchObject({ action: 'widen', limitedBy: [], proposed: { threshold: 0.93 } });
    expect(draft.proposed).toEqual(draft.certified);
  });

  it('holds where even the smallest certified step is too long', () => {
    expect(recommended(evidenceOf(ladder), withRules({ maxStep: 0.05 }))).toMatchObject({
      action: 'hold',
      level: 'in-the-loop',
      limitedBy: ['step'],
      proposed: null,
      certified: { threshold: 0.93 },
      refusal: null,
      effect: { reviewsSavedPerDay: 0, expectedErrorsPerDay: 0, netValuePerDay: 0 },
    });
  });

  it('gives a share of all decisions for coverage, those that it may never take among them', () => {
    const all = [...ladder, ...rows(1000, { eligible: false, ppm: 990_000 })];
    const { startConfidences } = evidenceOf(ladder);
    const draft = recommended(evidenceOf(all, { startConfidences }), withRules({ maxStep: 1 }));
    expect(draft.certified).toMatchObject({ threshold: 0.93, coverage: 0.525 });
  });

  it('states the certificate of the certified threshold, not of the proposed one', () => {
    const evidence = evidenceOf(ladder);
    const { certificate } = recommended(evidence);
    const found = certify(evidence, { risk: 0.05, delta: 0.05, guarantee: 'selective-risk' }, false);
    expect(certificate).toMatchObject({
      threshold: 0.93,
      method: 'beta-mixture-e-process',
      errors: 60,
      reviewed: 2100,
      decisions: 2100,
      pending: 0,
      level: found.certified[0]?.level,
      thresholdsTested: found.thresholdsTested,
      starts: [0.99, 0.97, 0.95],
    });
    expect(certificate?.eValue).toBeCloseTo(Math.exp(certificate?.logE ?? 0), 6);
    expect(certificate?.logE).toBeGreaterThanOrEqual(Math.log(20));
  });

  it('says what the next threshold needs', () => {
    const { next } = recommended(evidenceOf(ladder));
    expect(next.have).toBe(2400);
    expect(next.need).toBeGreaterThan(2400);
    // 2 400 verdicts at 0.92 came in 61 days.
    expect(next.days).toBe(Math.ceil((((next.need ?? 0) - 2400) / 2400) * 61));
  });

  it('has no next threshold where the lowest confidence is certified', () => {
    expect(recommended(evidenceOf(rows(200))).next).toEqual({ have: 200, need: null, days: null });
  });

  it('counts what a day would save and cost at the proposed threshold', () => {
    const draft = recommended(evidenceOf(ladder), withRules({ maxStep: 0.8, minAuditRate: 0.1 }));
    const alone = 2100 / 61;
    expect(draft.effect.reviewsSavedPerDay).toBeCloseTo(alone * 0.9, 9);
    expect(draft.effect.expectedErrorsPerDay).toBeCloseTo((alone * 60) / 2100, 9);
    expect(draft.effect.netValuePerDay).toBeCloseTo(alone * 0.9 * 4 - ((alone * 60) / 2100) * 60, 9);
  });
});

describe('recommend refuses', () => {
  it('what nobody knows the selection of, with the figures as they were found', () => {
    const all = [...rows(180), ...rows(20, { outcome: 'override' })].map((one) => ({
      ...one,
      inclusion: null,
      smallestInclusion: null,
    }));
    const draft = recommended(evidenceOf(all, { selection: 'unknown' }));
    expect(draft).toMatchObject({
      action: 'none',
      certified: null,
      certificate: null,
      selection: 'unknown',
      naive: { risk: 0.1 },
      refusal: { reason: 'selection_unknown', have: 200, need: null, best: null },
      next: { have: 200, need: null, days: null },
    });
  });

  it('an older model, whose certificate it still states', () => {
    const draft = recommended(evidenceOf(ladder), { isNewestModel: false });
    expect(draft).toMatchObject({
      action: 'none',
      certified: null,
      proposed: null,
      refusal: { reason: 'stale_model', have: 2100 },
      certificate: { threshold: 0.93 },
    });
  });

  it.each([
    [90, null],
    [91, 'stale_data'],
  ])('a record that is %i days old with %s', (days, reason) => {
    const last = Date.parse('2026-05-01T00:00:00.000Z');
    const draft = recommended(evidenceOf(ladder), { asOf: new Date(last + days * DAY_MS).toISOString() });
    expect(draft.refusal?.reason ?? null).toBe(reason);
  });

  it('a model for its age before its data for theirs', () => {
    const draft = recommended(evidenceOf(ladder), { isNewestModel: false, asOf: '2027-05-01T00:00:00.000Z' });
    expect(draft.refusal?.reason).toBe('stale_model');
  });

  it('too few verdicts, and states the test that came closest', () => {
    expect(recommended(evidenceOf(rows(40)))).toMatchObject({
      action: 'none',
      refusal: { reason: 'insufficient_verdicts', have: 40, need: 77, best: { threshold: 0.9 } },
      certificate: { threshold: 0.9, errors: 0, reviewed: 40, level: expect.closeTo(0.05, 15) },
      next: { have: 40, need: 77, days: Math.ceil((37 / 40) * 61) },
    });
  });

  it('a threshold whose newer, thinly audited decisions put the record itself above the limit', () => {
    const before = rows(2000);
    const audits = { inclusion: 0.05, smallestInclusion: 0.05 };
    const after = [...rows(88, audits), ...rows(12, { ...audits, outcome: 'override' })];
    const evidence = evidenceOf([...before, ...after]);
    const target = { risk: 0.05, delta: 0.05, guarantee: 'selective-risk' } as const;
    expect(certify(evidence, target, false).certified).toHaveLength(1);
    const draft = recommended(evidence);
    expect(draft).toMatchObject({ action: 'none', certified: null, refusal: { need: null } });
    expect(draft.refusal?.best?.riskUpper).toBeCloseTo(240 / 4000, 12);
  });
});

describe('recommend at the first look', () => {
  it('certifies by the exact test what the e-process cannot yet', () => {
    const evidence = evidenceOf([...rows(148), ...rows(2, { outcome: 'override' })]);
    expect(recommended(evidence).action).toBe('none');
    expect(recommended(evidence, { firstLook: true, ...withRules({ maxStep: 1 }) })).toMatchObject({
      action: 'widen',
      certificate: { method: 'exact-binomial-first-look', level: expect.closeTo(0.025, 15) },
    });
  });
});
