import { type DriftNight, driftNightFactor, driftRisks } from '../statistics/drift-night-factor.ts';
import { logSumExp } from '../statistics/index.ts';

/** How many times the limit the risk may have become: one bet on each. */
const MULTIPLES = [1.5, 2, 3, 5, 10] as const;
const WEIGHTS = MULTIPLES.map(() => 1 / MULTIPLES.length);

/** What the alarm knows: a few numbers for each bet, whatever the number of nights. */
export interface DriftState {
  /** Logarithm of each bet of Shiryaev and Roberts, which begins anew every night. */
  readonly bets: readonly number[];
  /** The same where a bet begins anew only once it is lost, and the nights since: where the change seems to lie. */
  readonly streaks: readonly { readonly log: number; readonly nights: number }[];
}

export const CALM: DriftState = {
  bets: MULTIPLES.map(() => Number.NEGATIVE_INFINITY),
  streaks: MULTIPLES.map(() => ({ log: 0, nights: 0 })),
};

/** What one night of audits made of the alarm. */
export interface DriftNews {
  readonly state: DriftState;
  readonly alarm: boolean;
  /** Nights since the risk seems to have risen, this one included; 0 where it does not seem to have. */
  readonly nightsSince: number;
}

/**
 * Watches the risk above a threshold in force, one night of audits after the other. While it is at most the limit, the
 * mean number of nights to a false alarm is at least `arlNights`, whatever the risk did on any of them.
 *
 * @param night audited verdicts of one complete night, each with its inclusion probability
 * @param alpha the limit, in (0, 1)
 * @param arlNights at least 1
 * @see Shin, Ramdas & Rinaldo, "E-detectors", 2024
 */
export function watchDrift(
  state: DriftState,
  night: DriftNight,
  alpha: number,
  arlNights: number,
): DriftNews {
  const factors = driftRisks(alpha, MULTIPLES).map((risk) => driftNightFactor(night, alpha, risk));
  const bets = state.bets.map((bet, j) => logSumExp([bet, 0]) + (factors[j] as number));
  const streaks = state.streaks.map(({ log, nights }, j) => {
    const next = Math.max(log, 0) + (factors[j] as number);
    return { log: next, nights: next > 0 ? (log > 0 ? nights : 0) + 1 : 0 };
  });
  const strongest = streaks.reduce((best, one) => (one.log > best.log ? one : best));
  return {
    state: { bets, streaks },
    alarm: logSumExp(bets, WEIGHTS) >= Math.log(arlNights),
    nightsSince: strongest.nights,
  };
}
