import { actsFrom } from '../../contracts/authority-level.ts';
import type { Governance } from '../../contracts/governance.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import type { NightlyStep } from '../../contracts/nightly.ts';
import type { Policy } from '../../contracts/policy.ts';
import { raiseAlarm } from '../../governance/decide/alarms.ts';
import type { Deciding } from '../../governance/decide/deciding.ts';
import { narrow, putInTheLoop } from '../../governance/decide/take-back.ts';
import { activePolicy, policyDomains } from '../../governance/look-up.ts';
import { narrowedTo } from '../../governance/next-authority.ts';
import { authorityOf } from '../../governance/rules/steps.ts';
import type { Judged } from './judge-domain.ts';

/** Why authority is taken back, in the words of the ledger. */
export interface Cause {
  readonly reason: string;
  /** The same for the same finding, however often it is found. */
  readonly id: string;
  readonly sentence: string;
  /** Lowest threshold that is left; null leaves nothing. */
  readonly threshold: number | null;
}

/**
 * Why a domain's policy cannot stand on what the evidence says now; null where it can.
 *
 * @param judged all models of the domain, the one that acts first
 */
export function causeIn(policy: Policy, judged: readonly Judged[]): Cause | null {
  const [acting] = judged;
  const { domain, model, version } = policy;
  const name = (reason: string, of: string) => `${domain}:v${version}:${reason}:${of}`;
  if (acting === undefined)
    return {
      ...{ reason: 'no_evidence', threshold: null, id: name('no_evidence', model) },
      sentence: `there is no evidence on ${domain} any more`,
    };
  const now = acting.recommendation.model;
  if (now !== model)
    return {
      ...{ reason: 'stale_model', threshold: null, id: name('stale_model', now) },
      sentence: `${now} answers in ${domain} now, and the authority was earned by ${model}`,
    };
  const { action, certified, refusal, reasons, amountOptions } = acting.recommendation;
  if (amountOptions?.some((one) => carries(one, policy))) return null;
  if (action !== 'narrow') return null;
  const reason = refusal?.reason ?? 'not_certified';
  const sentence =
    reasons.find((one) => one !== '') ?? `the record no longer carries the authority in ${domain}`;
  const threshold = certified?.threshold ?? null;
  const drift = acting.grounds.options.drift?.lastSoundedOn ?? `${threshold ?? 'nothing'}`;
  return { reason, threshold, id: name(reason, drift), sentence };
}

/** Whether a certified pair of threshold and amount covers a policy. */
function carries(
  { threshold, maxAmount }: { readonly threshold: number; readonly maxAmount?: number | undefined },
  policy: Policy,
): boolean {
  const from = actsFrom(policy);
  return from === null || (from >= threshold && (policy.maxAmount ?? Infinity) <= (maxAmount ?? Infinity));
}

/** Takes back what the evidence no longer carries: an alarm that people have to review, and at once the authority itself. */
export function takeBack(
  policy: Policy,
  cause: Cause,
  deciding: Deciding,
): { readonly events: LedgerEvent[]; readonly steps: NightlyStep[] } {
  const { domain } = policy;
  const { reason, id, sentence, threshold } = cause;
  const from = actsFrom(policy);
  const alarm = raiseAlarm({ id, domain, reason, sentence }, deciding);
  const authority = narrowedTo(authorityOf(policy), threshold);
  const to = actsFrom(authority);
  const taken =
    to === null
      ? putInTheLoop(domain, 'demoted', sentence, deciding, id)
      : narrow(authority, sentence, deciding);
  const did = to === null ? 'demoted' : 'narrowed';
  const step = { did, domain, subject: `v${policy.version + 1}`, from, to, sentence } as const;
  const raised = { did: 'alarm', domain, subject: id, from: null, to: null, sentence } as const;
  return { events: [...alarm, taken], steps: [...(alarm.length > 0 ? [raised] : []), step] };
}

/** The policies in force that let the AI act. */
export function actingPolicies(governance: Governance, now: string): Policy[] {
  return policyDomains(governance)
    .flatMap((domain) => activePolicy(governance, domain, now)?.policy ?? [])
    .filter((policy) => actsFrom(policy) !== null);
}
