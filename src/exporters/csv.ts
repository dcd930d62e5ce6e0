import { stringify } from 'csv-stringify/sync';
import type { Policy } from '../contracts/policy.ts';
import type { Thresholds } from '../contracts/thresholds.ts';

const COLUMNS = [
  ...['domain', 'kind', 'model', 'version', 'autonomous_threshold', 'autonomous_audit_rate'],
  ...['on_the_loop_threshold', 'on_the_loop_audit_rate', 'max_amount', 'always_review', 'excluded'],
  ...['included', 'certificate', 'approved_by', 'valid_from', 'expires_at', 'reason', 'owner'],
  ...['legal_source', 'revision'],
];

/**
 * One row a domain (RFC 4180, lines end in LF): `kind` is policy or floor, lists are JSON, what there is not is empty. A
 * text that a spreadsheet would take for a formula gets a leading apostrophe.
 *
 * @see OWASP, "CSV injection"
 */
export function csv({ policies, floors, revision }: Thresholds): string {
  const rows = [
    ...policies.map((policy) => ({ ...columnsOf(policy), revision })),
    ...floors.map(({ domain, reason, owner, legalSource }) => ({
      ...{ domain, kind: 'floor', reason, owner, legal_source: legalSource, revision },
    })),
  ];
  return stringify(rows, { header: true, columns: COLUMNS, escape_formulas: true });
}

function columnsOf(policy: Policy): Readonly<Record<string, string | number | null>> {
  const { domain, model, version, autonomous, onTheLoop, maxAmount, certificate } = policy;
  return {
    ...{ domain, kind: 'policy', model, version, max_amount: maxAmount, certificate },
    autonomous_threshold: autonomous?.threshold ?? null,
    autonomous_audit_rate: autonomous?.auditRate ?? null,
    on_the_loop_threshold: onTheLoop?.threshold ?? null,
    on_the_loop_audit_rate: onTheLoop?.auditRate ?? null,
    always_review: JSON.stringify(policy.alwaysReview),
    excluded: JSON.stringify(policy.excluded),
    included: JSON.stringify(policy.included ?? []),
    approved_by: JSON.stringify(policy.approvedBy),
    ...{ valid_from: policy.validFrom, expires_at: policy.expiresAt },
  };
}
