import type { Policy } from '../contracts/policy.ts';
import { auditDraw } from './audit-draw.ts';
import { type Authority, authorityOf } from './authority.ts';
import type { GateDecision, Route } from './decision.ts';
import { routeBy, toPerson } from './route-by.ts';
import { fieldsOf, momentOf, type Unchecked } from './unchecked.ts';

/**
 * When decisions are made: a moment in RFC 3339, or a clock in milliseconds since 1970 such as `Date.now`. Under what is
 * neither no policy is in force.
 */
export type GateClock = string | (() => number);

export interface GateOptions {
  /** Secret of the audit draw, 16 characters or more; null only where no policy lets the AI act. */
  readonly salt: string | null;
  readonly now: GateClock;
}

/** Routes decisions by the policies that it was made of, and by no others. */
export interface Gate {
  readonly route: (decision: GateDecision) => Route;
  /** The same for what nobody has looked at yet. */
  readonly routeUnchecked: (decision: Unchecked<GateDecision>) => Route;
}

/**
 * A gate over policies; what becomes of them afterwards changes nothing in it. It never throws once it is made: where
 * anything is missing, unknown or wrong, a person decides.
 *
 * First match wins: a trigger of `alwaysReview`; an amount over `maxAmount`, or none where there is such a limit; another
 * model; an excluded slice; no sound confidence; the autonomous threshold; that of on-the-loop; else a person.
 *
 * @throws RangeError on a salt below 16 characters, on none where a policy lets the AI act
 */
export const createGate: (policies: readonly Policy[], options: GateOptions) => Gate = gateOver;

/** The same over policies that nobody has looked at yet: one that cannot be read gives no authority. */
export function gateOver(policies: readonly unknown[], { salt, now }: GateOptions): Gate {
  const domains = new Map<unknown, Authority | null>();
  let acts = false;
  for (const policy of policies) {
    const { domain } = fieldsOf<Policy>(policy);
    const own = authorityOf(policy);
    acts ||= Boolean(own?.autonomous ?? own?.onTheLoop);
    // Which of two policies counts nobody has said.
    domains.set(domain, domains.has(domain) ? null : own);
  }
  const draw = salt === null && !acts ? () => 0 : auditDraw(salt);
  const at = momentOf(now);
  const clock = typeof now === 'function' ? now : () => at;
  const route = (decision: Unchecked<GateDecision>): Route => {
    try {
      return routeBy(domains, decision, clock, draw);
    } catch {
      return toPerson('input_malformed', null);
    }
  };
  return Object.freeze({ route, routeUnchecked: route });
}
