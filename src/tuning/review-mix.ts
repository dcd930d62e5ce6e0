import type { Evidence, EvidenceCell } from '../contracts/evidence.ts';

/** What makes a plain count of errors a poor guide to the error rate. */
export interface ReviewMix {
  /** Whether all verdicts weigh the same, or those on doubtful decisions less, or it is neither. */
  readonly weights: 'even' | 'doubtful-weigh-less' | 'uneven';
  /** Whether some errors count in part. */
  readonly graded: boolean;
}

/** How the reviewed decisions at or above a threshold were chosen and judged. */
export function reviewMix(evidence: Evidence, thresholdPpm: number): ReviewMix {
  const counts = ({ eligible, band, loss }: EvidenceCell): boolean =>
    eligible && band >= thresholdPpm && loss !== null;
  let [total, weights, bands, first, isEven, graded] = [0, 0, 0, 0, true, false];
  for (const cell of evidence.cells) {
    if (!counts(cell)) continue;
    const weight = 1 / (cell.inclusion ?? 1);
    if (total === 0) first = weight;
    total += cell.decisions;
    weights += cell.decisions * weight;
    bands += cell.decisions * cell.band;
    isEven &&= weight === first;
    graded ||= cell.loss !== null && cell.loss > 0 && cell.loss < 1;
  }
  if (isEven) return { weights: 'even', graded };
  const [weight, band] = [weights / total, bands / total];
  let covariance = 0;
  for (const cell of evidence.cells)
    if (counts(cell))
      covariance += cell.decisions * (1 / (cell.inclusion ?? 1) - weight) * (cell.band - band);
  return { weights: covariance > 0 ? 'doubtful-weigh-less' : 'uneven', graded };
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
