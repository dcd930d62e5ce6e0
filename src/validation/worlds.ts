import type { World } from './world.ts';

export const BANDS = 50;
export const even = (count: number, value = 1 / count): number[] => Array<number>(count).fill(value);

/** Thresholds .99, .98, … .50, each with the same share of the traffic. */
export const half: Pick<World, 'edges' | 'shares'> = {
  edges: even(BANDS).map((_, band) => (99 - band) / 100),
  shares: even(BANDS),
};

/** Risk that rises from the most confident band down. */
const rising = (from: number, by: number, power: number): number[] =>
  half.shares.map((_, band) => Math.min(0.6, from + by * ((band + 0.5) / BANDS) ** power));

/** Confidence orders right and wrong well: a risk below 5 % down to 68 % of the traffic. */
export const ordered: Pick<World, 'edges' | 'shares' | 'risks'> = {
  ...half,
  risks: rising(0.005, 0.4062, 2.5),
};

/** A language model that says one of seven numbers: 95 % of the traffic is below 5 %, the last step only just. */
export const spoken: Pick<World, 'edges' | 'shares' | 'risks'> = {
  edges: [0.99, 0.95, 0.9, 0.85, 0.8, 0.7, 0.5],
  shares: [0.05, 0.35, 0.25, 0.15, 0.08, 0.07, 0.05],
  risks: [0.02, 0.02, 0.02, 0.03, 0.06, 0.3, 0.5],
};

/** The most confident 4 % are the worst of the good ones: a search that begins at the top never leaves it. */
export const overconfident: Pick<World, 'edges' | 'shares' | 'risks'> = {
  ...half,
  risks: rising(0.004, 0.5162, 2.75).map((risk, band) => (band < 2 ? 0.12 : risk)),
};

/** Every threshold is exactly at its limit: whatever is called safe is called so falsely. */
const atTheLimit: Pick<World, 'edges' | 'shares' | 'risks'> = { ...half, risks: even(BANDS, 0.05) };

/** Every threshold at its limit, fully reviewed, 180 nights of 25 decisions, but for what is said. */
export const world = (name: string, over: Partial<World>): World => ({
  name,
  risk: 0.05,
  delta: 0.05,
  ...atTheLimit,
  turn: null,
  nights: 180,
  decisionsPerNight: 25,
  review: { kind: 'full' },
  delayNights: 0,
  siblings: null,
  single: false,
  ...over,
});
