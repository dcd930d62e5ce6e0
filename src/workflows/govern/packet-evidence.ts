import { actsFrom } from '../../contracts/authority-level.ts';
import type { CurvePoint } from '../../contracts/curve.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { EvidencePack } from '../../contracts/pack.ts';
import type { BoundedPoint, PacketEvidence } from '../../contracts/packet.ts';
import type { Authority } from '../../contracts/policy.ts';
import { ppmOf } from '../../contracts/ppm.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import type { Reach } from '../../contracts/recommendation.ts';
import { DAY_MS } from '../../contracts/time.ts';
import { narrowedTo } from '../../governance/next-authority.ts';
import { reliabilityOf } from '../../reliability/reliability-of.ts';
import { authorityEffect, decisionsPerMonth } from '../../tuning/authority-effect.ts';
import { certify } from '../../tuning/certify.ts';
import { curvePoint, riskCoverageCurve } from '../../tuning/curve.ts';
import { observedDays } from '../../tuning/observed-days.ts';
import { tallyOf } from '../../tuning/tally.ts';

/** So many points of a curve are as good as all of them on paper. */
const MOST_POINTS = 120;

/** What follows from a pack alone for the proposal that rests on it. */
export function packetEvidence({ content }: Proposal, pack: EvidencePack): PacketEvidence {
  const { recommendation, options, madeBy } = pack;
  const { rules } = options;
  const { replaces } = content;
  const evidence = evidenceOf(pack);
  const most = mostOf(content, evidence);
  const reach = reachOf(recommendation);
  const at = (threshold: number): CurvePoint => curvePoint(tallyOf(evidence), ppmOf(threshold));
  const held = replaces.authority === null ? null : actsFrom(replaces.authority);
  const terms = { rules, target: recommendation.target };
  const proposed = at(actsFrom(most) ?? 1);
  // A bound is that of its own threshold: a higher one may have another.
  const riskUpper = proposed.threshold === reach?.threshold ? reach.riskUpper : null;
  return {
    ...{ madeBy, asOf: content.evidence.asOf, from: evidence.firstDecidedAt, until: evidence.lastDecidedAt },
    ...{ days: observedDays(evidence), decisions: evidence.decisions, immature: evidence.immature },
    ...{ selection: evidence.selection, recommendation },
    rules: {
      ...{ reviewCost: rules.reviewCost, errorCost: rules.errorCost },
      ...{ maturityDays: rules.maturity / DAY_MS, expiresAfterDays: rules.expiresAfter / DAY_MS },
      ...{ cooldownDays: rules.cooldown / DAY_MS, onDrift: rules.onDrift ?? 'in-the-loop' },
      ...(rules.onAnchoring === 'refuse' && { onAnchoring: rules.onAnchoring }),
    },
    most,
    reach: reach === null ? proposed : at(reach.threshold),
    ...{ proposed, today: held === null ? null : at(held) },
    decisionsPerMonth: decisionsPerMonth(evidence),
    effect: {
      today: authorityEffect(evidence, replaces.authority, { ...terms, riskUpper: null }),
      proposed: authorityEffect(evidence, most, { ...terms, riskUpper }),
    },
    curve: bounded(thinned(riskCoverageCurve(evidence).points), pack),
    reliability: reliabilityOf(evidence),
  };
}

/** A plan stops at its threshold or at its coverage, whichever comes first. */
function mostOf({ authority, plan }: Proposal['content'], evidence: Evidence): Authority {
  if (plan === null) return authority;
  const within = riskCoverageCurve(evidence).points.filter(
    ({ threshold, coverage }) => threshold >= plan.lowestThreshold && coverage <= plan.highestCoverage,
  );
  const lowest = Math.min(...within.map(({ threshold }) => threshold));
  return Number.isFinite(lowest) ? narrowedTo(authority, lowest) : authority;
}

/** The evidence that the figures are of: that up to the amount which was chosen, where amounts are earned in steps. */
export function evidenceOf({ evidence, amountSteps, recommendation }: EvidencePack): Evidence {
  const amount = reachOf(recommendation)?.maxAmount;
  return amountSteps?.find(({ maxAmount }) => maxAmount === amount)?.evidence ?? evidence;
}

function reachOf({ proposed, certified }: EvidencePack['recommendation']): Reach | null {
  return proposed ?? certified;
}

/** The bound that a search of the whole record has at each threshold; where it is not of one threshold alone, none. */
function bounded(points: readonly CurvePoint[], pack: EvidencePack): BoundedPoint[] {
  const { evidence, amountSteps, options, recommendation } = pack;
  const { target } = recommendation;
  const isPlain =
    amountSteps === null && options.slices === undefined && target.guarantee === 'selective-risk';
  if (!isPlain || evidence.selection === 'unknown')
    return points.map((point) => ({ ...point, riskUpper: null }));
  const delta = target.delta * (options.part ?? 1);
  const { riskUpper } = certify(evidence, { ...target, delta }, options.firstLook);
  return points.map((point) => ({ ...point, riskUpper: riskUpper(ppmOf(point.threshold)) }));
}

function thinned(points: readonly CurvePoint[]): CurvePoint[] {
  const every = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, place) => place % every === 0 || place === points.length - 1);
}
