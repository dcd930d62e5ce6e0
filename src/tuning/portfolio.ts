import type { AmountStep } from '../contracts/amount-step.ts';
import type { Target } from '../contracts/certificate.ts';
import { type DomainRules, Family } from '../contracts/configuration.ts';
import { type Evidence, START_DECISIONS } from '../contracts/evidence.ts';
import type { PortfolioPromise } from '../contracts/recommendation.ts';
import { isExhausted, searchAmounts } from './amount-steps.ts';
import { anyStands, type Certification, certify } from './certify.ts';
import { type Allowed, type FamilyMember, familyShare } from './family.ts';
import { certifySliced, type Slices } from './slice-search.ts';
import { targetOf } from './target.ts';

/**
 * What each promise for the portfolio would allow, and the share of its own delta at which every domain is tested under
 * the one that was chosen.
 *
 * @param evidence on the newest model of every domain
 * @param stepsOf amount steps of a domain that has some
 * @param slicesOf slices of a domain that must pass with it; undefined where it has none
 * @param isSwayed whether its verdicts carry nothing, whatever they say
 */
export function portfolioPromise(
  family: Family,
  evidence: readonly Evidence[],
  rulesOf: (domain: string) => DomainRules,
  firstLook: boolean,
  stepsOf: (evidence: Evidence) => readonly AmountStep[] = () => [],
  slicesOf: (evidence: Evidence) => Slices | undefined = () => undefined,
  isSwayed: (evidence: Evidence) => boolean = () => false,
): PortfolioPromise {
  const members = evidence.map((one): FamilyMember => {
    if (isSwayed(one)) return { allowed: () => 'nothing' };
    const [rules, steps, slices] = [rulesOf(one.domain), stepsOf(one), slicesOf(one)];
    return memberOf((share) => allowedAt(one, { steps, slices }, rules, firstLook, share));
  });
  const shares = Family.options.map((option) => [option, familyShare(option, members)] as const);
  const shareOf = new Map(shares);
  const acting = (share: number): number => members.filter((one) => one.allowed(share) !== 'nothing').length;
  return {
    family,
    domains: members.length,
    share: shareOf.get(family) ?? 1,
    allows: {
      none: acting(1),
      holm: acting(shareOf.get('holm') ?? 1),
      'e-bh': acting(shareOf.get('e-bh') ?? 1),
    },
  };
}

function memberOf(ask: (share: number) => Allowed): FamilyMember {
  const known = new Map<number, Allowed>();
  return {
    allowed: (share) => {
      const answer = known.get(share) ?? ask(share);
      known.set(share, answer);
      return answer;
    },
  };
}

function allowedAt(
  evidence: Evidence,
  { steps, slices }: { readonly steps: readonly AmountStep[]; readonly slices: Slices | undefined },
  rules: DomainRules,
  firstLook: boolean,
  share: number,
): Allowed {
  if (evidence.selection === 'unknown') return 'nothing';
  const target = targetOf({ ...rules, delta: rules.delta * share * (slices?.part ?? 1) });
  if (steps.length > 0) return allowedBySteps(steps, target, firstLook);
  const search =
    slices === undefined
      ? certify(evidence, target, firstLook)
      : certifySliced(evidence, target, firstLook, slices);
  return allowedBy([search], target, [evidence]);
}

/** A domain with amount steps searches each of them. */
function allowedBySteps(steps: readonly AmountStep[], target: Target, firstLook: boolean): Allowed {
  return allowedBy(
    searchAmounts(steps, target, firstLook).map(({ certification }) => certification),
    target,
    steps.map((step) => step.evidence),
  );
}

/**
 * Everything once no search has a test left at which it may still err, those above its lowest threshold included; and not
 * before its starts stand, since one that moved up would be a new test.
 */
function allowedBy(
  searches: readonly Certification[],
  target: Target,
  evidence: readonly Evidence[],
): Allowed {
  if (!searches.some((search) => anyStands(search, target.risk))) return 'nothing';
  const stand = evidence.every(({ decisions }) => decisions >= START_DECISIONS);
  return stand && searches.every(isExhausted) ? 'everything' : 'some';
}
