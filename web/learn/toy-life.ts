import type { EvidencePoint } from '../../src/charts/evidence-by-verdicts.ts';
import { betaMixtureEValue } from '../../src/statistics/beta-mixture-evalue.ts';
import { certificationBoundary } from '../../src/statistics/certification-boundary.ts';
import { Random } from '../../src/statistics/random.ts';

/** A domain whose truth is known, and what is asked of it. Shares, not percent. */
export interface Toy {
  /** True error rate. */
  readonly rate: number;
  /** Highest that is tolerated. */
  readonly limit: number;
  /** Chance of a false certificate. */
  readonly delta: number;
  readonly verdicts: number;
}

/** So many points are drawn: as many as a reader tells apart. */
const POINTS = 240;

/** What one domain shows, verdict by verdict. The same seed has the same luck. */
export function toyLife(
  toy: Toy,
  seed: number,
): { readonly points: EvidencePoint[]; readonly certifiedAt: number | null } {
  const { rate, limit, verdicts } = toy;
  const least = boundaryOf(toy);
  const step = Math.max(1, Math.ceil(verdicts / POINTS));
  const random = new Random(seed);
  const points: EvidencePoint[] = [];
  let [errors, certifiedAt]: [number, number | null] = [0, null];
  for (let n = 0; n <= verdicts; n += 1) {
    if (n > 0 && random.uniform() < rate) errors += 1;
    const isFirst = certifiedAt === null && isCertified(least, n, errors);
    if (isFirst) certifiedAt = n;
    if (isFirst || n % step === 0 || n === verdicts)
      points.push({
        verdicts: n,
        errors,
        eValue: Math.exp(betaMixtureEValue({ n, errors, alpha: limit }).logE),
      });
  }
  return { points, certifiedAt };
}

/** After how many verdicts each of so many such domains is certified, the earliest first; those that never are, are left out. */
export function certifiedLives(toy: Toy, lives: number): number[] {
  const least = boundaryOf(toy);
  const found: number[] = [];
  for (let life = 1; life <= lives; life += 1) {
    const random = new Random(life);
    let errors = 0;
    // More errors than the boundary knows: not within so many verdicts.
    for (let n = 1; n <= toy.verdicts && errors < least.length; n += 1) {
      if (random.uniform() < toy.rate) errors += 1;
      if (!isCertified(least, n, errors)) continue;
      found.push(n);
      break;
    }
  }
  return found.sort((a, b) => a - b);
}

/** Verdicts that are enough with 0, 1, 2, … errors. More errors than the limit's share of all are never enough. */
function boundaryOf({ limit, delta, verdicts }: Toy): readonly number[] {
  return certificationBoundary({ alpha: limit, delta, maxErrors: Math.floor(limit * verdicts) }).minVerdicts;
}

function isCertified(least: readonly number[], n: number, errors: number): boolean {
  return n >= (least[errors] ?? Number.POSITIVE_INFINITY);
}
