import { type DomainRules, rulesFor } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import type { Authority } from '../../contracts/policy.ts';
import { Problem } from '../../contracts/problem.ts';
import type { PlanLimits, ProposalContent, ProposalKind } from '../../contracts/proposal.ts';
import { quorumOf } from '../../contracts/quorum.ts';
import type { Reach, Recommendation } from '../../contracts/recommendation.ts';
import { activePolicy, lastVersion } from '../../governance/look-up.ts';
import { nextAuthority } from '../../governance/next-authority.ts';
import { authorityOf } from '../../governance/rules/steps.ts';
import type { Governing } from './governing.ts';
import type { Judged } from './judge-domain.ts';

/** What somebody wants to propose. */
export interface Wish {
  readonly kind: ProposalKind;
  readonly rationale: string;
  /** Of a standing plan. */
  readonly plan: PlanLimits | null;
  /** Smaller than what the configuration and the evidence allow; absent: as they allow. */
  readonly maxAmount?: number | undefined;
}

/**
 * The content of a proposal: what the AI would be allowed, what that replaces, and what the evidence says of it.
 *
 * @param pack digest of what it rests on
 * @throws Problem not-allowed: the evidence certifies nothing, or nothing more than there is
 */
export function contentFor(
  { recommendation, asOf }: Judged,
  wish: Wish,
  pack: string,
  governance: Governance,
  { configuration, now }: Governing,
): ProposalContent {
  const { domain } = recommendation;
  const rules = rulesFor(configuration, domain);
  const held = activePolicy(governance, domain, now)?.policy ?? null;
  const replaces = {
    version: lastVersion(governance, domain),
    authority: held === null ? null : authorityOf(held),
  };
  const authority = authorityFor(recommendation, wish, replaces.authority, governance, rules, now);
  return {
    ...{
      kind: wish.kind,
      replaces,
      plan: wish.plan,
      quorum: quorumOf(rules.quorum),
      rationale: wish.rationale,
    },
    authority: {
      ...authority,
      ...(wish.maxAmount !== undefined && {
        maxAmount: Math.min(wish.maxAmount, authority.maxAmount ?? Infinity),
      }),
    },
    evidence: evidenceOf(recommendation, asOf, pack),
  };
}

function authorityFor(
  recommendation: Recommendation,
  { kind, plan }: Wish,
  held: Authority | null,
  governance: Governance,
  rules: DomainRules,
  now: string,
): Authority {
  const { domain } = recommendation;
  if (kind === 'renewal') {
    if (held === null)
      throw new Problem('not-allowed', `${domain}: there is no authority to renew; propose a promotion`);
    return held;
  }
  if (kind === 'standing-plan') return mostOfPlan(recommendation, plan, rules);
  const next = nextAuthority(recommendation, governance, rules, now);
  if (next !== null) return next;
  const { certified, reasons } = recommendation;
  // Where nothing is certified, the first sentence says why; asides come last.
  const why = (certified === null ? reasons[0] : reasons.at(-1)) ?? '';
  throw new Problem(
    'not-allowed',
    `${domain}: there is nothing to propose; ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
  );
}

/**
 * The most that a plan would ever allow: it is what the board decides about. Where the domain may become autonomous, its
 * steps may let it, one rung at a time (rule G8).
 */
function mostOfPlan(
  { domain, model }: Recommendation,
  plan: PlanLimits | null,
  rules: DomainRules,
): Authority {
  const threshold = plan?.lowestThreshold ?? 1;
  const rung = (auditRate: number) => ({ threshold, auditRate: Math.max(auditRate, rules.minAuditRate) });
  return {
    ...{ domain, model },
    autonomous: rules.highestLevel === 'autonomous' ? rung(rules.auditRate) : null,
    onTheLoop: rung(rules.watchRate),
    alwaysReview: [...(rules.alwaysReview ?? [])],
    maxAmount: plan?.highestAmount ?? rules.maxAmount ?? null,
    excluded: [],
  };
}

function evidenceOf(
  { domain, proposed, certified, certificate, current, target }: Recommendation,
  asOf: string,
  pack: string,
): ProposalContent['evidence'] {
  const reach: Reach | null = proposed ?? certified;
  if (reach === null || certified === null || certificate === null)
    throw new Problem(
      'not-allowed',
      `${domain}: the evidence certifies nothing now; leeway recommend says why`,
    );
  return {
    ...{ asOf, pack, certificate: certificate.id, certifiedThreshold: certified.threshold },
    ...{ currentCoverage: current.coverage, coverage: reach.coverage },
    ...{ risk: reach.risk, riskUpper: reach.riskUpper, riskLimit: target.risk, delta: target.delta },
  };
}
