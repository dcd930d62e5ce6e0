import { type DriftNight, driftNightFactor, driftRisks } from '../statistics/drift-night-factor.ts';
import { type ChangeNews, type ChangeState, calm, followChange } from './change-alarm.ts';

/** How many times the limit the risk may have become: one bet on each. */
const MULTIPLES = [1.5, 2, 3, 5, 10] as const;

export const CALM: ChangeState = calm(MULTIPLES.length);

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
  state: ChangeState,
  night: DriftNight,
  alpha: number,
  arlNights: number,
): ChangeNews {
  const factors = driftRisks(alpha, MULTIPLES).map((risk) => driftNightFactor(night, alpha, risk));
  return followChange(state, factors, arlNights);
}
