import type { Policy, Rung } from '../contracts/policy.ts';
import { Problem } from '../contracts/problem.ts';
import type { Thresholds } from '../contracts/thresholds.ts';

/** No confidence reaches it. */
const NEVER = 1.01;

/**
 * Variables for a shell (`set -a; . FILE`): `LEEWAY_<DOMAIN>_<FIELD>`, the domain in capitals and what is no letter or
 * digit as `_`. A threshold that there is not is over 1; a limit that there is not is empty; lists are JSON.
 *
 * @throws Problem usage: two domains would have the same names
 */
export function env({ policies, floors, revision }: Thresholds): string {
  const names = new Map<string, string>();
  for (const { domain } of [...policies, ...floors]) {
    const other = names.get(nameOf(domain));
    if (other !== undefined)
      throw new Problem(
        'usage',
        `--format env: ${other} and ${domain} would both be ${nameOf(domain)}; take another format`,
      );
    names.set(nameOf(domain), domain);
  }
  const lines = [
    `LEEWAY_REVISION=${revision}`,
    ...policies.flatMap(linesOf),
    ...floors.flatMap(({ domain }) => thresholdLines(nameOf(domain), null, null)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function nameOf(domain: string): string {
  return `LEEWAY_${domain.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

function linesOf(policy: Policy): string[] {
  const name = nameOf(policy.domain);
  return [
    ...thresholdLines(name, policy.autonomous, policy.onTheLoop),
    `${name}_AUTONOMOUS_AUDIT_RATE=${policy.autonomous?.auditRate ?? ''}`,
    `${name}_ON_THE_LOOP_AUDIT_RATE=${policy.onTheLoop?.auditRate ?? ''}`,
    `${name}_MAX_AMOUNT=${policy.maxAmount ?? ''}`,
    `${name}_MODEL=${quoted(policy.model)}`,
    `${name}_ALWAYS_REVIEW=${quoted(JSON.stringify(policy.alwaysReview))}`,
    `${name}_EXCLUDED=${quoted(JSON.stringify(policy.excluded))}`,
    `${name}_INCLUDED=${quoted(JSON.stringify(policy.included ?? []))}`,
    `${name}_VERSION=${policy.version}`,
    `${name}_EXPIRES_AT=${policy.expiresAt}`,
  ];
}

function thresholdLines(name: string, autonomous: Rung | null, onTheLoop: Rung | null): string[] {
  return [
    `${name}_AUTONOMOUS_THRESHOLD=${autonomous?.threshold ?? NEVER}`,
    `${name}_ON_THE_LOOP_THRESHOLD=${onTheLoop?.threshold ?? NEVER}`,
  ];
}

/** As a POSIX shell reads it back, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
