import type { Policy } from '../contracts/policy.ts';
import type { Thresholds } from '../contracts/thresholds.ts';
import { type BundleFile, packed } from './opa-archive.ts';
import { OPA_POLICY } from './opa-policy.ts';

/**
 * A bundle for Open Policy Agent, without a signature: the policies under `data.leeway`, and the rule that routes by them,
 * `data.leeway.route`. Its root is `leeway`: other data of an agent stays as it is.
 *
 * @see https://www.openpolicyagent.org/docs/management-bundles
 */
export function opa(thresholds: Thresholds): Uint8Array {
  return packed(opaFiles(thresholds));
}

/** The files of that bundle. */
export function opaFiles({ policies, floors, revision }: Thresholds): BundleFile[] {
  const leeway = {
    policies: Object.fromEntries(policies.map((policy) => [policy.domain, entryOf(policy)])),
    floors: Object.fromEntries(floors.map(({ domain, ...floor }) => [domain, floor])),
  };
  return [
    { name: '.manifest', text: jsonLine({ revision, roots: ['leeway'] }) },
    { name: 'data.json', text: jsonLine({ leeway }) },
    { name: 'leeway.rego', text: OPA_POLICY },
  ];
}

/** What OPA could read for itself it need not: the moments in milliseconds since 1970, and an empty list for none. */
function entryOf(policy: Policy): Policy & { readonly from: number; readonly until: number } {
  const [from, until] = [Date.parse(policy.validFrom), Date.parse(policy.expiresAt)];
  return { ...policy, included: policy.included ?? [], from, until };
}

function jsonLine(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
