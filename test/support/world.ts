/** What is true of a domain: how often each confidence comes, and how often the AI errs there. */
export interface World {
  /** Confidences in ppm, highest first. */
  readonly confidences: readonly number[];
  /** Share of decisions that has each. */
  readonly shares: readonly number[];
  /** Chance of an error at each. */
  readonly risks: readonly number[];
}

/** Twenty confidences, crowded near 1 as those of language models are, and none of them rare. */
const CONFIDENCES = [
  1_000_000, 999_000, 995_000, 990_000, 980_000, 970_000, 960_000, 950_000, 940_000, 930_000, 920_000,
  900_000, 880_000, 860_000, 840_000, 800_000, 750_000, 700_000, 600_000, 500_000,
] as const;
const SHARES = CONFIDENCES.map(
  (_, place) => [8, 4, 6, 7, 5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 4, 5, 6, 4, 3, 3][place] ?? 0,
).map((parts) => parts / 100);

/**
 * A world by the risk that the AI would run alone at each threshold: the risk of a single confidence is what
 * leads from one to the next.
 *
 * @throws RangeError where no chance of an error does
 */
export function worldOf(riskAt: (coverage: number, place: number) => number): World {
  let [coverage, errors] = [0, 0];
  const risks = SHARES.map((share, place) => {
    const before = errors;
    coverage += share;
    errors = riskAt(coverage, place) * coverage;
    const risk = (errors - before) / share;
    if (!(risk > -1e-9 && risk < 1)) throw new RangeError(`no risk of ${risk} at place ${place}`);
    return Math.max(0, risk);
  });
  return { confidences: CONFIDENCES, shares: SHARES, risks };
}

/** True risk of every threshold at a confidence, highest first. */
export function risksAbove(world: World): number[] {
  let [coverage, errors] = [0, 0];
  return world.shares.map((share, place) => {
    coverage += share;
    errors += share * (world.risks[place] as number);
    return errors / coverage;
  });
}
