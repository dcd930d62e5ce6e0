/** Reviewed decisions above a threshold that share everything an inverse-probability-weighted bet depends on. */
export interface IpwCell {
  /** Probability with which these decisions were reviewed, in (0, 1]. */
  readonly pi: number;
  /** Smallest such probability that the policy in force gave to ANY decision above the threshold, in (0, pi]. */
  readonly piMin: number;
  /** Loss of each, in [0, 1]; a pending verdict counts as 1. */
  readonly loss: number;
  /** How many, whole, >= 0. */
  readonly count: number;
}

/** Refuses a cell whose bet could lose more than everything. */
export function requireIpwCell(caller: string, { pi, piMin, loss, count }: IpwCell): void {
  if (!(piMin > 0 && piMin <= pi && pi <= 1)) throw new RangeError(`${caller} requires 0 < piMin <= pi <= 1`);
  if (!(loss >= 0 && loss <= 1)) throw new RangeError(`${caller} requires loss between 0 and 1`);
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`${caller} requires count to be a whole number >= 0`);
  }
}
