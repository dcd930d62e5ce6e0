import type { Evidence } from '../contracts/evidence.ts';

/** What makes a plain count of errors a poor guide to the error rate. */
export interface ReviewMix {
  /** Whether all verdicts weigh the same, or those on doubtful decisions less, or it is neither. */
  readonly weights: 'even' | 'doubtful-weigh-less' | 'uneven';
  /** Whether some errors count in part. */
  readonly graded: boolean;
}

/** How the reviewed decisions at or above a threshold were chosen and judged. */
export function reviewMix(evidence: Evidence, thresholdPpm: number): ReviewMix {
  const judged = evidence.cells.flatMap(({ eligible, band, loss, inclusion, decisions }) =>
    eligible && band >= thresholdPpm && loss !== null
      ? [{ band, weight: 1 / (inclusion ?? 1), loss, decisions }]
      : [],
  );
  const total = judged.reduce((sum, one) => sum + one.decisions, 0);
  const mean = (of: (one: (typeof judged)[number]) => number): number =>
    judged.reduce((sum, one) => sum + one.decisions * of(one), 0) / total;
  const [weight, band] = [mean((one) => one.weight), mean((one) => one.band)];
  const rises = mean((one) => (one.weight - weight) * (one.band - band)) > 0;
  const isEven = judged.every((one) => one.weight === judged[0]?.weight);
  return {
    weights: isEven ? 'even' : rises ? 'doubtful-weigh-less' : 'uneven',
    graded: judged.some(({ loss }) => loss > 0 && loss < 1),
  };
}

/** Share of the decisions at or above a threshold that were wrong at all, each verdict weighted by its chance. */
export function errorShare(evidence: Evidence, thresholdPpm: number): number {
  let [wrong, weight] = [0, 0];
  for (const { eligible, band, loss, outcome, inclusion, decisions } of evidence.cells) {
    if (!eligible || band < thresholdPpm || loss === null) continue;
    const weighs = decisions / (inclusion ?? 1);
    weight += weighs;
    if (outcome !== 'agree') wrong += weighs;
  }
  return weight === 0 ? 0 : wrong / weight;
}
