import type { ThresholdMarks } from '../../src/charts/rules.ts';
import type { Recommendation } from '../../src/contracts/recommendation.ts';

/** What is in force and what is proposed, as charts mark it. */
export function thresholdMarks(acting: Recommendation | null): ThresholdMarks {
  return { current: acting?.current.threshold ?? null, proposed: acting?.proposed?.threshold ?? null };
}
