import type { ValidationMethod, ValidationResult, ValidationScenario } from '../contracts/validation.ts';
import { auditedCertificationLowerBound, clopperPearson } from '../statistics/index.ts';
import { automationOf, type LivesTally } from './lives.ts';
import type { Scenario } from './scenarios.ts';
import { allKnowingCoverage, type World } from './world.ts';

/** Each end of the interval of a false-certification rate misses with this probability. */
const TAIL = 0.005;

/** The report on one scenario, from the tallies of its methods. */
export function summariseScenario(
  { world, about, untilFirst }: Scenario,
  tallies: ReadonlyMap<ValidationMethod, LivesTally>,
): ValidationScenario {
  const best = allKnowingCoverage(world, world.turn?.risks ?? world.risks);
  const share = (sum: number, lives: number): number | null =>
    best === 0 || untilFirst ? null : automationOf(sum, lives) / best;
  const methods = [...tallies].map(
    ([method, tally]): ValidationResult => ({
      method,
      lives: tally.lives,
      falseCertification: rateOf(tally),
      automationShare: share(tally.finalAutomation, tally.lives),
      timeAverageShare: share(tally.meanAutomation, tally.lives),
      firstAuthority: firstAuthority(world, tally),
    }),
  );
  return {
    name: world.name,
    about,
    risk: world.risk,
    delta: world.delta,
    selection: world.review.kind === 'full' ? 'full' : 'audited',
    methods,
  };
}

function rateOf({ falsely, lives }: LivesTally): ValidationResult['falseCertification'] {
  const { lower, upper } = clopperPearson({ errors: falsely, n: lives, delta: TAIL });
  return { rate: falsely / lives, low: lower, high: upper };
}

/** A mean over the lives that came to it would flatter a method that seldom does: then there is none. */
function firstAuthority(world: World, tally: LivesTally): ValidationResult['firstAuthority'] {
  if (tally.authorised < tally.lives) return null;
  const meanVerdicts = tally.verdicts / tally.lives;
  const lowerBound = leastVerdicts(world);
  return { meanVerdicts, lowerBound, ratio: lowerBound === null ? null : meanVerdicts / lowerBound };
}

/** Verdicts that any method needs on average for the threshold that is easiest to certify. */
function leastVerdicts(world: World): number | null {
  if (world.review.kind === 'by-authority' || world.turn !== null) return null;
  const rates = world.review.kind === 'by-band' ? world.review.rates : world.shares.map(() => 1);
  const strata = world.shares.map((share, band) => ({
    share,
    inclusion: rates[band] as number,
    risk: world.risks[band] as number,
  }));
  const places = world.single ? [strata.length - 1] : strata.map((_, place) => place);
  const decisions = places.flatMap((place) => {
    const above = strata.slice(0, place + 1);
    const coverage = above.reduce((sum, one) => sum + one.share, 0);
    const { minExpectedDecisions } = auditedCertificationLowerBound({
      strata: above,
      alpha: world.risk,
      delta: world.delta,
    });
    return minExpectedDecisions === null ? [] : [minExpectedDecisions / coverage];
  });
  const reviewed = strata.reduce((sum, one) => sum + one.share * one.inclusion, 0);
  return decisions.length === 0 ? null : Math.min(...decisions) * reviewed;
}
