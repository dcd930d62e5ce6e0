import {
  binIndex,
  debiasedCalibrationError,
  equalMassBins,
  expectedCalibrationError,
} from '../../src/statistics/index.ts';

interface Rows {
  readonly confidence: readonly number[];
  readonly correct: readonly number[];
  readonly weight?: readonly number[];
}

/** Bin of every row, and how many bins there are. */
type Binning = readonly number[];

/** Every figure of the file for every binning it uses; a case asks for some of them. */
export function reliabilityBins(rows: Rows): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const bins of [10, 15, 20]) {
    describe(answer, rows, `width_${bins}`, widthBinning(rows, bins));
    describe(answer, rows, `mass_${bins}`, massBinning(rows, bins));
  }
  describe(answer, rows, 'distinct_values', massBinning(rows, Number.MAX_SAFE_INTEGER, true));
  answer['mean_confidence_minus_accuracy'] = answer['signed_gap_width_10'];
  return answer;
}

function widthBinning({ confidence }: Rows, bins: number): Binning {
  return confidence.map((c) => binIndex(Math.round(c * 1_000_000), bins));
}

function massBinning({ confidence, weight }: Rows, bins: number, onePerValue = false): Binning {
  const distinct = [...new Set(confidence)].sort((left, right) => left - right);
  const placeOf = new Map(distinct.map((c, i) => [c, i]));
  const weights = distinct.map(() => 0);
  confidence.forEach((c, i) => {
    weights[placeOf.get(c)!]! += weight?.[i] ?? 1;
  });
  const binOf = onePerValue ? distinct.map((_, i) => i) : equalMassBins({ weights, bins });
  return confidence.map((c) => binOf[placeOf.get(c)!]!);
}

function describe(answer: Record<string, unknown>, rows: Rows, setting: string, binning: Binning): void {
  const used = [...new Set(binning)].sort((left, right) => left - right);
  const bins = used.map((index) => {
    const sums = {
      n: 0,
      weight: 0,
      correct: 0,
      confidence: 0,
      squaredWeight: 0,
      squaredCorrect: 0,
      noise: 0,
    };
    rows.confidence.forEach((c, i) => {
      if (binning[i] !== index) return;
      const w = rows.weight?.[i] ?? 1;
      const y = rows.correct[i]!;
      sums.n += 1;
      sums.weight += w;
      sums.correct += w * y;
      sums.confidence += w * c;
      sums.squaredWeight += w * w;
      sums.squaredCorrect += w * w * y;
    });
    return { index, ...sums };
  });
  const plain = expectedCalibrationError({ bins });
  const debiased = debiasedCalibrationError({ bins });
  Object.assign(answer, {
    [`bins_${setting}`]: bins.map((b) => [
      b.index,
      b.n,
      b.weight,
      b.confidence / b.weight,
      b.correct / b.weight,
    ]),
    [`ece_${setting}`]: plain?.ece,
    [`mce_${setting}`]: plain?.largestGap,
    [`ace_${setting}`]: plain?.meanGap,
    [`overconfidence_${setting}`]: plain?.overconfidence,
    [`underconfidence_${setting}`]: plain?.underconfidence,
    [`signed_gap_${setting}`]: plain?.signedGap,
    [`noise_floor_${setting}`]: plain?.noiseFloor,
    [`l1_debiased_${setting}`]: debiased?.l1,
    [`l2_debiased_${setting}`]: debiased?.l2,
    [`l2_plugin_${setting}`]: debiased?.plugInL2,
    [`accuracy_variance_${setting}`]: debiased?.variances,
  });
}
