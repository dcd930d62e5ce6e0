import { actsFrom } from '../../contracts/authority-level.ts';
import type { DomainRules } from '../../contracts/configuration.ts';
import type { PolicyRecord } from '../../contracts/governance.ts';
import type { Authority, Policy } from '../../contracts/policy.ts';
import type { ProposalContent } from '../../contracts/proposal.ts';
import { DAY_MS } from '../../contracts/time.ts';
import { inForce } from '../look-up.ts';
import { type Objection, objectIf } from '../objection.ts';
import { isWithin } from '../reach.ts';

/** Coverages are shares of whole decisions, computed in doubles. */
const ROUNDING = 1e-9;

/**
 * Rule G8: one rung at a time. The confidences that the AI newly reaches begin on the loop; they become autonomous only
 * after the same model has acted there, without a break, for a cooldown.
 *
 * @param past the policies of the domain in the order of their versions
 */
export function climbsOneRung(
  { domain, model, autonomous }: Authority,
  past: readonly PolicyRecord[],
  rules: DomainRules,
  now: string,
): Objection | null {
  if (autonomous === null) return null;
  if (rules.highestLevel !== 'autonomous')
    return {
      rule: 'G8',
      sentence: `${domain} goes no higher than ${rules.highestLevel}; leave autonomous out`,
    };
  const held = inForce(past, now)?.policy ?? null;
  if (held?.model === model && held.autonomous !== null && held.autonomous.threshold <= autonomous.threshold)
    return null;
  const since = held === null ? null : watchedSince(past, model, autonomous.threshold);
  const days = rules.cooldown / DAY_MS;
  return objectIf(
    since === null || Date.parse(now) - Date.parse(since) < rules.cooldown,
    'G8',
    () =>
      `${domain} is autonomous from ${autonomous.threshold} only after it was on the loop there for ${days} days${since === null ? '' : ` (since ${since})`}`,
  );
}

/** Since when, without a break, the AI has acted at a threshold; null where it does not. */
export function watchedSince(past: readonly PolicyRecord[], model: string, threshold: number): string | null {
  let since: string | null = null;
  for (const { policy, ended } of past.toReversed()) {
    const isBroken = ended !== null && !['superseded', 'narrowed'].includes(ended.by);
    const from = actsFrom(policy);
    if (isBroken || policy.model !== model || from === null || from > threshold) break;
    since = policy.validFrom;
  }
  return since;
}

/**
 * Rule G9: one promotion adds at most `maxStep` of coverage.
 *
 * @param isHeld whether the AI acts there now; where it does not, there is no coverage that a step could begin at
 */
export function isOneStep(
  { evidence, authority }: { readonly evidence: Coverages; readonly authority: Pick<Authority, 'domain'> },
  rules: Pick<DomainRules, 'maxStep'>,
  isHeld = true,
): Objection | null {
  const added = evidence.coverage - (isHeld ? evidence.currentCoverage : 0);
  return objectIf(
    // So that what is no number is no step.
    !(added <= rules.maxStep + ROUNDING),
    'G9',
    () =>
      `the step adds ${share(added)} of the decisions of ${authority.domain}, and one step may add ${share(rules.maxStep)}`,
  );
}

type Coverages = Pick<ProposalContent['evidence'], 'coverage' | 'currentCoverage'>;

/** Rule G10: between two widenings lies at least the cooldown. */
export function hasCooledDown(
  next: Authority,
  past: readonly PolicyRecord[],
  rules: DomainRules,
  now: string,
): Objection | null {
  const widened = lastWidening(past);
  const days = rules.cooldown / DAY_MS;
  return objectIf(
    widened !== null &&
      Date.parse(now) - Date.parse(widened) < rules.cooldown &&
      !isWithin(next, inForce(past, now)?.policy ?? null),
    'G10',
    () => `${next.domain} was widened at ${widened}; the next widening comes ${days} days after that`,
  );
}

/** When the domain last got more than it had; null where it never did. */
export function lastWidening(past: readonly PolicyRecord[]): string | null {
  const at = past.findLastIndex(({ policy, proposal, plan }, index) => {
    const before = past[index - 1];
    const isPromotion = proposal !== null || plan !== null;
    // What had run out was nothing when the next came.
    const held = before === undefined || before.ended?.by === 'expired' ? null : before.policy;
    return isPromotion && !isWithin(policy, held);
  });
  return past[at]?.policy.validFrom ?? null;
}

/** Rule G11: a proposal follows the policy in force; where another came between, it is written anew. */
export function followsActive(
  { replaces, authority }: ProposalContent,
  lastVersion: number,
): Objection | null {
  return objectIf(
    replaces.version !== lastVersion,
    'G11',
    () =>
      `the proposal follows version ${replaces.version} of ${authority.domain}, and version ${lastVersion} is the newest; edit it or propose anew`,
  );
}

/** Rule G11, its other half: what the proposal says that it replaces is what is in force. */
export function saysWhatIsHeld(
  { replaces, authority }: ProposalContent,
  held: Policy | null,
): Objection | null {
  const { domain } = authority;
  const stated = replaces.authority;
  const isSame =
    (stated === null || isWithin(stated, held)) && (held === null || isWithin(authorityOf(held), stated));
  return objectIf(!isSame, 'G11', () =>
    held === null
      ? `the proposal replaces an authority in ${domain}, and none is in force; edit it or propose anew`
      : `the proposal replaces another authority than version ${held.version} of ${domain} gives; edit it or propose anew`,
  );
}

/** The authority that a policy gives, without what only a policy has. */
export function authorityOf(policy: PolicyRecord['policy']): Authority {
  const { domain, model, autonomous, onTheLoop, alwaysReview, maxAmount, excluded, included } = policy;
  const beside = included === undefined ? {} : { included };
  return { domain, model, autonomous, onTheLoop, alwaysReview, maxAmount, excluded, ...beside };
}

function share(value: number): string {
  return `${Math.round(value * 1000) / 10} %`;
}
