import type { Target } from '../contracts/certificate.ts';
import type { DomainRules } from '../contracts/configuration.ts';

/**
 * What a domain's rules promise. Money is tested as a share of the cap: a decision loses at most 1, and the limit is
 * budget / cap.
 *
 * @throws RangeError where money is promised without a budget above 0 and below the cap
 */
export function targetOf(rules: DomainRules): Target {
  const { risk, delta, guarantee, budget, amountCap } = rules;
  if (guarantee !== 'cost') return { risk, delta, guarantee };
  if (budget === undefined || amountCap === undefined || !(budget > 0 && budget < amountCap))
    throw new RangeError('the guarantee cost requires 0 < budget < amountCap');
  return { risk: budget / amountCap, delta, guarantee, budget, amountCap };
}
