import { actsFrom } from '../../contracts/authority-level.ts';
import type { DomainRules } from '../../contracts/configuration.ts';
import type { Alarm } from '../../contracts/governance.ts';
import type { Authority } from '../../contracts/policy.ts';
import { includesSlice } from '../../contracts/slice.ts';
import { type Objection, objectIf } from '../objection.ts';
import type { Standing } from '../standing.ts';

/** Rule G6: the evidence is current: of the model that acts, not stale, not drifted, and it still certifies the threshold. */
export function isStillCertified(authority: Authority, standing: Standing | null): Objection | null {
  const from = actsFrom(authority);
  if (from === null) return null;
  if (standing === null)
    return {
      rule: 'G6',
      sentence: `there is no evidence on ${authority.domain}; ingest its decisions and verdicts`,
    };
  if (standing.model !== authority.model)
    return {
      rule: 'G6',
      sentence: `${authority.domain} is now answered by ${standing.model}, and the proposal is for ${authority.model}; propose anew`,
    };
  const { certifiedThreshold, certifiedAmount, refusal, excluded = [] } = standing;
  const open = excluded.find((one) => !includesSlice(authority.excluded, one));
  if (certifiedThreshold === null || refusal !== null)
    return {
      rule: 'G6',
      sentence: `the evidence certifies nothing in ${authority.domain} now (${refusal ?? 'none'})`,
    };
  return (
    objectIf(
      from < certifiedThreshold,
      'G6',
      () =>
        `the evidence now certifies ${certifiedThreshold} and above, not ${from}; propose a threshold that it certifies`,
    ) ??
    objectIf(
      certifiedAmount !== null && (authority.maxAmount === null || authority.maxAmount > certifiedAmount),
      'G6',
      () =>
        `the evidence is on amounts up to ${certifiedAmount}, not ${authority.maxAmount ?? 'any'}; propose an amount that it certifies`,
    ) ??
    objectIf(
      open !== undefined,
      'G6',
      () =>
        `the evidence certifies ${authority.domain} without ${open?.column} = ${open?.value}; exclude that slice`,
    )
  );
}

/** Rule G24: an alarm that nobody has reviewed stops every widening. */
export function hasNoOpenAlarm(alarms: readonly Alarm[], domain: string): Objection | null {
  const open = alarms.find((alarm) => alarm.domain === domain && alarm.reviewed === null);
  return objectIf(
    open !== undefined,
    'G24',
    () => `alarm ${open?.id} of ${domain} is not reviewed (${open?.reason}); review it first: leeway alarms`,
  );
}

/** Rule G7: what the configuration keeps for people stays theirs, and nothing goes unaudited. */
export function staysWithinConfiguration(authority: Authority, rules: DomainRules): Objection | null {
  const missing = (rules.alwaysReview ?? []).find((trigger) => !authority.alwaysReview.includes(trigger));
  const largest = Math.min(rules.maxAmount ?? Infinity, rules.amountSteps?.at(-1) ?? Infinity);
  const rates = [authority.autonomous, authority.onTheLoop].flatMap((rung) => rung?.auditRate ?? []);
  return (
    objectIf(
      missing !== undefined,
      'G7',
      () => `the trigger ${missing} of ${authority.domain} always goes to a person; keep it in alwaysReview`,
    ) ??
    objectIf(
      (authority.maxAmount ?? Infinity) > largest,
      'G7',
      () => `amounts over ${largest} go to a person in ${authority.domain}; lower maxAmount`,
    ) ??
    objectIf(
      rates.some((rate) => rate < rules.minAuditRate),
      'G7',
      () =>
        `at least ${rules.minAuditRate} of the decisions taken alone are audited in ${authority.domain}; raise auditRate`,
    )
  );
}
