import type { Thresholds } from '../contracts/thresholds.ts';

/**
 * Flag values for the file data source of LaunchDarkly's server SDKs: of each domain a JSON flag `leeway.<domain>` whose value
 * is the whole policy, for `leeway/gate` in the service that asks, and `leeway`, the revision. A flag that there is not is no
 * policy: the default in the code that asks must be null.
 *
 * @see https://launchdarkly.com/docs/sdk/features/flags-from-files
 */
export function launchdarkly({ policies, revision }: Thresholds): string {
  const values = policies.map((policy) => [`leeway.${policy.domain}`, policy] as const);
  const flagValues = { leeway: revision, ...Object.fromEntries(values) };
  return `${JSON.stringify({ flagValues }, null, 2)}\n`;
}
