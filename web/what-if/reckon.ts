import type { WhatIf, WhatIfStep } from '../../src/contracts/what-if.ts';

/** A figure between its ends; all null where nobody looked. */
export interface Between {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What reviews and errors come to. */
export interface Costs {
  /** Money per wrong decision that was taken alone. */
  readonly errorCost: number;
  /** Money per review. */
  readonly reviewCost: number;
  /** Of a person, per review. */
  readonly minutes: number;
}

/** What the AI would do from a threshold on, a week, at the pace of its record. */
export interface Outcome {
  /** Share of all decisions that it takes alone. */
  readonly coverage: number;
  readonly alone: number;
  /** Expected, with the 95 % interval of one look. */
  readonly wrong: Between;
  readonly hoursSaved: number;
  /** Reviews that are saved, less what errors cost. */
  readonly moneySaved: Between;
}

const NOTHING: Between = { value: null, low: null, high: null };

/**
 * @param step up to which amount, and `place` from which threshold on
 * @param auditRate share of what it takes alone that people still review
 */
export function reckon(
  perWeek: number,
  step: WhatIfStep,
  place: number,
  auditRate: number,
  { errorCost, reviewCost, minutes }: Costs,
): Outcome {
  const coverage = step.coverage[place] ?? 0;
  const alone = perWeek * coverage;
  const saved = alone * (1 - auditRate);
  const wrong = scaled(
    { value: step.wrong[place] ?? null, low: step.low[place] ?? null, high: step.high[place] ?? null },
    (share) => share * alone,
  );
  const money = scaled(wrong, (errors) => saved * reviewCost - errors * errorCost);
  return {
    ...{ coverage, alone, wrong, hoursSaved: (saved * minutes) / 60 },
    // The more is wrong, the less is saved.
    moneySaved: { value: money.value, low: money.high, high: money.low },
  };
}

/** The same as it is today; null where a person decides everything. */
export function reckonToday(whatIf: WhatIf, costs: Costs): Outcome | null {
  const { current, perWeek, steps, thresholds } = whatIf;
  if (current === null) return null;
  const step = steps.find(({ maxAmount }) => maxAmount === current.maxAmount) ?? steps.at(-1);
  const place = placeFrom(thresholds, current.threshold);
  return step === undefined ? null : reckon(perWeek, step, place, current.auditRate, costs);
}

/** The place of the lowest threshold that is no lower than a confidence: whoever asks for less certainty gets no less. */
export function placeFrom(thresholds: readonly number[], confidence: number): number {
  const found = thresholds.findIndex((threshold) => threshold >= confidence - 1e-9);
  return found < 0 ? Math.max(0, thresholds.length - 1) : found;
}

function scaled({ value, low, high }: Between, by: (value: number) => number): Between {
  if (value === null || low === null || high === null) return NOTHING;
  return { value: by(value), low: by(low), high: by(high) };
}
