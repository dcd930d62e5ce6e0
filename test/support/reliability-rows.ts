import type { Evidence } from '../../src/contracts/evidence.ts';
import { evidenceOf, type Row, row } from './evidence-of.ts';
import type { Random } from './random.ts';

interface Verdict {
  /** Confidence, verdict and weight. */
  readonly c: number;
  readonly y: number;
  readonly w: number;
}

/** Reliability of judged rows, found out one by one, by pairs and by runs; each row weighs one over its inclusion. */
export function byPlainLoops(all: readonly Row[]) {
  const verdicts = all.map(({ ppm, outcome, inclusion }): Verdict => {
    return { c: ppm / 1_000_000, y: outcome === 'agree' ? 1 : 0, w: 1 / (inclusion ?? 1) };
  });
  const total = sumOf(verdicts, () => 1);
  const brier = sumOf(verdicts, ({ c, y }) => (c - y) ** 2) / total;
  return {
    accuracy: sumOf(verdicts, ({ y }) => y) / total,
    ece: eceOf(verdicts) / total,
    brier,
    auroc: aurocOf(verdicts),
    aurc: aurcOf(verdicts) / total,
    miscalibration: brier - isotonicLoss(verdicts) / total,
  };
}

function sumOf(verdicts: readonly Verdict[], of: (verdict: Verdict) => number): number {
  return verdicts.reduce((sum, verdict) => sum + verdict.w * of(verdict), 0);
}

function eceOf(verdicts: readonly Verdict[]): number {
  const bin = ({ c }: Verdict): number => Math.min(14, Math.floor((Math.round(c * 1e6) * 15) / 1e6));
  return Array.from({ length: 15 }, (_, at) => verdicts.filter((verdict) => bin(verdict) === at))
    .map((part) => Math.abs(sumOf(part, ({ c, y }) => c - y)))
    .reduce((sum, gap) => sum + gap, 0);
}

function aurocOf(verdicts: readonly Verdict[]): number | null {
  let [won, pairs] = [0, 0];
  for (const right of verdicts.filter(({ y }) => y === 1))
    for (const wrong of verdicts.filter(({ y }) => y === 0)) {
      pairs += right.w * wrong.w;
      won += right.w * wrong.w * (right.c > wrong.c ? 1 : right.c === wrong.c ? 0.5 : 0);
    }
  return pairs === 0 ? null : won / pairs;
}

/** Verdicts of each confidence, ascending: ties. */
function tiesOf(verdicts: readonly Verdict[]): Verdict[][] {
  return [...new Set(verdicts.map(({ c }) => c))]
    .sort((a, b) => a - b)
    .map((level) => verdicts.filter(({ c }) => c === level));
}

/** Integral of the error rate over the accepted weight, from the top; the errors of a tie are spread evenly over it. */
function aurcOf(verdicts: readonly Verdict[]): number {
  let [area, accepted, errors] = [0, 0, 0];
  for (const tie of tiesOf(verdicts).reverse()) {
    const [width, more] = [sumOf(tie, () => 1), sumOf(tie, ({ y }) => 1 - y)];
    const rate = more / width;
    area += more;
    if (accepted > 0) area += (errors - rate * accepted) * Math.log((accepted + width) / accepted);
    accepted += width;
    errors += more;
  }
  return area;
}

/** Squared distance of the verdicts from the greatest of the least means of runs, which is the isotonic curve. */
function isotonicLoss(verdicts: readonly Verdict[]): number {
  const ties = tiesOf(verdicts);
  const meanOf = (from: number, to: number): number => {
    const run = ties.slice(from, to + 1).flat();
    return sumOf(run, ({ y }) => y) / sumOf(run, () => 1);
  };
  const means = ties.map((_, from) => ties.map((__, to) => (to < from ? Number.NaN : meanOf(from, to))));
  const heights = ties.map((_, at) =>
    Math.max(...means.slice(0, at + 1).map((row) => Math.min(...row.slice(at)))),
  );
  return ties.reduce((sum, tie, at) => sum + sumOf(tie, ({ y }) => (y - (heights[at] as number)) ** 2), 0);
}

/** Of so many decisions at a confidence, each is right with some chance and reviewed with another. */
const TRAFFIC = [
  { ppm: 550_000, decisions: 500, accuracy: 0.6, inclusion: 1 },
  { ppm: 750_000, decisions: 500, accuracy: 0.75, inclusion: 1 },
  { ppm: 920_000, decisions: 2_000, accuracy: 0.9, inclusion: 0.05 },
  { ppm: 980_000, decisions: 3_000, accuracy: 0.96, inclusion: 0.05 },
];

/** A history whose low-confidence decisions are all reviewed and the rest audited, and the accuracy behind it. */
export function auditedHistory(chance: Random): { evidence: Evidence; truth: number } {
  const [sample] = evidenceOf([row()]).cells;
  const count = (n: number, probability: number): number => {
    let hits = 0;
    for (let i = 0; i < n; i += 1) if (chance.chance(probability)) hits += 1;
    return hits;
  };
  const cells = TRAFFIC.flatMap(({ ppm, decisions, accuracy, inclusion }) => {
    const reviewed = count(decisions, inclusion);
    const agreed = count(reviewed, accuracy);
    const base = { ...(sample as NonNullable<typeof sample>), band: ppm, inclusion, smallestInclusion: 0.05 };
    return [
      { ...base, decisions: agreed },
      { ...base, outcome: 'override' as const, loss: 1, decisions: reviewed - agreed },
      { ...base, outcome: 'unreviewed' as const, loss: null, decisions: decisions - reviewed },
    ].filter((cell) => cell.decisions > 0);
  });
  const all = TRAFFIC.reduce((sum, { decisions }) => sum + decisions, 0);
  const truth = TRAFFIC.reduce((sum, { decisions, accuracy }) => sum + decisions * accuracy, 0) / all;
  return { evidence: evidenceOf([], { selection: 'audited', decisions: all, cells }), truth };
}
