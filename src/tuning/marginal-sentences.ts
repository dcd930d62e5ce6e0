import type { Certificate, Target } from '../contracts/certificate.ts';
import { type Evidence, START_DECISIONS } from '../contracts/evidence.ts';
import { count, percentExact, percentNear, thresholdText } from '../contracts/figures.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { Reach } from '../contracts/recommendation.ts';
import { belowThat, confidenceOf } from './condition.ts';
import { curvePoint } from './curve.ts';
import { type ConfidenceBand, confidenceBands } from './marginal.ts';
import { tallyOf } from './tally.ts';

/** The promise on each confidence band by itself, what it rests on, and where it ends. */
export function marginalSentences(
  certified: Reach,
  target: Target,
  certificate: Pick<Certificate, 'reviewed' | 'errors'>,
  evidence: Evidence,
  weighed: readonly string[],
): string[] {
  const lowest = ppmOf(certified.threshold);
  const bands = confidenceBands(evidence).map((band) => ({ ...band, ...seenIn(band, evidence) }));
  const passed = bands.filter(({ fromPpm }) => fromPpm >= lowest);
  const next = bands.find(({ fromPpm }) => fromPpm < lowest);
  const certain = percentExact(Math.min(1 - target.delta, 1 - 1e-12));
  const share = `less than ${percentExact(target.risk)} of 100 would be wrong (${certain} % certain)`;
  const each =
    passed.length === 1
      ? `of these ${share}`
      : `in each of the ${passed.length} confidence bands from there up, ${share}, each by its own verdicts, so that easy cases do not pay for hard ones`;
  const promise = `${confidenceOf(certified)} the AI would take ${percentNear(certified.coverage)} % of the decisions alone; ${each}.`;
  const basis = `This rests on ${count(certificate.reviewed)} reviewed decisions at or above that threshold${belowThat(certified)}, of which ${count(certificate.errors)} were found wrong.`;
  const worst = passed.reduce((one, other) => ((other.risk ?? 0) > (one.risk ?? 0) ? other : one));
  const where: string[] = [];
  if (passed.length > 1 && worst.errors > 0)
    where.push(`The band with the most errors is ${span(worst)}: ${ofReviewed(worst)}.`);
  if (next !== undefined) where.push(`The band ${span(next)} does not pass: ${ofReviewed(next)}.`);
  return [promise, [basis, ...weighed].join(' '), ...(where.length === 0 ? [] : [where.join(' ')])];
}

/** Why no band is tested yet; nothing where they are. */
export function edgesSentence({ decisions }: Evidence): string[] {
  return decisions >= START_DECISIONS
    ? []
    : [
        `The first ${START_DECISIONS} decisions fix the confidence bands, each of which is tested by itself; ${count(decisions)} are there.`,
      ];
}

interface Seen {
  readonly reviewed: number;
  readonly errors: number;
  readonly risk: number | null;
}

function seenIn({ fromPpm, cells }: ConfidenceBand, evidence: Evidence): Seen {
  const { reviewed, errors, risk } = curvePoint(tallyOf({ ...evidence, cells: [...cells] }), fromPpm);
  return { reviewed, errors, risk };
}

function ofReviewed({ reviewed, errors }: Seen): string {
  return `${count(errors)} of ${count(reviewed)} reviewed decisions there were found wrong`;
}

function span({ fromPpm, belowPpm }: Pick<ConfidenceBand, 'fromPpm' | 'belowPpm'>): string {
  const from = thresholdText(fromPpm / 1_000_000);
  return belowPpm === null ? `from ${from} up` : `from ${from} to ${thresholdText(belowPpm / 1_000_000)}`;
}
