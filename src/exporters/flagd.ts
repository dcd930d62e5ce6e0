import type { Policy } from '../contracts/policy.ts';
import type { Thresholds } from '../contracts/thresholds.ts';
import { type JsonLogic, targetingOf } from './flagd-targeting.ts';

const LEVELS = { autonomous: 'autonomous', 'on-the-loop': 'on-the-loop', 'in-the-loop': 'in-the-loop' };

interface Flag {
  readonly state: 'ENABLED';
  readonly variants: typeof LEVELS;
  readonly defaultVariant: keyof typeof LEVELS;
  readonly targeting?: JsonLogic;
  readonly metadata: Readonly<Record<string, string | number>>;
}

/**
 * Flag definitions for flagd and OpenFeature: of each domain a text flag `leeway.<domain>` that answers a level. Its context
 * is a decision: `targetingKey` its id, `confidence`, `model`, `amount`, `triggers`, and `segments` under the names that the
 * policy has. Where anything is missing, wrong or expired it answers in-the-loop: so must the default in the code that asks,
 * which a domain without a flag gets. The audit draw needs a secret, and is no part of it: `metadata` has the rates.
 *
 * @see https://flagd.dev/schema/v0/flags.json
 */
export function flagd({ policies, floors, revision }: Thresholds): string {
  const flags: [string, Flag][] = [
    ...policies.map((policy): [string, Flag] => [keyOf(policy.domain), flagOf(policy)]),
    ...floors.map(({ domain, reason, owner }): [string, Flag] => [
      keyOf(domain),
      { ...HUMAN_ONLY, metadata: { floor: reason, owner } },
    ]),
  ];
  const file = {
    $schema: 'https://flagd.dev/schema/v0/flags.json',
    metadata: { flagSetId: 'leeway', version: revision },
    flags: Object.fromEntries(flags),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const HUMAN_ONLY = { state: 'ENABLED', variants: LEVELS, defaultVariant: 'in-the-loop' } as const;

function keyOf(domain: string): string {
  return `leeway.${domain}`;
}

function flagOf(policy: Policy): Flag {
  const { autonomous, onTheLoop, version, certificate, expiresAt } = policy;
  const targeting = targetingOf(policy);
  return {
    ...HUMAN_ONLY,
    ...(targeting !== null && { targeting }),
    metadata: {
      ...{ policyVersion: version, certificate, expiresAt },
      ...(autonomous !== null && { autonomousAuditRate: autonomous.auditRate }),
      ...(onTheLoop !== null && { onTheLoopAuditRate: onTheLoop.auditRate }),
    },
  };
}
