import type { RuleName, Settings } from '../../src/contracts/settings.ts';

/** A rule as it is written for a domain, or, of null, for all; undefined where it is not. */
export function writtenRule({ configuration }: Settings, domain: string | null, rule: RuleName): unknown {
  const { defaults, domains } = configuration;
  return partOf(domain === null ? defaults : partOf(domains, domain), rule);
}

/** Those of some domains that have a rule of their own. */
export function domainsWithOwn(settings: Settings, rule: RuleName): string[] {
  return settings.domains.filter((domain) => writtenRule(settings, domain, rule) !== undefined);
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
