/**
 * Decisions of one (domain, model) that are alike, night by night, column by column: what a walk through a history
 * needs. NaN stands for what is not known; nights are numbered from 0.
 */
export interface NightCells {
  readonly domain: string;
  readonly model: string;
  readonly length: number;
  /** The night in which they were decided; the cells come in this order. */
  readonly decided: Float64Array;
  /** The night in which their verdict was known, never before they were decided; NaN where there is none. */
  readonly judged: Float64Array;
  /** Lower edge of the decimal band, ppm. */
  readonly band: Float64Array;
  /** 1 where the policy would let the AI take them. */
  readonly eligible: Float64Array;
  /** 1 where the coin of an audit at the domain's rate falls on them. */
  readonly drawn: Float64Array;
  /** In [0, 1]; NaN where nobody judged them, or the verdict was `unsure`. */
  readonly loss: Float64Array;
  /** Inclusion probability of the review that they had; NaN where it is not recorded. */
  readonly inclusion: Float64Array;
  readonly decisions: Float64Array;
}

/** A history as nights. */
export interface Nights {
  /** When night 0 begins, ms since 1970 UTC. */
  readonly start: number;
  readonly count: number;
  readonly lengthMs: number;
}
