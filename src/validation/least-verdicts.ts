import { auditedCertificationLowerBound } from '../statistics/index.ts';
import type { World } from './world.ts';

/** Verdicts that any method needs on average for the threshold that is easiest to certify. */
export function leastVerdicts(world: World): number | null {
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
