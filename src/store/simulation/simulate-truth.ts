/** Thresholds at which the truth is stated. */
export const TRUTH_THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99] as const;

/** What would happen if the AI took every eligible decision at or above a confidence. Null: there is none. */
interface SimulationThreshold {
  readonly threshold: number;
  /** Eligible decisions at or above it. */
  readonly decisions: number;
  /** Their share of all decisions of the domain and model. */
  readonly coverage: number;
  /** Expected error rate, the mean of 1 - p_right: the figure a certificate must not be wrong about. */
  readonly risk: number | null;
  /** Share that was wrong in this history, and mean loss (an edit counts its severity). */
  readonly realisedRisk: number | null;
  readonly realisedLoss: number | null;
}

/** The truth about one model in one domain. */
export interface SimulationTruthRow {
  readonly domain: string;
  readonly model: string;
  readonly decisions: number;
  readonly eligible: number;
  /** First reviews that came. */
  readonly reviewed: number;
  /** Mean p_right, and share right in this history, over all decisions. */
  readonly accuracy: number;
  readonly realisedAccuracy: number;
  readonly meanConfidence: number;
  /** Accuracy where the planted handicap acts and where it does not; null without one. */
  readonly handicap: {
    readonly decisions: number;
    readonly accuracy: number | null;
    readonly elsewhere: number | null;
  } | null;
  /** First reviews of wrong answers, and how many of them said `agree`. */
  readonly errorsReviewed: number;
  readonly errorsConfirmed: number;
  readonly planted: readonly string[];
  readonly thresholds: readonly SimulationThreshold[];
}

/** The content of `truth.json`. */
export interface SimulationTruth {
  readonly version: 1;
  readonly scenario: string;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly decisions: number;
  readonly verdicts: number;
  readonly domains: readonly SimulationTruthRow[];
}
