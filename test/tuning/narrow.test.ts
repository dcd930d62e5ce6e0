import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contracts/certificate.ts';
import { binomialTail } from '../../src/statistics/index.ts';
import { certify } from '../../src/tuning/certify.ts';
import { freshStart, WHOLE_PART } from '../../src/tuning/narrow.ts';
import { Life } from '../support/life.ts';
import { type Random, random } from '../support/random.ts';

describe('evidence after an alarm', () => {
  it('begins on the first Monday after it sounded', () => {
    // 2026-01-01 was a Thursday.
    const first = '2026-01-01T15:00:00.000Z';
    expect(freshStart(first, '2026-01-01')).toEqual({ from: '2026-01-05', part: 1 / 4 });
    expect(freshStart(first, '2026-01-04')).toEqual({ from: '2026-01-05', part: 1 / 4 });
    expect(freshStart(first, '2026-01-05')).toEqual({ from: '2026-01-12', part: 1 / 12 });
    expect(freshStart('2026-01-05T00:00:00.000Z', '2026-03-01')).toMatchObject({ from: '2026-03-02' });
    expect(freshStart('1969-12-30T00:00:00.000Z', '1970-01-01').from).toBe('1970-01-05');
  });

  it('has, of all weeks together and the whole record, no more than all of delta', () => {
    const first = Date.UTC(2026, 0, 1);
    let spent = WHOLE_PART;
    for (let week = 0; week < 500; week++) {
      const day = new Date(first + week * 7 * 86_400_000).toISOString();
      spent += freshStart(new Date(first).toISOString(), day.slice(0, 10)).part;
    }
    expect(spent).toBeLessThan(1);
    expect(spent).toBeGreaterThan(0.99);
  });

  it('lets a threshold at its limit through in at most delta of lives, though every week is tried every night', {
    timeout: 60_000,
  }, () => {
    const [lives, weeks, delta] = [300, 8, 0.05];
    const world = { confidences: [900_000], shares: [1], risks: [0.05] };
    const seeds = random(77);
    let tonight = random(0);
    const chance: Random = {
      uniform: () => tonight.uniform(),
      below: (n) => tonight.below(n),
      chance: (probability) => tonight.chance(probability),
      pick: (from) => tonight.pick(from),
    };
    let wrong = 0;
    for (let i = 0; i < lives; i++) {
      // The record as a whole, and what it is since each of its Mondays.
      const parts = Array.from({ length: weeks + 1 }, () => new Life({ world, chance }));
      let isFalse = false;
      for (let night = 0; night < weeks * 7; night++) {
        const seed = seeds.below(1e9);
        for (const [week, life] of parts.entries()) {
          if (week > 0 && night < (week - 1) * 7) continue;
          // The same decisions for all of them.
          tonight = random(seed);
          life.live({ decisions: 40, rates: [1] });
          const part = week === 0 ? WHOLE_PART : 1 / (2 * week * (week + 1));
          const target: Target = { risk: 0.05, delta: delta * part, guarantee: 'selective-risk' };
          isFalse ||= certify(life.evidence(), target, false).certified.length > 0;
        }
      }
      if (isFalse) wrong += 1;
    }
    expect(1 - binomialTail({ n: lives, errors: wrong - 1, alpha: delta }).p).toBeGreaterThan(0.001);
  });
});
