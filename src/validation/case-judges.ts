import type { Target } from '../contracts/certificate.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { ValidationControl } from '../contracts/validation.ts';
import { normalQuantile } from '../statistics/index.ts';
import { searchAmounts } from '../tuning/amount-steps.ts';
import { type Certification, type CertifiedThreshold, certify, standing } from '../tuning/certify.ts';
import { confidenceBands } from '../tuning/marginal.ts';
import { certifySliced } from '../tuning/slice-search.ts';
import { tallyOf } from '../tuning/tally.ts';
import type { CaseHistory } from './case-history.ts';
import { type CasePromise, type CaseWorld, type Claim, EVERY_GROUP, shareOf } from './case-world.ts';

/** What a method says on one night: all that it calls safe, and what the AI may take on the next. */
interface Finding {
  readonly claims: readonly Claim[];
  readonly authority: Claim | null;
}

export type Judge = (history: CaseHistory, world: CaseWorld) => Finding;

/** What `leeway recommend` would certify on this night, by the functions that it calls. */
export const LEEWAY: Readonly<Record<CasePromise, Judge>> = {
  marginal: (history, { target }) => {
    const evidence = history.evidence();
    return bandByBand(evidence, certify(evidence, target, false), target.risk);
  },
  cost: (history, { target }) => fromEach(certify(history.evidence(), target, false), target.risk),
  'amount-steps': (history, world) => {
    const steps = searchAmounts(history.steps(), world.target, false);
    return stepByStep(
      world,
      steps.map(({ certification }) => certification),
    );
  },
  slices: (history, { target, sliceRisk }) => {
    const slices = { slices: history.slices(), risk: sliceRisk ?? target.risk };
    return fromEach(certifySliced(history.evidence(), target, false, slices), target.risk);
  },
};

/** What goes wrong where a promise is not kept by its own test: each leaves one thing out. */
export const CONTROLS: Readonly<Record<ValidationControl, Judge>> = {
  pooled: (history, world) => {
    const evidence = history.evidence();
    const { risk } = world.target;
    const certification = certify(evidence, { ...world.target, guarantee: 'selective-risk' }, false);
    return world.promise === 'marginal'
      ? bandByBand(evidence, certification, risk)
      : fromEach(certification, risk);
  },
  'normal-interval': (history, { target }) => normalInterval(history.evidence(), target),
  'undivided-delta': (history, world) =>
    stepByStep(
      world,
      history.steps().map(({ evidence }) => certify(evidence, world.target, false)),
    ),
};

/** From each certified threshold up, in the groups that the evidence is on. */
function fromEach(certification: Certification, risk: number, group = EVERY_GROUP): Finding {
  const claim = ({ thresholdPpm }: CertifiedThreshold): Claim => ({
    fromPpm: thresholdPpm,
    belowPpm: null,
    group,
  });
  const [lowest] = standing(certification, risk);
  return {
    claims: certification.certified.map(claim),
    authority: lowest === undefined ? null : claim(lowest),
  };
}

/** Each confidence band at or above the lowest certified threshold by itself. */
function bandByBand(evidence: Evidence, certification: Certification, risk: number): Finding {
  const lowest = certification.certified[0]?.thresholdPpm ?? Number.POSITIVE_INFINITY;
  const claims = confidenceBands(evidence).filter(({ fromPpm }) => fromPpm >= lowest);
  return {
    claims: claims.map(({ fromPpm, belowPpm }) => ({ fromPpm, belowPpm, group: EVERY_GROUP })),
    authority: fromEach(certification, risk).authority,
  };
}

/** Of the pairs of an amount and a threshold that are certified, the one that lets most decisions through. */
function stepByStep(world: CaseWorld, certifications: readonly Certification[]): Finding {
  const found = certifications.map((one, step) => fromEach(one, world.target.risk, step));
  const pairs = found.flatMap(({ authority }) => (authority === null ? [] : [authority]));
  const [most = null] = pairs.sort((a, b) => shareOf(world, b) - shareOf(world, a));
  return { claims: found.flatMap(({ claims }) => claims), authority: most };
}

/** Verdicts from which on textbooks let a mean pass for normal. */
const FEWEST = 30;

/** The lowest threshold whose mean loss, by one normal interval of 1 - delta, is below the limit; of full reviews only. */
function normalInterval(evidence: Evidence, { risk, delta }: Target): Finding {
  const { bands, strata, counts } = tallyOf(evidence);
  const z = normalQuantile(1 - delta);
  for (let place = bands.length - 1; place >= 0; place--) {
    let [n, sum, squares] = [0, 0, 0];
    strata.forEach(({ loss }, index) => {
      const count = (counts[index] as Float64Array)[place] as number;
      n += count;
      sum += count * loss;
      squares += count * loss ** 2;
    });
    const mean = sum / n;
    if (n < FEWEST || mean + z * Math.sqrt((squares / n - mean ** 2) / n) >= risk) continue;
    const claim = { fromPpm: bands[place] as number, belowPpm: null, group: EVERY_GROUP };
    return { claims: [claim], authority: claim };
  }
  return { claims: [], authority: null };
}
