import { bestOf, shareText } from '../contracts/estimate-text.ts';
import type { Recalibration } from '../contracts/recalibration.ts';
import type { Reliability } from '../contracts/reliability.ts';
import { count, limitPercent, percent, percentUp, threshold } from './figures.ts';

/** Points with a decimal, never 0 for something. */
function points(share: number): string {
  const size = Math.abs(share) * 100;
  return size > 0 && size < 0.05 ? 'less than 0.1' : size.toFixed(1);
}

/** `1 252 of 7 740 decisions were judged …` */
export function reviewedSentence(one: Reliability): string {
  const { reviewed, decisions, immature, pending, selection } = one;
  const chosen = {
    full: 'every one that is old enough was to be judged',
    audited: 'chosen by chance, at rates that are known',
    unknown: 'and nothing says how they were chosen',
  }[selection];
  const young = immature === 0 ? '' : ` ${count(immature)} are too young to count.`;
  const due = pending === 0 ? '' : ` ${count(pending)} were due for review and have no verdict.`;
  return `People judged ${count(reviewed)} of ${count(decisions)} decisions, ${chosen}.${young}${due}`;
}

/** How often the AI was right, in words. */
export function accuracySentence(one: Reliability): string {
  const { naive, weighted } = one.accuracy;
  if (naive === null)
    return 'Nobody has judged any decision yet, so nothing is known of how often it is right.';
  if (weighted === null)
    return `Of the reviewed decisions ${shareText(naive)} were right. Of the others nothing is known.`;
  const differs = Math.abs(weighted.value - naive.value) >= 0.0005;
  const beside = differs
    ? ` The reviewed ones alone show ${percent(naive.value)}, which misleads: some were far more likely to be looked at than others.`
    : '';
  return `Of all its decisions ${shareText(weighted)} are right, as far as the reviews tell (95 % interval of one look).${beside}`;
}

/** What is said of the confidence: never that it is calibrated, which nothing proves. */
export function biasWords({ confidence }: Pick<Reliability, 'confidence'>): string {
  const { bias, verdict } = confidence;
  if (bias === null) return '–';
  const [least, most] = [
    Math.min(Math.abs(bias.low), Math.abs(bias.high)),
    Math.max(Math.abs(bias.low), Math.abs(bias.high)),
  ];
  switch (verdict) {
    case 'over-confident':
    case 'under-confident':
      return `${verdict} by ${points(bias.value)} points (${points(least)} to ${points(most)})`;
    case 'shape-differs':
      return 'right on average, but not at every confidence';
    default:
      return `no sign of being off; could still be by up to ${points(most)} points`;
  }
}

/** The same as a sentence of its own. */
export function biasSentence(one: Reliability): string {
  const words = biasWords(one);
  switch (one.confidence.verdict) {
    case 'over-confident':
    case 'under-confident':
      return `The AI is ${words}.`;
    case 'no-verdicts':
      return 'Without verdicts nobody can say.';
    case 'shape-differs':
      return `It is ${words}.`;
    case 'nothing-found':
      return `There is ${words}.`;
  }
}

/** The confidence in a sentence. */
export function confidenceSentence(one: Reliability): string {
  const { mean } = one.confidence;
  const accuracy = bestOf(one.accuracy);
  if (mean === null || accuracy === null) return 'Without verdicts nothing can be said of its confidence.';
  return `On average it says ${percent(mean)} and is right ${percent(accuracy.value)} of the time: ${biasWords(one)}.`;
}

/** The calibration error, never without what chance would show. */
export function errorSentence({ calibrationError }: Reliability): string | null {
  if (calibrationError === null) return null;
  const { ece, noiseFloor } = calibrationError;
  return `Calibration error (ECE) ${percent(ece)}; a perfectly calibrated AI would show about ${percent(noiseFloor)} with as many verdicts.`;
}

/** What the order of the confidences is worth. */
export function orderSentence({ auroc }: Reliability): string | null {
  if (auroc === null) return null;
  const worth =
    auroc >= 0.8
      ? 'tells right from wrong well'
      : auroc >= 0.65
        ? 'tells right from wrong to some extent'
        : 'hardly tells right from wrong';
  return `In ${Math.round(auroc * 100)} of 100 pairs of a right and a wrong answer the right one had more confidence (AUROC): it ${worth}. A threshold can buy no more than that.`;
}

/** How far the reviewed decisions alone would let one go: a number to look at, not to act on. */
export function coverageSentence({ riskCoverage }: Reliability, limit: number): string | null {
  if (riskCoverage.length === 0) return null;
  const within = riskCoverage.filter(({ risk }) => risk <= limit);
  const widest = within.at(-1);
  if (widest === undefined)
    return `At no confidence were ${limitPercent(limit)} or fewer of the reviewed decisions wrong.`;
  return `Of the reviewed decisions at and above ${threshold(widest.threshold)}, which stand for ${percent(widest.coverage)} of all, ${percentUp(widest.risk)} % were wrong. That is what was seen, and chosen after looking: leeway recommend says what is certain, which is less.`;
}

/** Whether the confidence should be read through a map. */
export function recalibrationSentence({ kind, reason, logLoss }: Recalibration): string {
  const loss = (value: number | null | undefined): string => (value ?? 0).toFixed(4);
  switch (reason) {
    case 'chosen':
      return `Read through a map (${kind}) its confidence would predict later verdicts better: log loss ${loss(logLoss[kind])} instead of ${loss(logLoss.none)}, each map fitted on what came before.`;
    case 'calibrated':
      return 'Neither its mean nor its curve is off by more than chance explains, so that no map is fitted: it would do harm.';
    case 'unproven':
      return 'There are too few verdicts to see whether a map would hold later.';
    case 'falling':
      return 'More confidence does not mean that it is more often right: no map mends that.';
    case 'no-gain':
      return 'No map that so many verdicts can carry has predicted later verdicts better than none.';
  }
}
