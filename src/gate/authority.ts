import type { Policy, Rung } from '../contracts/policy.ts';
import type { SliceName } from '../contracts/slice.ts';
import { fieldsOf, isListOf, isNumber, isText, momentOf } from './unchecked.ts';

/** A policy with the milliseconds since 1970 from which on, and before which, it is in force. */
export interface Authority extends Policy {
  readonly from: number;
  readonly until: number;
}

/** Copies a policy that may be anything; null where something in it is not as a policy has it. */
export function authorityOf(value: unknown): Authority | null {
  const [policy]: unknown[] = JSON.parse(JSON.stringify([value]));
  if (!isPolicy(policy)) return null;
  const [from, until] = [momentOf(policy.validFrom), momentOf(policy.expiresAt)];
  return from < until ? { ...policy, from, until } : null;
}

function isPolicy(value: unknown): value is Policy {
  const policy = fieldsOf<Policy>(value);
  const { autonomous, onTheLoop, maxAmount, included = [] } = policy;
  return (
    isNumber(policy.version) &&
    [policy.domain, policy.model].every(isText) &&
    isListOf(policy.approvedBy, isText) &&
    policy.approvedBy.length > 0 &&
    isListOf(policy.alwaysReview, isText) &&
    [policy.excluded, included].every((slices) => isListOf(slices, isSlice)) &&
    (maxAmount === null || isNumber(maxAmount)) &&
    (autonomous === null || isRung(autonomous)) &&
    // What is only watched is never more certain than what is not.
    (onTheLoop === null || (isRung(onTheLoop) && !(onTheLoop.threshold > (autonomous?.threshold ?? 1))))
  );
}

function isRung(value: unknown): value is Rung {
  const { threshold, auditRate } = fieldsOf<Rung>(value);
  return isNumber(threshold, 1) && isNumber(auditRate, 1) && auditRate > 0;
}

function isSlice(value: unknown): value is SliceName {
  const { column, value: name } = fieldsOf<SliceName>(value);
  return isText(column) && isText(name);
}
