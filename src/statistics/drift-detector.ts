import { type DriftNight, driftNightFactor, driftRisks } from './drift-night-factor.ts';
import { requireIpwCell } from './ipw-cell.ts';
import { logSumExp } from './log-sum-exp.ts';
import { requireCounts } from './require-counts.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/** What one way of restarting the bets has seen. */
export interface DriftStatistic {
  /** Natural logarithm of the statistic after each of the reported nights. */
  logStat: number[];
  /** The first night, counted from 1, at which the statistic reached arlNights; null when none did. */
  alarmNight: number | null;
}

/**
 * Drift detector: notices that the risk above a deployed threshold has risen over its limit.
 *
 * Each night's audited verdicts multiply bets that the risk is 1.5, 2, … times the limit; Shiryaev–Roberts adds a fresh
 * bet every night, CUSUM restarts a losing one. While the risk is at most alpha the mean number of nights to a false
 * alarm is at least arlNights. Prefer SR: it alarms sooner.
 *
 * @param input alpha, the limit, in (0, 1); multipliers, each > 1, and weights, one each, non-negative, summing to 1;
 *   arlNights, >= 1; nights, in order, each [reviewed, errors] with ONE inclusion probability above the threshold, or { cells };
 *   reportNights, night numbers from 1 (default: all)
 * @throws RangeError outside those ranges
 * @see Shin, Ramdas & Rinaldo, "E-detectors: a nonparametric framework for sequential change detection", 2024
 * @example
 * driftDetector({ alpha: 0.02, multipliers: [2], weights: [1], arlNights: 100, nights: [[6, 0], [15, 9]] });
 * // => { SR: { logStat: [-0.1237…, 6.7478…], alarmNight: 2 }, CUSUM: { logStat: [-0.1237…, 6.1146…], alarmNight: 2 } }
 */
export function driftDetector(input: {
  readonly alpha: number;
  readonly multipliers: readonly number[];
  readonly weights: readonly number[];
  readonly arlNights: number;
  readonly nights: readonly DriftNight[];
  readonly reportNights?: readonly number[];
}): { SR: DriftStatistic; CUSUM: DriftStatistic } {
  const { alpha, multipliers, weights, arlNights, nights } = input;
  const reportNights = input.reportNights ?? nights.map((_, i) => i + 1);
  requireOpenUnit('driftDetector', 'alpha', alpha);
  requireBets(multipliers, weights);
  if (!(arlNights >= 1)) throw new RangeError('driftDetector requires arlNights of at least 1');
  for (const night of nights) requireNight(night);
  if (!reportNights.every((night) => Number.isInteger(night) && night >= 1 && night <= nights.length)) {
    throw new RangeError('driftDetector requires reportNights to be night numbers from 1');
  }

  const risks = driftRisks(alpha, multipliers);
  const factors = nights.map((night) => risks.map((risk) => driftNightFactor(night, alpha, risk)));
  const follow = (restart: (logBet: number) => number): DriftStatistic => {
    let bets = risks.map(() => Number.NEGATIVE_INFINITY);
    const statistic = factors.map((night) => {
      bets = bets.map((bet, j) => restart(bet) + (night[j] as number));
      return logSumExp(bets, weights);
    });
    const alarm = statistic.findIndex((value) => value >= Math.log(arlNights));
    return {
      logStat: reportNights.map((night) => statistic[night - 1] as number),
      alarmNight: alarm === -1 ? null : alarm + 1,
    };
  };
  return { SR: follow((bet) => logSumExp([bet, 0])), CUSUM: follow((bet) => Math.max(bet, 0)) };
}

function requireNight(night: DriftNight): void {
  if ('cells' in night) for (const cell of night.cells) requireIpwCell('driftDetector', cell);
  else requireCounts('driftDetector', night[1], night[0]);
}

function requireBets(multipliers: readonly number[], weights: readonly number[]): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (
    multipliers.length === 0 ||
    !multipliers.every((value) => value > 1 && value < Number.POSITIVE_INFINITY)
  ) {
    throw new RangeError('driftDetector requires at least one multiplier, each above 1');
  }
  const enough = weights.length === multipliers.length && weights.every((weight) => weight >= 0);
  if (!enough || !(Math.abs(total - 1) <= 1e-9)) {
    throw new RangeError('driftDetector requires one non-negative weight a multiplier, summing to 1');
  }
}
