import { describe, expect, it } from 'vitest';
import type { PolicyRecord } from '../../src/contracts/governance.ts';
import type { Authority } from '../../src/contracts/policy.ts';
import { NO_GOVERNANCE } from '../../src/governance/governance-of.ts';
import { heldIn, narrowedTo, nextAuthority } from '../../src/governance/next-authority.ts';
import { isWithin } from '../../src/governance/reach.ts';
import { AUTHORITY, DOMAIN, day, MODEL, RULES } from '../support/governance.ts';
import { recommendation } from '../support/recommendation.ts';

const reach = { coverage: 0.3, risk: 0.01, riskUpper: 0.03 };
const widen = (threshold: number, over = {}) =>
  recommendation({
    ...{ domain: DOMAIN, model: MODEL, action: 'widen', proposed: { threshold, ...reach } },
    ...over,
  });
const inForce = (authority: Authority, from: number): PolicyRecord => ({
  policy: {
    ...authority,
    ...{ version: 1, certificate: 'c', approvedBy: ['Bo'], validFrom: day(from), expiresAt: day(from + 90) },
  },
  ...{ proposal: 'P-0001', plan: null, ended: null },
});
const holding = (authority: Authority, from = 0) => ({
  ...NO_GOVERNANCE,
  policies: [inForce(authority, from)],
});

describe('nextAuthority(recommendation, governance, rules, now)', () => {
  it('begins on the loop, with all that the configuration keeps for people', () => {
    expect(nextAuthority(widen(0.95), NO_GOVERNANCE, RULES, day(0))).toEqual({
      ...{ domain: DOMAIN, model: MODEL, autonomous: null, excluded: [] },
      ...{ onTheLoop: { threshold: 0.95, auditRate: 0.3 }, alwaysReview: ['regulatory'], maxAmount: 250 },
    });
  });

  it('is nothing where nothing is to be widened', () => {
    expect(
      nextAuthority(widen(0.95, { action: 'hold', proposed: null }), NO_GOVERNANCE, RULES, day(0)),
    ).toBeNull();
  });

  it('lets what has been on the loop for a cooldown become autonomous with the next step', () => {
    const next = nextAuthority(widen(0.9), holding(AUTHORITY), RULES, day(14));
    expect(next?.autonomous).toEqual({ threshold: 0.95, auditRate: 0.05 });
    expect(next?.onTheLoop).toEqual({ threshold: 0.9, auditRate: 0.3 });
  });

  it('keeps it on the loop a moment before, and under another model, and where the domain goes no higher', () => {
    const early = new Date(Date.parse(day(14)) - 1).toISOString();
    expect(nextAuthority(widen(0.9), holding(AUTHORITY), RULES, early)?.autonomous).toBeNull();
    const other = widen(0.9, { model: 'another' });
    expect(nextAuthority(other, holding(AUTHORITY), RULES, day(20))?.autonomous).toBeNull();
    const low = { ...RULES, highestLevel: 'on-the-loop' } as const;
    expect(nextAuthority(widen(0.9), holding(AUTHORITY), low, day(20))?.autonomous).toBeNull();
  });

  it('names what the others are not, where the slice of other values is left to people', () => {
    const slice = { decisions: 9, reviewed: 9, errors: 0, need: null, risk: 0, riskUpper: 0.1, limit: 0.1 };
    const found = ['de', 'fr', '(other)'].map((value) => ({
      ...{ column: 'language', value, verdict: 'passed' as const, ...slice },
    }));
    const excluded = ['(other)', 'fr'].map((value) => ({ column: 'language', value }));
    const next = nextAuthority(widen(0.9, { slices: found, excluded }), NO_GOVERNANCE, RULES, day(0));
    expect(next?.included).toEqual([{ column: 'language', value: 'de' }]);
    const wider = {
      ...(next as Authority),
      included: [...(next?.included ?? []), { column: 'language', value: 'nl' }],
    };
    expect(isWithin(wider, next)).toBe(false);
    expect(isWithin(next as Authority, wider)).toBe(true);
  });
});

describe('heldIn(governance, domain, rules, now)', () => {
  it('says from when on more may come, and whether something may graduate', () => {
    expect(heldIn(holding(AUTHORITY), DOMAIN, RULES, day(3))?.held).toEqual({
      ...{ thresholdPpm: 950_000, level: 'on-the-loop', widenFrom: day(14), mayGraduate: false },
    });
    expect(heldIn(holding(AUTHORITY), DOMAIN, RULES, day(14))?.held).toMatchObject({
      ...{ widenFrom: null, mayGraduate: true },
    });
  });

  it('is nothing where authority has run out, or gives nothing', () => {
    expect(heldIn(holding(AUTHORITY), DOMAIN, RULES, day(90))).toBeNull();
    expect(heldIn(holding({ ...AUTHORITY, onTheLoop: null }), DOMAIN, RULES, day(1))).toBeNull();
  });
});

describe('narrowedTo(held, threshold)', () => {
  const both = { ...AUTHORITY, autonomous: { threshold: 0.97, auditRate: 0.05 } };

  it.each([0.9, 0.96, 0.98, null])('never gives more than there was (%s)', (threshold) => {
    const less = narrowedTo(both, threshold);
    expect(isWithin(less, both)).toBe(true);
  });

  it('raises what lies below, and drops a rung that another covers', () => {
    expect(narrowedTo(both, 0.96).onTheLoop?.threshold).toBe(0.96);
    expect(narrowedTo(both, 0.98)).toMatchObject({ autonomous: { threshold: 0.98 }, onTheLoop: null });
    expect(narrowedTo(both, null)).toMatchObject({ autonomous: null, onTheLoop: null });
  });
});
