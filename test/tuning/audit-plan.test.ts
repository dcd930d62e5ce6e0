import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainAuditPlan } from '../../src/contracts/audit-plan.ts';
import { leastReviews } from '../../src/tuning/audit-budget.ts';
import { type AuditAsked, type AuditBasis, planAudits } from '../../src/tuning/audit-plan.ts';

const AS_OF = '2026-05-01T00:00:00.000Z';
const base: AuditAsked = {
  ...{ domain: 'refunds', model: 'agent-1', status: 'reachable', refusal: 'insufficient_verdicts' },
  ...{
    certifiedPpm: null,
    thresholdPpm: 900_000,
    coverage: 0.5,
    adds: 50,
    have: 20,
    missing: 100,
    perDay: 50,
  },
  ...{ minAuditRate: 0.02, maturityDays: 3, waiting: 0, due: 0, tossed: 0 },
};
const kept: AuditAsked = { ...base, domain: 'kept', status: 'kept', refusal: null, missing: null, adds: 0 };
const barred: AuditAsked = {
  ...{ ...base, domain: 'barred', status: 'out-of-reach', refusal: 'no_threshold_can_pass' },
  ...{ thresholdPpm: null, coverage: null, adds: 0, missing: null, perDay: 0 },
};
const by = (days: number): AuditBasis => ({
  kind: 'date',
  by: new Date(Date.parse(AS_OF) + days * 86_400_000).toISOString(),
});
const one = (asked: Partial<AuditAsked>, basis: AuditBasis): DomainAuditPlan => {
  const plan = planAudits([{ ...base, ...asked }], basis, AS_OF).domains[0];
  return DomainAuditPlan.parse(plan);
};

describe('planAudits', () => {
  it('takes the smallest rate that is there by the date, verdicts old enough to count', () => {
    // 13 days less 3 for verdicts to come in: 10 days of 50 decisions.
    const plan = one({}, by(13));
    expect(plan).toMatchObject({ rate: 0.2, inTime: true, need: 120, readyAt: '2026-05-14T00:00:00.000Z' });
    expect(plan.days).toBeCloseTo(13, 6);
    expect(plan.week?.expected).toBeCloseTo(70, 9);
    expect(plan.reason).toBe(
      '20 of about 120 verdicts at or above 0.90 are there. Each decision there reviewed with probability 20 %, the rest is expected in about 13 days, on 2026-05-14.',
    );
  });

  it('draws from what waits as well', () => {
    expect(one({ waiting: 500 }, by(13)).rate).toBe(0.1);
    expect(one({ waiting: 500, perDay: 0 }, by(13))).toMatchObject({ rate: 0.2, days: 3, inTime: true });
  });

  it('never goes below the smallest rate, which may bring it sooner', () => {
    const plan = one({}, by(365));
    expect(plan).toMatchObject({ rate: 0.02, inTime: true });
    expect(plan.days).toBeCloseTo(103, 6);
  });

  it('says when it would be there where no rate is fast enough', () => {
    for (const days of [4, 2]) {
      const plan = one({}, by(days));
      expect(plan).toMatchObject({ rate: 1, days: 5, inTime: false });
      expect(plan.reason).toContain('too late, and no rate is faster');
    }
    const never = one({ perDay: 0 }, by(30));
    expect(never).toMatchObject({ rate: 1, days: null, readyAt: null, inTime: false });
    expect(never.reason).toContain('does not come within ten years');
  });

  it('takes a rate as it is given, but for the smallest', () => {
    expect(one({}, { kind: 'rate', rate: 0.5, by: null })).toMatchObject({
      rate: 0.5,
      days: 7,
      inTime: null,
    });
    expect(one({}, { kind: 'rate', rate: 0.001, by: null }).rate).toBe(0.02);
  });

  it('plans nothing for what is out of reach, and the smallest rate for what is kept', () => {
    const { domains, week } = planAudits([barred, kept, base], by(13), AS_OF);
    expect(domains[0]).toMatchObject({ rate: null, week: null, days: null, inTime: null });
    expect(domains[0]?.reason).toContain('No threshold can pass');
    expect(domains[1]).toMatchObject({ rate: 0.02, days: null, need: null, inTime: null });
    expect(week.expected).toBeCloseTo(7 + 70, 9);
  });

  it('serves the budget to the domain that gains most per review, and none to what is out of reach', () => {
    const rich = { ...base, domain: 'rich', adds: 100 };
    const { domains, week } = planAudits(
      [base, barred, rich, kept],
      { kind: 'budget', weekly: 100, by: null },
      AS_OF,
    );
    expect(domains.map(({ turn }) => turn)).toEqual([2, null, 1, null]);
    expect(domains[2]?.rate).toBeCloseTo(86 / 350, 5);
    expect(domains[0]?.rate).toBe(0.02);
    expect(week.expected).toBeLessThanOrEqual(100);
    expect(week.expected).toBeGreaterThan(99.9);
  });

  const asked = fc.record({
    missing: fc.integer({ min: 1, max: 4000 }),
    perDay: fc.double({ min: 0.1, max: 900, noNaN: true }),
    waiting: fc.integer({ min: 0, max: 3000 }),
    minAuditRate: fc.double({ min: 0.001, max: 1, noNaN: true }),
    maturityDays: fc.double({ min: 0, max: 30, noNaN: true }),
  });

  it('holds rates between the smallest and 1, and a later date never asks for a higher one', () => {
    fc.assert(
      fc.property(
        asked,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (some, days, more) => {
          const [soon, late] = [one(some, by(days)), one(some, by(days + more))];
          for (const { rate } of [soon, late]) {
            expect(rate).toBeGreaterThanOrEqual(some.minAuditRate);
            expect(rate).toBeLessThanOrEqual(1);
          }
          expect(late.rate ?? 1).toBeLessThanOrEqual(soon.rate ?? 0);
          if (soon.inTime) expect(late.inTime).toBe(true);
        },
      ),
    );
  });

  it('keeps what it says it takes within the budget, in millionths too', () => {
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 6 }), fc.nat(3000), (some, more) => {
        const all = some.map((over, index) => ({ ...base, ...over, domain: `d${index}` }));
        const weekly = leastReviews(all) + more;
        const { domains, week } = planAudits(all, { kind: 'budget', weekly, by: null }, AS_OF);
        expect(week.expected).toBeLessThanOrEqual(weekly * (1 + 1e-9));
        for (const plan of domains) DomainAuditPlan.parse(plan);
      }),
    );
  });
});
