import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstWhole } from '../../src/statistics/first-whole.ts';

describe('firstWhole', () => {
  it('finds where a property begins, as counting up does, and asks for few of the numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1, max: 1000 }), fc.nat(5000), fc.nat(5000), (without, span, where) => {
        const having = without + 1 + span;
        const begins = Math.min(having, without + 1 + where);
        let asked = 0;
        const found = firstWhole(without, having, (whole) => {
          asked += 1;
          return whole >= begins;
        });
        expect(found).toBe(begins);
        expect(asked).toBeLessThanOrEqual(Math.ceil(Math.log2(span + 1)));
      }),
    );
  });
});
