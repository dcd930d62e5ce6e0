/** One way of deciding, night after night, how far the AI may go; bands and places run from high confidence to low. */
export interface Watcher {
  /**
   * Takes in one verdict: its band, whether it was an error, and the places in `rates` of the probability that it had
   * and of the smallest one that the policy then in force gave to anything.
   */
  review(band: number, isError: boolean, rate: number, smallest: number): void;
  /** Judges after a night: the lowest place that the AI may act at, -1 for none. */
  night(): number;
  /** Places that were claimed safe tonight for the first time, the one that `night` answered among them. */
  readonly claims: readonly number[];
}

/** What a watcher may know before the first verdict. */
export interface WatcherSetting {
  readonly risk: number;
  readonly delta: number;
  readonly places: number;
  /** Probabilities of a review that occur; a verdict names its own by its place here. */
  readonly rates: readonly number[];
  /** Places where a threshold search begins, from unlabelled confidences, and what share of delta each has. */
  readonly starts: readonly number[];
  readonly weights: readonly number[];
  /** Weights of the betting mixture, where they were learnt from others; else its own. */
  readonly prior?: readonly number[];
  /** Lower edge of each band: what a fixed threshold is held against. */
  readonly edges: readonly number[];
}

export type NewWatcher = (setting: WatcherSetting) => Watcher;
