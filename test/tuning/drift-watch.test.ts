import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftDetector } from '../../src/statistics/index.ts';
import { CALM, watchDrift } from '../../src/tuning/drift-watch.ts';
import { random } from '../support/random.ts';

const ALPHA = 0.05;

/** The first night, from 1, at which the alarm sounds; null where it does not within `most` nights. */
function alarmNight(
  riskOn: (night: number) => number,
  audits: number,
  arl: number,
  most: number,
  seed: number,
) {
  const chance = random(seed);
  let state = CALM;
  for (let night = 1; night <= most; night++) {
    let errors = 0;
    for (let i = 0; i < audits; i++) if (chance.chance(riskOn(night))) errors += 1;
    const news = watchDrift(state, [audits, errors], ALPHA, arl);
    if (news.alarm) return { night, since: news.nightsSince };
    state = news.state;
  }
  return null;
}

describe('the drift alarm, kept up night by night', () => {
  it('sounds on the night on which the detector sounds that is given all nights at once', () => {
    const night = fc.tuple(fc.nat(30), fc.nat(30)).map(([n, k]): [number, number] => [n, Math.min(n, k)]);
    fc.assert(
      fc.property(fc.array(night, { minLength: 1, maxLength: 40 }), (nights) => {
        const multipliers = [1.5, 2, 3, 5, 10];
        const all = driftDetector({
          ...{ alpha: ALPHA, multipliers, weights: multipliers.map(() => 0.2), arlNights: 200, nights },
        });
        let [state, sounded]: [typeof CALM, number | null] = [CALM, null];
        nights.forEach((one, index) => {
          const news = watchDrift(state, one, ALPHA, 200);
          state = news.state;
          if (news.alarm && sounded === null) sounded = index + 1;
        });
        expect(sounded).toBe(all.SR.alarmNight);
      }),
    );
  });

  it('sounds falsely no more often than promised while the risk is at its limit', () => {
    const [arl, most, lives] = [60, 600, 120];
    const nights = Array.from(
      { length: lives },
      (_, seed) => alarmNight(() => ALPHA, 20, arl, most, seed)?.night ?? most,
    );
    // Cut off at ten times the promise, so that the mean seen is below the true one.
    expect(nights.reduce((sum, night) => sum + night, 0) / lives).toBeGreaterThan(arl);
  });

  it('sounds soon after the risk has risen, and tells about when it rose', () => {
    const found = Array.from({ length: 60 }, (_, seed) =>
      alarmNight((night) => (night <= 40 ? 0.01 : 0.25), 10, 365, 80, 1000 + seed),
    );
    const late = found.map((one) => (one?.night ?? 80) - 40).sort((a, b) => a - b);
    expect(late[0]).toBeGreaterThan(0);
    expect(late[30]).toBeLessThanOrEqual(5);
    const rose = found.flatMap((one) => (one === null ? [] : [one.night - one.since])).sort((a, b) => a - b);
    expect(rose).toHaveLength(60);
    expect(Math.abs((rose[30] ?? 0) - 40)).toBeLessThanOrEqual(2);
  });
});
