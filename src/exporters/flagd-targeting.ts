import { NO_VALUE, OTHER_VALUES } from '../contracts/no-value.ts';
import type { Policy } from '../contracts/policy.ts';

/** A rule of JsonLogic. @see https://jsonlogic.com */
export type JsonLogic =
  | string
  | number
  | boolean
  | null
  | readonly JsonLogic[]
  | { readonly [operation: string]: JsonLogic };

/** The record takes no larger amount. */
const MOST_AMOUNT = 1e13;
const PERSON = 'in-the-loop';

/**
 * The rule by which a decision gets its level: as the gate says, and a person wherever JsonLogic can say less. Everything
 * is compared with its type, since JsonLogic would take the text "1" for a 1. Null where a person decides everything.
 *
 * Excluded slices go by the names of columns exactly as the policy has them; a value that is missing goes to a person.
 */
export function targetingOf(policy: Policy): JsonLogic | null {
  const { autonomous, onTheLoop, excluded } = policy;
  if (autonomous === null && onTheLoop === null) return null;
  // A dot in a name would be read as a path.
  if (excluded.some(({ column }) => column.includes('.'))) return null;
  const confidence = { var: 'confidence' };
  const rungs = [
    ...(autonomous === null ? [] : [{ '>=': [confidence, autonomous.threshold] }, 'autonomous']),
    ...(onTheLoop === null ? [] : [{ '>=': [confidence, onTheLoop.threshold] }, 'on-the-loop']),
  ];
  const conditions = [
    ...inTime(policy),
    ...mayAct(policy),
    ...isNumberUpTo(confidence, 1),
    isText({ var: 'targetingKey' }),
    { '!==': [{ var: 'targetingKey' }, ''] },
  ];
  return { if: [{ and: conditions }, { if: [...rungs, PERSON] }, PERSON] };
}

/** flagd's clock has whole seconds: rounded so that it never says too early that a policy begins, or too late that it ends. */
function inTime({ validFrom, expiresAt }: Policy): JsonLogic[] {
  const now = { var: '$flagd.timestamp' };
  return [
    { '>=': [now, Math.ceil(Date.parse(validFrom) / 1000)] },
    { '<': [now, Math.floor(Date.parse(expiresAt) / 1000)] },
  ];
}

function mayAct({ alwaysReview, maxAmount, model, excluded, included = [] }: Policy): JsonLogic[] {
  const [triggers, amount, name] = [{ var: 'triggers' }, { var: 'amount' }, { var: 'model' }];
  const stops = { or: [{ '!': [isText(EACH)] }, { in: [EACH, [...alwaysReview]] }] };
  const isModel = { '===': [name, model] };
  const columns = [...new Set(excluded.map(({ column }) => column))];
  return [
    { or: [isAbsent(triggers), { and: [isList(triggers), { none: [triggers, stops] }] }] },
    ...(maxAmount === null
      ? [{ or: [isAbsent(amount), { and: isNumberUpTo(amount, MOST_AMOUNT) }] }]
      : isNumberUpTo(amount, maxAmount)),
    model === 'unversioned' ? { or: [isModel, isAbsent(name), { '===': [name, ''] }] } : isModel,
    ...columns.flatMap((column) => {
      const of = (slices: typeof excluded) =>
        slices.filter((one) => one.column === column).map(({ value }) => value);
      return hasOpenValue({ var: `segments.${column}` }, of(excluded), of(included));
    }),
  ];
}

/** Where all other values are excluded, only those pass that are named. */
function hasOpenValue(
  value: JsonLogic,
  excluded: readonly string[],
  included: readonly string[],
): JsonLogic[] {
  const open = [isText(value), { '!==': [value, ''] }, { '!': [{ in: [value, [...excluded]] }] }];
  return excluded.includes(OTHER_VALUES)
    ? [...open, { in: [value, included.filter((one) => one !== NO_VALUE)] }]
    : open;
}

/** The element, within `none`. */
const EACH: JsonLogic = { var: '' };

function isAbsent(value: JsonLogic): JsonLogic {
  return { '===': [value, null] };
}

function isText(value: JsonLogic): JsonLogic {
  return { '===': [{ cat: [value] }, value] };
}

/** `merge` makes a list of what is none: then the last of it is the thing itself. */
function isList(value: JsonLogic): JsonLogic {
  return { '!==': [{ reduce: [{ merge: [value] }, { var: 'current' }, null] }, value] };
}

/** A number of 0 or more: a sum of one keeps it, and makes anything else another thing. */
function isNumberUpTo(value: JsonLogic, most: number): JsonLogic[] {
  return [{ '===': [{ '+': [value] }, value] }, { '>=': [value, 0] }, { '<=': [value, most] }];
}
