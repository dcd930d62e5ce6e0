import { describe, expect, it } from 'vitest';
import { binomialTail, hoeffdingBentkus } from '../../src/statistics/index.ts';
import { CriticalErrors } from '../../src/validation/critical-errors.ts';

const exact = (errors: number, n: number): number => binomialTail({ errors, n, alpha: 0.05 }).p;

describe('CriticalErrors', () => {
  it('knows the zero-error floor of the exact binomial at 5 % and 5 %', () => {
    const critical = new CriticalErrors(0.05, exact);
    expect([critical.at(58), critical.at(59), critical.at(92), critical.at(93)]).toEqual([-1, 0, 0, 1]);
  });

  it.each([
    { name: 'the exact binomial', pValue: exact },
    {
      name: 'Hoeffding-Bentkus',
      pValue: (errors: number, n: number) =>
        hoeffdingBentkus({ lossSum: errors, n, alpha: 0.05, binary: false }),
    },
  ])('is the most errors that $name still rejects with, at every n', ({ pValue }) => {
    const critical = new CriticalErrors(0.02, pValue);
    for (let n = 1; n <= 1500; n += 7) {
      const most = critical.at(n);
      if (most >= 0) expect(pValue(most, n)).toBeLessThanOrEqual(0.02);
      expect(pValue(most + 1, n)).toBeGreaterThan(0.02);
    }
  });

  it('answers the same whatever is asked first', () => {
    const [up, down] = [new CriticalErrors(0.05, exact), new CriticalErrors(0.05, exact)];
    const asked = [10, 100, 400, 1000];
    const rising = asked.map((n) => up.at(n));
    expect(asked.toReversed().map((n) => down.at(n))).toEqual(rising.toReversed());
  });
});
