import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Allowed, type FamilyMember, familyShare } from '../../src/tuning/family.ts';

/** Allows something from one share on, everything from another. */
const member = (some: number, everything = Number.POSITIVE_INFINITY): FamilyMember => ({
  allowed: (share): Allowed => (share >= everything ? 'everything' : share >= some ? 'some' : 'nothing'),
});
const NEVER = member(Number.POSITIVE_INFINITY);

describe('the share of delta that a domain has in a portfolio', () => {
  it('is the whole of it where each domain is judged by itself, and where there is one', () => {
    expect(familyShare('none', [NEVER, NEVER])).toBe(1);
    expect(familyShare('none', [])).toBe(1);
    for (const family of ['holm', 'e-bh'] as const) {
      expect(familyShare(family, [])).toBe(1);
      expect(familyShare(family, [member(0.5)])).toBe(1);
    }
  });

  it('is an equal part under holm, and grows by what domains pass on whose every threshold has passed', () => {
    expect(familyShare('holm', [NEVER, NEVER, NEVER, NEVER])).toBe(1 / 4);
    // Some thresholds are not enough: on the others the domain may still err.
    expect(familyShare('holm', [member(0.01), member(0.01), NEVER, NEVER])).toBe(1 / 4);
    expect(familyShare('holm', [member(0.01, 0.2), member(0.01, 0.3), NEVER, NEVER])).toBe(1 / 2);
    expect(familyShare('holm', [member(0.01, 0.3), member(0.01, 0.3), NEVER, NEVER])).toBe(1 / 4);
    expect(familyShare('holm', [member(0, 0), member(0, 0), member(0, 0)])).toBe(1 / 3);
  });

  it('is that of the most domains that still get authority at it under e-bh', () => {
    expect(familyShare('e-bh', [NEVER, NEVER, NEVER, NEVER])).toBe(1 / 4);
    expect(familyShare('e-bh', [member(0.5), member(0.5), NEVER, NEVER])).toBe(2 / 4);
    expect(familyShare('e-bh', [member(0.6), member(0.6), NEVER, NEVER])).toBe(1 / 4);
    expect(familyShare('e-bh', [member(0.7), member(0.7), member(0.7), NEVER])).toBe(3 / 4);
    expect(familyShare('e-bh', [member(1), member(1), member(1), member(1)])).toBe(1);
  });

  it('is between an equal part and the whole, and under e-bh the largest that keeps its word', () => {
    const members = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1.2, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(members, (pairs) => {
        const all = pairs.map(([some, more]) => member(some, some + more));
        for (const family of ['holm', 'e-bh'] as const) {
          const share = familyShare(family, all);
          expect(share).toBeGreaterThanOrEqual(1 / all.length);
          expect(share).toBeLessThanOrEqual(1);
        }
        const acting = (k: number): number =>
          all.filter((one) => one.allowed(k / all.length) !== 'nothing').length;
        const best =
          Array.from({ length: all.length }, (_, i) => all.length - i).find((k) => acting(k) >= k) ?? 1;
        expect(familyShare('e-bh', all)).toBe(best / all.length);
      }),
    );
  });
});
