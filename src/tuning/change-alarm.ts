import { logSumExp } from '../statistics/index.ts';

/** What an alarm knows: a few numbers for each bet, whatever the number of nights. */
export interface ChangeState {
  /** Logarithm of each bet of Shiryaev and Roberts, which begins anew every night. */
  readonly bets: readonly number[];
  /** The same where a bet begins anew only once it is lost, and the nights since: where the change seems to lie. */
  readonly streaks: readonly { readonly log: number; readonly nights: number }[];
}

/** What one night made of an alarm. */
export interface ChangeNews {
  readonly state: ChangeState;
  readonly alarm: boolean;
  /** Nights since the change seems to have come, this one included; 0 where none seems to have. */
  readonly nightsSince: number;
  /** The bet that has won most since. */
  readonly strongest: number;
}

/** An alarm of so many bets, before the first night. */
export function calm(bets: number): ChangeState {
  return {
    bets: Array<number>(bets).fill(Number.NEGATIVE_INFINITY),
    streaks: Array.from({ length: bets }, () => ({ log: 0, nights: 0 })),
  };
}

/**
 * Follows an equal mixture of bets through one more night. Where each bet's mean factor is at most 1 as long as nothing
 * has changed, the mean number of nights to a false alarm is at least `arlNights`.
 *
 * @param logFactors logarithm of what the night multiplies each bet by
 * @param arlNights at least 1
 * @see Shin, Ramdas & Rinaldo, "E-detectors", 2024
 */
export function followChange(
  state: ChangeState,
  logFactors: readonly number[],
  arlNights: number,
): ChangeNews {
  const bets: number[] = [];
  const streaks: { log: number; nights: number }[] = [];
  let [strongest, highest] = [0, Number.NEGATIVE_INFINITY];
  // A step of every night of every record: closures and arrays in between would take a quarter of it.
  for (let j = 0; j < state.bets.length; j++) {
    const factor = logFactors[j] as number;
    bets.push(logOfOneMore(state.bets[j] as number) + factor);
    const { log, nights } = state.streaks[j] as ChangeState['streaks'][number];
    const next = Math.max(log, 0) + factor;
    streaks.push({ log: next, nights: next > 0 ? (log > 0 ? nights : 0) + 1 : 0 });
    if (next > highest) [strongest, highest] = [j, next];
  }
  const mean = logSumExp(bets) - Math.log(bets.length);
  return {
    state: { bets, streaks },
    alarm: mean >= Math.log(arlNights),
    nightsSince: streaks[strongest]?.nights ?? 0,
    strongest,
  };
}

/** ln(exp(log) + 1): as of `logSumExp`, for every bet of every night. */
function logOfOneMore(log: number): number {
  const largest = Math.max(log, 0);
  return largest + Math.log(Math.exp(log - largest) + Math.exp(-largest));
}
