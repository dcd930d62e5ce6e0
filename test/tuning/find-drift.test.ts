import { describe, expect, it } from 'vitest';
import type { AuditNight } from '../../src/contracts/drift.ts';
import { findDrift } from '../../src/tuning/index.ts';
import { random } from '../support/random.ts';

const DAY_MS = 86_400_000;

function record(
  nights: number,
  perNight: number,
  riskOn: (night: number) => number,
  seed: number,
  pi = 1,
): AuditNight[] {
  const chance = random(seed);
  return Array.from({ length: nights }, (_, night) => {
    let errors = 0;
    for (let i = 0; i < perNight; i++) if (chance.chance(riskOn(night))) errors += 1;
    return {
      night: new Date(Date.parse('2026-01-01') + night * DAY_MS).toISOString().slice(0, 10),
      cells: [
        { pi, piMin: pi, loss: 0, count: perNight - errors },
        { pi, piMin: pi, loss: 1, count: errors },
      ],
    };
  });
}

const dayOf = (day: string): number => (Date.parse(day) - Date.parse('2026-01-01')) / DAY_MS;

describe('a rise of errors in the course of a record', () => {
  it('is found, with the night of the alarm and about that of the rise', () => {
    const drift = findDrift(
      record(200, 20, (night) => (night < 100 ? 0.01 : 0.2), 1),
      0.05,
    );
    expect(dayOf(drift?.lastSoundedOn ?? '')).toBeGreaterThanOrEqual(190);
    expect(dayOf(drift?.soundedOn ?? '')).toBeLessThanOrEqual(106);
    const short = findDrift(
      record(110, 20, (night) => (night < 100 ? 0.01 : 0.2), 1),
      0.05,
    );
    expect(dayOf(short?.soundedOn ?? '')).toBeGreaterThan(100);
    expect(Math.abs(dayOf(short?.roseOn ?? '') - 100)).toBeLessThanOrEqual(6);
  });

  it('is not seen where the risk stays clearly below the limit, whatever the rate of audits', () => {
    for (const pi of [1, 0.2, 0.02])
      for (let seed = 0; seed < 40; seed++)
        expect(
          findDrift(
            record(180, 15, () => 0.02, 10 + seed, pi),
            0.05,
          ),
        ).toBeNull();
  });

  it('is seen falsely in few records even at the limit', () => {
    const found = Array.from({ length: 60 }, (_, seed) =>
      findDrift(
        record(60, 15, () => 0.05, 500 + seed),
        0.05,
      ),
    );
    // Sixty nights of a mean of at least 365: at most about one in six.
    expect(found.filter((one) => one !== null).length).toBeLessThanOrEqual(15);
  });

  it('says nothing of an empty record', () => {
    expect(findDrift([], 0.05)).toBeNull();
  });
});
