import { describe, expect, it } from 'vitest';
import { driftDetector } from '../../src/statistics/drift-detector.ts';

const bets = { alpha: 0.1, multipliers: [1.5, 3, 20], weights: [0.5, 0.25, 0.25] } as const;

describe('driftDetector', () => {
  it('minus the number of nights has mean at most 0 while the risk is at most alpha, counted exactly', () => {
    // Two verdicts a night, four nights: M_t - t is a supermartingale, and that is what bounds false alarms.
    const chances = [0.9 ** 2, 2 * 0.9 * 0.1, 0.1 ** 2];
    const nightly = (count: number): number[][] =>
      count === 0 ? [[]] : nightly(count - 1).flatMap((path) => [0, 1, 2].map((errors) => [...path, errors]));
    let mean = 0;
    for (const path of nightly(4)) {
      const chance = path.reduce((product, errors) => product * chances[errors]!, 1);
      const nights = path.map((errors) => [2, errors] as const);
      mean += chance * Math.exp(driftDetector({ ...bets, arlNights: 100, nights }).SR.logStat[3]!);
    }
    expect(mean).toBeCloseTo(4, 9);
  });

  it('reads counts and cells of one inclusion probability alike', () => {
    const cells = [
      { pi: 0.05, piMin: 0.05, loss: 0, count: 17 },
      { pi: 0.05, piMin: 0.05, loss: 1, count: 3 },
    ];
    const counted = driftDetector({ ...bets, arlNights: 365, nights: [[20, 3]] }).SR.logStat[0]!;
    expect(driftDetector({ ...bets, arlNights: 365, nights: [{ cells }] }).SR.logStat[0]).toBeCloseTo(
      counted,
      10,
    );
  });

  it('has a mean factor of 1 at the limit when probabilities and risks differ, counted exactly', () => {
    // Half the traffic at pi 1 and risk .02, half at pi .1 and risk .18: the risk is .1 all in all.
    const factor = (pi: number, loss: number): number => {
      const nights = [{ cells: [{ pi, piMin: 0.1, loss, count: 1 }] }];
      return Math.exp(driftDetector({ ...bets, arlNights: 365, nights }).SR.logStat[0]!);
    };
    const mean =
      0.5 * (0.98 * factor(1, 0) + 0.02 * factor(1, 1)) +
      0.5 * (0.1 * (0.82 * factor(0.1, 0) + 0.18 * factor(0.1, 1)) + 0.9);
    expect(mean).toBeCloseTo(1, 12);
  });

  it('alarms soon after the risk rises, Shiryaev–Roberts no later than CUSUM', () => {
    const nights = [
      ...Array.from({ length: 30 }, () => [20, 1] as const),
      ...Array.from({ length: 10 }, () => [20, 9] as const),
    ];
    const { SR, CUSUM } = driftDetector({ ...bets, arlNights: 365, nights: Object.freeze(nights) });
    expect(SR.alarmNight).toBeGreaterThan(30);
    expect(SR.alarmNight).toBeLessThanOrEqual(33);
    expect(CUSUM.alarmNight ?? 99).toBeGreaterThanOrEqual(SR.alarmNight ?? 0);
  });

  it('has no alarm while nothing is wrong, and none on no nights', () => {
    const quiet = driftDetector({
      ...bets,
      arlNights: 365,
      nights: Array.from({ length: 200 }, () => [50, 2] as const),
    });
    expect(quiet.SR.alarmNight).toBeNull();
    expect(driftDetector({ ...bets, arlNights: 365, nights: [] })).toEqual({
      SR: { logStat: [], alarmNight: null },
      CUSUM: { logStat: [], alarmNight: null },
    });
  });

  it('counts a night without verdicts as a night', () => {
    const { SR } = driftDetector({
      ...bets,
      arlNights: 365,
      nights: [
        [0, 0],
        [0, 0],
      ],
    });
    expect(SR.logStat[1]).toBeCloseTo(Math.log(2), 12);
  });

  it('stays finite where a multiple of the limit passes 1 and counts are huge', () => {
    const nights = [
      [1_000_000_000, 1_000_000_000],
      [1_000_000_000, 0],
    ] as const;
    const { SR, CUSUM } = driftDetector({ ...bets, alpha: 0.9, arlNights: 365, nights });
    for (const value of [...SR.logStat, ...CUSUM.logStat]) expect(Number.isFinite(value)).toBe(true);
  });

  it('refuses bets that are not against the limit, and nights that cannot be', () => {
    const good = { ...bets, arlNights: 365, nights: [[5, 1]] as const };
    expect(() => driftDetector({ ...good, multipliers: [1, 2, 3] })).toThrow(/multiplier/);
    expect(() => driftDetector({ ...good, weights: [0.5, 0.5] })).toThrow(/weight/);
    expect(() => driftDetector({ ...good, nights: [[1, 2]] })).toThrow(RangeError);
    expect(() => driftDetector({ ...good, arlNights: 0 })).toThrow(/arlNights/);
    expect(() => driftDetector({ ...good, reportNights: [2] })).toThrow(/reportNights/);
  });
});
