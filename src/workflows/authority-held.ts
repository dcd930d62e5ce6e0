import type { Configuration } from '../contracts/configuration.ts';
import { rulesFor } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Governance } from '../contracts/governance.ts';
import type { Held } from '../contracts/held.ts';
import { policyDomains } from '../governance/look-up.ts';
import { heldIn } from '../governance/next-authority.ts';
import type { RecommendOptions } from '../tuning/recommend.ts';

/** What the AI may do now, by domain, and the domains that never graduate; plain data, since answers are kept by it. */
export interface AuthorityHeld {
  readonly held: readonly (readonly [domain: string, { readonly model: string; readonly held: Held }])[];
  readonly floors: readonly string[];
  /** Certified thresholds that somebody asks for, in ppm. */
  readonly proposeAt?: readonly (readonly [domain: string, thresholdPpm: number])[];
}

export const NO_AUTHORITY: AuthorityHeld = { held: [], floors: [] };

/** What governance remembers, as far as recommendations depend on it. */
export function authorityHeld(
  governance: Governance,
  configuration: Configuration,
  now: string,
): AuthorityHeld {
  return {
    held: policyDomains(governance).flatMap((domain) => {
      const held = heldIn(governance, domain, rulesFor(configuration, domain), now);
      return held === null ? [] : [[domain, held] as const];
    }),
    floors: governance.floors.map(({ domain }) => domain),
  };
}

/** The part of it that is about one (domain, model). */
export function heldBy(
  { held, floors, proposeAt = [] }: AuthorityHeld,
  { domain, model }: Pick<Evidence, 'domain' | 'model'>,
): Pick<RecommendOptions, 'held' | 'isFloor' | 'proposeAtPpm'> {
  const found = held.find(([name]) => name === domain)?.[1];
  const asked = proposeAt.find(([name]) => name === domain)?.[1];
  return {
    ...(found?.model === model && { held: found.held }),
    ...(floors.includes(domain) && { isFloor: true }),
    ...(asked !== undefined && { proposeAtPpm: asked }),
  };
}
