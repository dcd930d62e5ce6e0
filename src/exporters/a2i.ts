import type { Policy, Rung } from '../contracts/policy.ts';
import type { Thresholds } from '../contracts/thresholds.ts';

type Condition =
  | {
      readonly ConditionType: string;
      readonly ConditionParameters: Readonly<Record<string, string | number>>;
    }
  | { readonly And: readonly Condition[] }
  | { readonly Or: readonly Condition[] };

/**
 * Activation conditions for flow definitions of Amazon A2I over Rekognition's moderation labels, by domain: below every
 * threshold a person decides, and above it audits are drawn at the rate of its rung. They know no amounts, triggers, slices
 * or models, and no time: where a policy limits one of the first three, a person sees everything. Each object becomes
 * the text `HumanLoopActivationConditions`.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/a2i-human-fallback-conditions-json-schema.html
 */
export function a2i({ policies, floors }: Thresholds): string {
  const conditions = [
    ...policies.map((policy) => [policy.domain, { Conditions: [conditionOf(policy)] }] as const),
    ...floors.map(({ domain }) => [domain, { Conditions: [EVERYTHING] }] as const),
  ];
  return `${JSON.stringify(Object.fromEntries(conditions), null, 2)}\n`;
}

const EVERYTHING = sampling(1);

function conditionOf({ autonomous, onTheLoop, maxAmount, alwaysReview, excluded }: Policy): Condition {
  const rungs = [onTheLoop, autonomous].filter((rung) => rung !== null);
  const isLimited = maxAmount !== null || alwaysReview.length > 0 || excluded.length > 0;
  const lowest = rungs[0];
  if (lowest === undefined || isLimited) return EVERYTHING;
  return {
    Or: [confidence('LessThan', lowest), ...rungs.map((rung, place) => audits(rung, rungs[place + 1]))],
  };
}

/** From the threshold of a rung to that of the next. */
function audits(rung: Rung, next: Rung | undefined): Condition {
  const within = [confidence('GreaterThanEquals', rung), ...(next ? [confidence('LessThan', next)] : [])];
  return { And: [sampling(rung.auditRate), ...within] };
}

/** Of all labels, in percent; of what the thresholds are made, parts per million, nothing is lost. */
function confidence(comparison: 'LessThan' | 'GreaterThanEquals', { threshold }: Rung): Condition {
  const percent = Math.round(threshold * 1e6) / 1e4;
  const parameters = { ModerationLabelName: '*', [`Confidence${comparison}`]: percent };
  return { ConditionType: 'ModerationLabelConfidenceCheck', ConditionParameters: parameters };
}

/** A2I draws in steps of 0.01 percent: never fewer than the rate. */
function sampling(rate: number): Condition {
  const percent = Math.ceil(Math.round(rate * 1e10) / 1e6) / 100;
  return { ConditionType: 'Sampling', ConditionParameters: { RandomSamplingPercentage: percent } };
}
