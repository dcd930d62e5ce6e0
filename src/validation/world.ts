/** How decisions come to be reviewed. */
export type Review =
  /** A person looks at everything, whatever the AI may do. */
  | { readonly kind: 'full' }
  /** Each confidence band is audited at its own rate, from the first night to the last. */
  | { readonly kind: 'by-band'; readonly rates: readonly number[] }
  /** Everything below the threshold in force; above it, where the AI acts, an audit at this rate. */
  | { readonly kind: 'by-authority'; readonly rate: number };

/** A change of what is true, on one night. */
export interface Turn {
  readonly night: number;
  readonly risks: readonly number[];
}

/** A domain whose truth is known: where confidences fall and how often the AI errs there. Bands run from high to low. */
export interface World {
  readonly name: string;
  /** Risk limit and failure probability, both in (0, 1). */
  readonly risk: number;
  readonly delta: number;
  /** Lower edge of each confidence band, in [0, 1]. */
  readonly edges: readonly number[];
  /** Share of the decisions in each confidence band; they sum to 1. */
  readonly shares: readonly number[];
  /** Probability of an error in each band. */
  readonly risks: readonly number[];
  readonly turn: Turn | null;
  readonly nights: number;
  readonly decisionsPerNight: number;
  readonly review: Review;
  /** Nights until the last verdict of a night is in; a night counts once it is complete. */
  readonly delayNights: number;
  /** Other domains whose fully reviewed records shape the prior: the risk of each, and how many verdicts it has. */
  readonly siblings: { readonly risks: readonly number[]; readonly verdicts: number } | null;
  /** Only the lowest threshold is in question, tested at the whole of delta. */
  readonly single: boolean;
}

/** Error rate of everything in the bands 0 … k, for every k. */
export function risksAbove(shares: readonly number[], risks: readonly number[]): number[] {
  let [weight, errors] = [0, 0];
  return shares.map((share, band) => {
    weight += share;
    errors += share * (risks[band] as number);
    return weight === 0 ? 0 : errors / weight;
  });
}

/** Share of the decisions in the bands 0 … k, for every k. */
export function coverages(shares: readonly number[]): number[] {
  let sum = 0;
  return shares.map((share) => {
    sum += share;
    return sum;
  });
}

/** Share of the decisions that one who knows the truth would let the AI take: the most with a risk below the limit. */
export function allKnowingCoverage(world: World, risks: readonly number[] = world.risks): number {
  const above = risksAbove(world.shares, risks);
  const place = above.findLastIndex((risk) => risk < world.risk - 1e-12);
  return place < 0 ? 0 : (coverages(world.shares)[place] as number);
}
