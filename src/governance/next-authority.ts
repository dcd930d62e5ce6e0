import { actsFrom } from '../contracts/authority-level.ts';
import type { DomainRules } from '../contracts/configuration.ts';
import type { Governance } from '../contracts/governance.ts';
import type { Held } from '../contracts/held.ts';
import { OTHER_VALUES } from '../contracts/no-value.ts';
import type { Authority, Policy, Rung } from '../contracts/policy.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { includesSlice, type SliceName } from '../contracts/slice.ts';
import { activePolicy, policiesOf } from './look-up.ts';
import { lastWidening, watchedSince } from './rules/steps.ts';

/** What a domain's model may do now, as a recommendation needs to know it; null where it may nothing. */
export function heldIn(
  governance: Governance,
  domain: string,
  rules: DomainRules,
  now: string,
): { readonly model: string; readonly held: Held } | null {
  const policy = activePolicy(governance, domain, now)?.policy;
  const from = policy === undefined ? null : actsFrom(policy);
  if (policy === undefined || from === null) return null;
  const widened = lastWidening(policiesOf(governance, domain));
  const until = widened === null ? null : Date.parse(widened) + rules.cooldown;
  return {
    model: policy.model,
    held: {
      thresholdPpm: ppmOf(from),
      level: policy.onTheLoop === null ? 'autonomous' : 'on-the-loop',
      widenFrom: until === null || until <= Date.parse(now) ? null : new Date(until).toISOString(),
      mayGraduate: graduated(governance, policy, rules, now) !== null,
    },
  };
}

/**
 * The authority that a recommendation leads to; null where it leads to none, or to what there is already.
 *
 * What is newly reached begins on the loop; what has been on the loop for a cooldown becomes autonomous with the next
 * widening (rule G6).
 */
export function nextAuthority(
  { domain, model, action, proposed, slices, excluded = [] }: Recommendation,
  governance: Governance,
  rules: DomainRules,
  now: string,
): Authority | null {
  if (action !== 'widen' || proposed === null) return null;
  const active = activePolicy(governance, domain, now)?.policy ?? null;
  const held = active !== null && active.model === model && actsFrom(active) !== null ? active : null;
  const autonomousFrom =
    held === null ? null : (graduated(governance, held, rules, now) ?? held.autonomous?.threshold ?? null);
  const { threshold } = proposed;
  return {
    ...{ domain, model },
    autonomous:
      autonomousFrom === null ? null : rung(Math.max(autonomousFrom, threshold), rules.auditRate, rules),
    onTheLoop:
      autonomousFrom !== null && autonomousFrom <= threshold ? null : rung(threshold, rules.watchRate, rules),
    alwaysReview: [...(rules.alwaysReview ?? [])],
    maxAmount: proposed.maxAmount ?? rules.maxAmount ?? null,
    excluded: [...excluded],
    ...includedBeside(excluded, slices),
  };
}

/** Where a slice of other values is left to people, what those others are not: only that may be the AI's. */
function includedBeside(
  excluded: readonly SliceName[],
  slices: Recommendation['slices'],
): Pick<Authority, 'included'> {
  const columns = excluded.filter(({ value }) => value === OTHER_VALUES).map(({ column }) => column);
  if (columns.length === 0) return {};
  const isLeft = (one: SliceName) => one.value === OTHER_VALUES || includesSlice(excluded, one);
  const included = slices.filter((one) => columns.includes(one.column) && !isLeft(one));
  return { included: included.map(({ column, value }) => ({ column, value })) };
}

/**
 * What is left of an authority where the record carries less: nothing below `threshold`, or nothing at all.
 *
 * @param threshold null where nothing is certified any more
 */
export function narrowedTo(held: Authority, threshold: number | null): Authority {
  const raised = (one: Rung | null): Rung | null =>
    one === null || threshold === null ? null : { ...one, threshold: Math.max(one.threshold, threshold) };
  const [autonomous, onTheLoop] = [raised(held.autonomous), raised(held.onTheLoop)];
  const isCovered = autonomous !== null && onTheLoop !== null && onTheLoop.threshold >= autonomous.threshold;
  return { ...held, autonomous, onTheLoop: isCovered ? null : onTheLoop };
}

/** Lowest confidence at which a policy's model could be autonomous and is not; null where there is none. */
function graduated(governance: Governance, policy: Policy, rules: DomainRules, now: string): number | null {
  if (rules.highestLevel !== 'autonomous' || policy.onTheLoop === null) return null;
  const past = policiesOf(governance, policy.domain);
  const thresholds = [...new Set(past.flatMap((one) => actsFrom(one.policy) ?? []))].sort((a, b) => a - b);
  const from = thresholds.find((threshold) => {
    const since = watchedSince(past, policy.model, threshold);
    return since !== null && Date.parse(now) - Date.parse(since) >= rules.cooldown;
  });
  if (from === undefined) return null;
  return policy.autonomous === null || from < policy.autonomous.threshold ? from : null;
}

function rung(threshold: number, auditRate: number, { minAuditRate }: DomainRules): Rung {
  return { threshold, auditRate: Math.max(auditRate, minAuditRate) };
}
