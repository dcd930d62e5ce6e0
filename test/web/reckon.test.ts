import { describe, expect, it } from 'vitest';
import type { WhatIf } from '../../src/contracts/what-if.ts';
import { asFilters, chosenIn } from '../../web/what-if/chosen.ts';
import { differenceText, roundText, spanText } from '../../web/what-if/outcome-text.ts';
import { placeFrom, reckon, reckonToday } from '../../web/what-if/reckon.ts';

const step = (maxAmount: number | null, part: number, certified: number[]) => ({
  ...{ maxAmount, certified, coverage: [0.8, 0.5, 0.2].map((share) => share * part) },
  ...{ reviewed: [80, 50, 0], errors: [8, 2, 0], pending: [0, 0, 0] },
  ...{ wrong: [0.1, 0.04, null], low: [0.05, 0.01, null], high: [0.2, 0.1, null] },
  ...{ risk: [0.1, 0.04, null], riskUpper: [0.2, 0.1, null] },
});
const WHAT_IF: WhatIf = {
  ...{ version: 1, asOf: '2026-07-01T00:00:00.000Z', domain: 'refunds', model: 'm1', selection: 'full' },
  ...{ limit: 0.05, delta: 0.05, guarantee: 'selective-risk', decisions: 1000, perWeek: 200 },
  ...{ countedUntil: null, maxAmount: null, alwaysReview: [], reviewCost: 4, errorCost: 60 },
  ...{ level: 'on-the-loop', auditRate: 0.25, current: { threshold: 0.9, maxAmount: null, auditRate: 0.5 } },
  ...{ recommended: null, thresholds: [0.7, 0.8, 0.9], steps: [step(50, 0.5, []), step(null, 1, [1])] },
};
const COSTS = { errorCost: 60, reviewCost: 4, minutes: 3 };
const address = (query: string) => ({
  get: (name: string) => new URLSearchParams(query).get(name) ?? '',
  set: () => {},
});

describe('what a threshold comes to in a week', () => {
  it('is the pace of the record, less what people still review, and less what errors cost', () => {
    const whole = WHAT_IF.steps[1] as WhatIf['steps'][number];
    const { alone, wrong, hoursSaved, moneySaved } = reckon(200, whole, 1, 0.25, COSTS);
    expect(alone).toBe(100);
    expect(wrong).toEqual({ value: 4, low: 1, high: 10 });
    expect(hoursSaved).toBeCloseTo((75 * 3) / 60, 12);
    expect(moneySaved).toEqual({ value: 300 - 240, low: 300 - 600, high: 300 - 60 });
  });

  it('says nothing of errors where nobody looked, and how much would be taken all the same', () => {
    const whole = WHAT_IF.steps[1] as WhatIf['steps'][number];
    const seen = reckon(200, whole, 2, 0.25, COSTS);
    expect(seen).toMatchObject({ alone: 40, wrong: { value: null }, moneySaved: { value: null, low: null } });
    expect(reckonToday(WHAT_IF, COSTS)).toMatchObject({ coverage: 0.2, hoursSaved: 1 });
    expect(reckonToday({ ...WHAT_IF, current: null }, COSTS)).toBeNull();
  });
});

describe('what an address chooses', () => {
  it('is never less certain than what was asked, and goes back into an address as it came', () => {
    expect(placeFrom([0.7, 0.8, 0.9], 0.75)).toBe(1);
    expect(placeFrom([0.7, 0.8, 0.9], 0.95)).toBe(2);
    const chosen = chosenIn(address('threshold=0.8&maxAmount=50&errorCost=100'), WHAT_IF, 90);
    expect(chosen).toEqual({ place: 1, step: 0, errorCost: 100, reviewCost: 4, minutes: 1.5 });
    expect(asFilters(chosen, WHAT_IF, 90)).toEqual({
      ...{ threshold: '0.8', maxAmount: '50', errorCost: '100', reviewCost: '', minutes: '' },
    });
  });

  it('begins with what is recommended, else certified, and takes no nonsense', () => {
    expect(chosenIn(address(''), WHAT_IF, null)).toMatchObject({ place: 1, step: 1, minutes: 3 });
    const recommended = { threshold: 0.9, maxAmount: 50 };
    expect(chosenIn(address(''), { ...WHAT_IF, recommended }, null)).toMatchObject({ place: 2, step: 0 });
    const nonsense = chosenIn(address('threshold=x&maxAmount=7&errorCost=-1&minutes=NaN'), WHAT_IF, null);
    expect(nonsense).toMatchObject({ place: 1, step: 1, errorCost: 60, minutes: 3 });
  });
});

describe('figures of a point', () => {
  it('are written with a sign where they compare, and without a dash that reads as one', () => {
    expect([
      roundText(14.53),
      roundText(-96.94),
      roundText(1234.5),
      roundText(null),
      roundText(-0.01),
    ]).toEqual(['14.5', '−96.9', '1\u2009235', '–', '0.0']);
    expect(spanText({ value: 1, low: -2, high: 3 })).toBe('(−2.0 to 3.0)');
    expect(spanText({ value: 1, low: 0.5, high: 3 })).toBe('(0.5–3.0)');
    expect([
      differenceText(5, 3, ' points'),
      differenceText(3, 5, ''),
      differenceText(5, 5, ''),
      differenceText(null, 5, ''),
    ]).toEqual(['+2.0 points', '−2.0', 'as today', '']);
  });
});
