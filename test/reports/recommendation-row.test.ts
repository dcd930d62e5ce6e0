import { describe, expect, it } from 'vitest';
import type { Recommendation, Refusal } from '../../src/contracts/recommendation.ts';
import { RECOMMENDATION_HEADINGS, recommendationRow } from '../../src/reports/recommendation-row.ts';
import { recommendation, refused } from '../support/recommendation.ts';

const because = (over: Partial<Refusal>): Refusal => ({
  reason: 'insufficient_verdicts',
  have: 101,
  need: 474,
  best: { threshold: 0.981, riskUpper: 0.0381 },
  ...over,
});

describe('recommendationRow', () => {
  it('has a cell for every heading and no other', () => {
    for (const one of [recommendation(), refused(because({}))])
      expect(Object.keys(recommendationRow(one))).toEqual(Object.keys(RECOMMENDATION_HEADINGS));
  });

  it('shows the proposed threshold with its coverage and errors, beside the certified one', () => {
    expect(recommendationRow(recommendation())).toEqual({
      domain: 'refunds',
      model: 'agent-1',
      action: 'widen',
      threshold: '– → 0.99',
      certified: '0.886 (88.1 %)',
      coverage: '12.9 %',
      errors: '0.7 % (2.5)',
      limit: '5.0 %',
      missing: 'one step at a time',
    });
  });

  it('shows coverage and errors of the certified threshold where nothing is proposed', () => {
    expect(recommendationRow(recommendation({ action: 'hold', proposed: null }))).toMatchObject({
      threshold: '– → –',
      coverage: '88.1 %',
      errors: '3.3 % (4.94)',
      missing: 'no certified step is small enough',
    });
  });

  it('never shows a bound as the limit that it keeps, nor an error rate as its bound', () => {
    const proposed = { threshold: 0.9, coverage: 0.5, risk: 0.0496, riskUpper: 0.04997 };
    expect(recommendationRow(recommendation({ proposed })).errors).toBe('4.96 % (4.997)');
    const target = { risk: 0.0125, delta: 0.05, guarantee: 'selective-risk' } as const;
    const small = { threshold: 0.9, coverage: 0.5, risk: 0.001, riskUpper: 0.0122 };
    expect(recommendationRow(recommendation({ proposed: small, target }))).toMatchObject({
      errors: '0.1 % (1.22)',
      limit: '1.25 %',
    });
  });

  it.each<[string, Partial<Recommendation>, string]>([
    ['the next step', { limitedBy: [] }, 'next step: 371 of 611 verdicts, about 9 days'],
    [
      'a next step in a day',
      { limitedBy: [], next: { have: 9, need: 11, days: 1 } },
      'next step: 9 of 11 verdicts, about 1 day',
    ],
    ['nothing where all is certified', { limitedBy: [], next: { have: 9, need: null, days: null } }, ''],
  ])('tells %s', (_, over, told) => {
    expect(recommendationRow(recommendation(over)).missing).toBe(told);
  });

  it.each<[Refusal, string]>([
    [because({}), '101 of 474 verdicts, about 1\u2009442 days'],
    [because({ need: null }), '101 verdicts: too few to tell'],
    [
      because({ reason: 'no_threshold_can_pass', need: null }),
      'no threshold can pass: at best 3.9 % at 0.981',
    ],
    [because({ reason: 'no_threshold_can_pass', need: null, best: null }), 'no threshold can pass'],
    [because({ reason: 'selection_unknown', need: null }), 'how reviews were chosen is unknown'],
    [because({ reason: 'stale_model' }), 'a newer model acts'],
    [because({ reason: 'stale_data' }), 'the record is too old'],
  ])('tells why not: %o', (refusal, told) => {
    const next = { have: 101, need: refusal.need, days: refusal.need === null ? null : 1442 };
    const row = recommendationRow(refused(refusal, { next }));
    expect(row).toMatchObject({ action: 'none', certified: '–', coverage: '–', errors: '–', missing: told });
  });

  it('warns of shifted confidences beside what is missing', () => {
    const days = { soundedOn: '2026-03-19', changedOn: '2026-03-17' };
    const confidenceShift = { ...days, direction: 'less-sure', alarms: 1 } as const;
    expect(recommendationRow(recommendation({ confidenceShift })).missing).toBe(
      'less sure than before since 2026-03-17: review more; one step at a time',
    );
  });

  it('shows control characters of a name instead of obeying them', () => {
    const row = recommendationRow(recommendation({ domain: 'a\nb\u001b[2J', model: 'm\u202e' }));
    expect(row).toMatchObject({ domain: 'a\\nb\\u001b[2J', model: 'm\\u202e' });
  });
});
