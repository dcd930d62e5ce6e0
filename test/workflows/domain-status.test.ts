import { describe, expect, it } from 'vitest';
import type { DomainReliability } from '../../src/contracts/domain-reliability.ts';
import type { RegisterEntry } from '../../src/contracts/register.ts';
import { statusOf } from '../../src/workflows/domain-status.ts';
import { recommendation, refused } from '../support/recommendation.ts';

const seen: DomainReliability = {
  ...{ domain: 'refunds', model: 'agent-1', decisions: 1200, reviewed: 400, pending: 3, immature: 20 },
  ...{ selection: 'audited', limit: 0.05 },
  ...{ firstDecidedAt: '2026-03-01T00:00:00.000Z', lastDecidedAt: '2026-05-01T00:00:00.000Z' },
  error: { naive: 0.06, weighted: 0.031, low: 0.02, high: 0.049 },
  calibration: { bias: 0.04, biasNoise: 0.02, ece: 0.05, eceNoiseFloor: 0.03, brier: 0.1 },
};
const entry = (over: Partial<RegisterEntry> = {}): RegisterEntry => ({
  ...{ domain: 'refunds', level: 'autonomous', model: 'agent-1', maxAmount: null, alwaysReview: [] },
  autonomous: { threshold: 0.95, auditRate: 0.05 },
  onTheLoop: { threshold: 0.9, auditRate: 0.3 },
  ...{ excluded: [], version: 2, approvedBy: ['bo'], since: null, until: null, proposal: 'P-0001' },
  ...{ plan: null, floor: null, lastAlarm: null },
  ...over,
});
const held = recommendation({ current: { threshold: 0.9, coverage: 0.7 } });

describe('the status of a domain', () => {
  it('is the level of the register, and the lowest confidence at which the AI acts', () => {
    expect(statusOf(seen, entry(), held)).toMatchObject({
      ...{ level: 'autonomous', threshold: 0.9, coverage: 0.7, action: 'widen', proposed: 0.99 },
      ...{ next: { have: 371, need: 611 }, drift: 'none', nextStep: 'widen to 0.99, one step at a time' },
    });
  });

  it('gives the authority of one model to no other, and none on a floor or to whom nobody knows', () => {
    const without = { level: 'in-the-loop', threshold: null, coverage: null };
    expect(statusOf(seen, entry({ model: 'agent-0' }), held)).toMatchObject(without);
    expect(statusOf(seen, undefined, held)).toMatchObject(without);
    const floor = {
      ...{ domain: 'refunds', reason: 'law', owner: 'ann', legalSource: null },
      ...{ setBy: 'bo', setAt: '2026-05-01T00:00:00.000Z' },
    };
    expect(statusOf(seen, entry({ level: 'floor', floor }), held)).toMatchObject({
      ...{ level: 'floor', threshold: null, coverage: null },
    });
  });

  it('tells a drift that is heard from one that nobody watches for', () => {
    const drift = (one: Parameters<typeof statusOf>[2]) => statusOf(seen, entry(), one).drift;
    const shift = {
      ...{ soundedOn: '2026-04-20', changedOn: '2026-04-18', direction: 'more-sure' as const, alarms: 1 },
    };
    expect(drift(recommendation({ confidenceShift: shift }))).toBe('confidences-shifted');
    expect(drift(refused({ reason: 'drifted', have: 1, need: null, best: null }))).toBe('errors-risen');
    expect(drift(recommendation({ evidenceFrom: '2026-04-01' }))).toBe('errors-risen');
    expect(drift(refused({ reason: 'insufficient_verdicts', have: 1, need: 2, best: null }))).toBeNull();
    expect(drift(undefined)).toBeNull();
  });

  it('says nothing of next steps where nothing can be recommended', () => {
    expect(statusOf(seen, entry(), undefined)).toMatchObject({
      ...{ level: 'autonomous', threshold: 0.9, coverage: null },
      ...{ action: null, proposed: null, next: null, nextStep: null },
    });
  });
});
