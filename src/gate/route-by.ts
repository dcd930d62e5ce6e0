import type { Authority } from './authority.ts';
import type { GateDecision, PersonReason, Route } from './decision.ts';
import { isExcluded } from './is-excluded.ts';
import { isListOf, isNumber, isText, type Unchecked } from './unchecked.ts';

/**
 * Routes one decision.
 *
 * @param domains the authority in each; null where its policy cannot be read
 * @param clock milliseconds since 1970
 * @param draw uniform in [0, 1) by the id of a decision
 */
export function routeBy(
  domains: ReadonlyMap<unknown, Authority | null>,
  decision: Unchecked<GateDecision>,
  clock: () => number,
  draw: (decisionId: string) => number,
): Route {
  const { domain, confidence, model, amount, triggers, segments, decisionId } = decision;
  let version: number | null = null;
  const person = (reason: PersonReason): Route => toPerson(reason, version);
  // Absent and null are one.
  const words = triggers ?? [];
  const sum = amount ?? 0;
  const name = model ?? '';
  if (!isText(domain) || !isListOf(words, isText) || !isNumber(sum) || !isText(name))
    return person('input_malformed');
  const own = domains.get(domain);
  if (own === undefined) return person('unknown_domain');
  if (own === null) return person('policy_malformed');
  const at = clock();
  // Written so that a clock which answers no number ends here too.
  if (!(at >= own.from)) return person('policy_not_yet_valid');
  if (!(at < own.until)) return person('policy_expired');
  version = own.version;
  if (words.some((trigger) => own.alwaysReview.includes(trigger))) return person('always_review');
  if (own.maxAmount !== null && amount !== sum) return person('amount_missing');
  if (own.maxAmount !== null && sum > own.maxAmount) return person('over_max_amount');
  if ((name || 'unversioned') !== own.model) return person('other_model');
  if (isExcluded(own, segments ?? {})) return person('excluded_slice');
  if (confidence === undefined || confidence === null) return person('confidence_missing');
  if (!isNumber(confidence, 1)) return person('confidence_invalid');
  const { autonomous, onTheLoop } = own;
  const isAutonomous = autonomous !== null && confidence >= autonomous.threshold;
  const rung = isAutonomous ? autonomous : onTheLoop;
  if (rung === null || confidence < rung.threshold) return person('below_threshold');
  if (!isText(decisionId) || !decisionId) return person('decision_id_missing');
  return {
    level: isAutonomous ? 'autonomous' : 'on-the-loop',
    reason: isAutonomous ? 'autonomous_threshold' : 'on_the_loop_threshold',
    audit: draw(decisionId) < rung.auditRate,
    inclusionProbability: rung.auditRate,
    policyVersion: version,
  };
}

/** A person sees every decision that is in the loop. */
export function toPerson(reason: PersonReason, policyVersion: number | null): Route {
  return { level: 'in-the-loop', reason, audit: true, inclusionProbability: 1, policyVersion };
}
