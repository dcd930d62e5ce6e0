import { visible } from '../reports/figures.ts';
import type { Route, RouteReason } from '../workflows/open-gate.ts';

const WORDS: Readonly<Record<RouteReason, string>> = {
  autonomous_threshold: 'the confidence reaches the threshold at which the AI acts',
  on_the_loop_threshold: 'the confidence reaches the threshold at which the AI acts and a person watches',
  below_threshold: 'the confidence reaches no threshold of the policy',
  always_review: 'it has a trigger that always goes to a person',
  over_max_amount: 'its amount is over the limit',
  amount_missing: 'amounts are limited here, and it has none',
  other_model: 'the policy is for another model',
  excluded_slice: 'its slice always goes to a person',
  confidence_missing: 'it has no confidence',
  confidence_invalid: 'its confidence is no number from 0 to 1',
  decision_id_missing: 'it has no id, so that no audit can be drawn for it',
  unknown_domain: 'there is no policy for this domain',
  policy_not_yet_valid: 'the policy is not in force yet',
  policy_expired: 'the policy has expired',
  policy_malformed: 'the policy cannot be read',
  input_malformed: 'what was said of it cannot be read',
};

/** A route in two lines: where the decision goes, and why. */
export function routeText(domain: string, route: Route): string {
  const { level, reason, audit, inclusionProbability, policyVersion } = route;
  const seen =
    level === 'in-the-loop'
      ? 'a person decides'
      : `${audit ? 'drawn for' : 'not drawn for'} an audit (probability ${inclusionProbability})`;
  const under = policyVersion === null ? '' : `, policy ${policyVersion}`;
  return `${visible(domain)}: ${level}, ${seen}${under}\n${WORDS[reason]} (${reason})\n`;
}
