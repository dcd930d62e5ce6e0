/** What a domain asks of a budget of reviews. */
export interface BudgetClaim {
  /** Verdicts still missing; null where none are asked for and the smallest rate is kept up. */
  readonly missing: number | null;
  /** Decisions a day that the AI would newly take alone once they are there. */
  readonly adds: number;
  /** Decisions a day from which they are drawn, and decisions that can be drawn from now. */
  readonly perDay: number;
  readonly waiting: number;
  /** Smallest rate, in (0, 1]. */
  readonly minAuditRate: number;
}

/** What a domain gets of it. */
export interface BudgetShare {
  /** Audit rate in the first week, in [minAuditRate, 1]. */
  readonly rate: number;
  /** Until the missing verdicts are drawn, week after week; null where they are not within ten years. */
  readonly days: number | null;
  /** Place in the line, from 1; null for a domain that asks for no more than its smallest rate. */
  readonly turn: number | null;
}

const WEEK = 7;
const MOST_WEEKS = 520;

/** Reviews that the smallest rates alone are expected to take in the first week. */
export function leastReviews(claims: readonly BudgetClaim[]): number {
  return claims.reduce((sum, one) => sum + one.minAuditRate * sizeOf(one, 0), 0);
}

/**
 * Splits a weekly budget of expected reviews over domains, week by week. Every domain has its smallest rate; what is
 * left goes down one line: the domain that gains most decisions a day per missing review is served first, up to what
 * its traffic gives and what it still lacks, then the next. A domain that is done goes back to its smallest rate.
 *
 * The line is Smith's rule: where reviews can be bought for any domain at any time, serving in the order of
 * adds / missing makes the sum of adds x waiting time as small as it can be. Two neighbours in the other order, a
 * before b, would cost adds_b x missing_a - adds_a x missing_b more, which is above 0 where b gains more per review.
 * Rates that end at 1, and smallest rates that must be kept, make it a heuristic: then a domain in front cannot use
 * all that it is given, and one behind is served before its turn.
 *
 * @param weekly expected reviews a week, at least `leastReviews`
 * @throws RangeError below that
 * @see Smith, "Various optimizers for single-stage production", 1956
 */
export function splitBudget(claims: readonly BudgetClaim[], weekly: number): BudgetShare[] {
  if (!(weekly >= leastReviews(claims) * (1 - 1e-12)))
    throw new RangeError('splitBudget requires a budget that covers the smallest rates');
  const line = inLine(claims);
  const left = claims.map((one) => one.missing ?? 0);
  const days: (number | null)[] = claims.map(() => null);
  let first: number[] = [];
  for (let week = 0; week < MOST_WEEKS; week++) {
    const open = line.filter((index) => days[index] === null);
    if (week > 0 && open.length === 0) break;
    const rates = ratesOf(claims, open, left, weekly, week);
    if (week === 0) first = rates;
    for (const index of open) {
      const [claim, rate, lacking] = [claims[index], rates[index], left[index]] as [
        BudgetClaim,
        number,
        number,
      ];
      const drawn = rate * sizeOf(claim, week);
      left[index] = lacking - drawn;
      if (drawn < lacking * (1 - 1e-12)) continue;
      const atOnce = week === 0 ? rate * claim.waiting : 0;
      const within = lacking <= atOnce ? 0 : Math.min(WEEK, (lacking - atOnce) / (rate * claim.perDay));
      days[index] = week * WEEK + within;
    }
  }
  return claims.map((_, index) => ({
    rate: first[index] as number,
    days: days[index] ?? null,
    turn: line.includes(index) ? line.indexOf(index) + 1 : null,
  }));
}

/** Places of the claims that lack verdicts, the one that gains most per review first. */
function inLine(claims: readonly BudgetClaim[]): number[] {
  const worth = (index: number): number => {
    const { adds, missing } = claims[index] as BudgetClaim;
    return adds / Math.max(1, missing ?? 1);
  };
  return claims
    .map((_, index) => index)
    .filter((index) => (claims[index]?.missing ?? null) !== null)
    .sort((a, b) => worth(b) - worth(a) || (claims[a]?.missing ?? 0) - (claims[b]?.missing ?? 0) || a - b);
}

function ratesOf(
  claims: readonly BudgetClaim[],
  open: readonly number[],
  left: readonly number[],
  weekly: number,
  week: number,
): number[] {
  const rates = claims.map((one) => one.minAuditRate);
  let spare = weekly - claims.reduce((sum, one) => sum + one.minAuditRate * sizeOf(one, week), 0);
  for (const index of open) {
    const claim = claims[index] as BudgetClaim;
    const size = sizeOf(claim, week);
    const floor = claim.minAuditRate * size;
    const more = Math.min(spare, size - floor, (left[index] as number) - floor);
    if (!(more > 0)) continue;
    rates[index] = Math.min(1, (floor + more) / size);
    spare -= more;
  }
  return rates;
}

/** Decisions from which the reviews of a week are drawn. */
function sizeOf({ waiting, perDay }: BudgetClaim, week: number): number {
  return perDay * WEEK + (week === 0 ? waiting : 0);
}
