import type { ArmVoices } from './review-signals.ts';

/** Decisions of one weight that are alike in what a cut asks for. */
export interface CutCell {
  /** For how many decisions each stands: 1 / inclusion probability, 1 where that is unknown. */
  readonly weight: number;
  readonly decisions: number;
  readonly reviewed: number;
  readonly wrong: number;
  readonly pending: number;
}

/** The same of one value; cells of one value stand together, values in the order in which they are shown. */
export interface ValueCell extends CutCell {
  readonly value: string;
}

/** Of a day or a week, in the name of its first day. */
export interface PeriodCell extends ValueCell {
  /** Sum over its decisions, in parts per million. */
  readonly confidence: number;
}

export interface SegmentCounts {
  readonly segment: string;
  /** Distinct values. */
  readonly values: number;
  /** Null stands for all values that are not shown. */
  readonly cells: readonly (Omit<ValueCell, 'value'> & { readonly value: string | null })[];
}

export interface TriggerCounts {
  readonly trigger: string;
  readonly fired: number;
  readonly reviewed: number;
  readonly wrong: number;
}

/** A reviewer's last words, and what others said of the same decisions: each other voice is a pair. */
export interface ReviewerCounts {
  readonly reviewer: string;
  readonly verdicts: number;
  readonly overrides: number;
  readonly soleVoice: number;
  readonly bothRight: number;
  readonly bothWrong: number;
  readonly onlyThisWrong: number;
  readonly onlyOtherWrong: number;
  /** Verdicts of which it is known that they were blind, or in sight of the AI's answer, and the wrong ones of each. */
  readonly blind: number;
  readonly blindOverrides: number;
  readonly shown: number;
  readonly shownOverrides: number;
  /** Verdicts with a time, and the median of these. */
  readonly timed: number;
  readonly medianSeconds: number | null;
}

/** Voices of one weight, one a decision. */
export interface VoiceCell {
  readonly weight: number;
  readonly voices: number;
  readonly wrong: number;
}

/** The same of one arm: blind, or in sight of the AI's answer. */
export interface ArmCell extends Readonly<ArmVoices> {
  /** Sum over its decisions, in parts per million. */
  readonly confidence: number;
}

/** How the last words on a domain came about. */
export interface ReviewCounts {
  readonly verdicts: number;
  readonly blind: number;
  readonly shown: number;
  readonly timed: number;
  readonly medianSeconds: number | null;
  readonly blindSeconds: number | null;
  readonly shownSeconds: number | null;
  readonly arms: readonly ArmCell[];
  /** Decisions with two named voices: how many, those of one mind, those in which neither saw the answer. */
  readonly pairs: number;
  readonly alike: number;
  readonly blindPairs: number;
  /** The earliest voice on each decision; empty where there are no pairs. */
  readonly first: readonly VoiceCell[];
  readonly rubrics: readonly { readonly rubric: string; readonly verdicts: number; readonly wrong: number }[];
}

/** Judged decisions by slice and weight, column by column: there may be a hundred thousand. */
export interface SliceCounts {
  readonly names: readonly { readonly segment: string; readonly value: string }[];
  /** Cells of one slice stand together. Places in `names`; `second` is NaN where a slice has one level. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly weight: Float64Array;
  readonly reviewed: Float64Array;
  readonly wrong: Float64Array;
}

/** What is counted of the rows of one (domain, model) for its cuts. */
/** Judged decisions in parts of equal size, oldest first, column by column: by part, then confidence, then weight. */
export interface FoldColumns {
  readonly fold: Float64Array;
  /** ppm */
  readonly confidence: Float64Array;
  readonly weight: Float64Array;
  readonly verdicts: Float64Array;
  readonly correct: Float64Array;
}

export interface CutCounts {
  readonly folds: FoldColumns;
  readonly whole: readonly CutCell[];
  /** Values are places in `AMOUNT_EDGES`; one further stands for no amount. */
  readonly byAmount: readonly ValueCell[];
  readonly byHour: readonly ValueCell[];
  readonly byWeek: readonly PeriodCell[];
  readonly bySegment: readonly SegmentCounts[];
  readonly byTrigger: readonly TriggerCounts[];
  readonly byReviewer: readonly ReviewerCounts[];
  readonly review: ReviewCounts;
  readonly slices: SliceCounts;
  readonly leftOut: { readonly segments: number; readonly triggers: number; readonly reviewers: number };
}
