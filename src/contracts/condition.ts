import { Problem } from './problem.ts';
import { Instant } from './time.ts';

const OPERATORS = ['>=', '<=', '!=', '=', '>', '<'] as const;
type Operator = (typeof OPERATORS)[number];

/** What one can ask of a decision, and what its values are. */
const FIELDS = {
  confidence: 'number',
  amount: 'number',
  review_probability: 'number',
  decided_at: 'time',
  reviewed_at: 'time',
  decision_id: 'word',
  model: 'word',
  policy: 'word',
  verdict: 'word',
  trigger: 'word',
  reviewer: 'word',
} as const;
type ConditionField = keyof typeof FIELDS;

/** One condition on decisions. */
export type Condition =
  | { readonly kind: 'number'; readonly field: ConditionField; readonly is: Operator; readonly value: number }
  | { readonly kind: 'time'; readonly field: ConditionField; readonly is: Operator; readonly value: string }
  | { readonly kind: 'word'; readonly field: ConditionField; readonly is: '=' | '!='; readonly value: string }
  | { readonly kind: 'segment'; readonly name: string; readonly is: '=' | '!='; readonly value: string };

const SHAPE = /^\s*(segment\.[^=<>!]+|[a-z_]+)\s*(>=|<=|!=|=|>|<)\s*(.*?)\s*$/s;

/**
 * Reads a condition such as `confidence>=0.9`, `verdict=override`, `trigger=legal_intent` or `segment.channel=email`. The
 * verdicts `wrong` and `none` stand for edit or override, and for no verdict at all.
 *
 * @throws Problem usage: it is none
 */
export function conditionFrom(text: string): Condition {
  return conditionSaid('--where', text);
}

/** The same where something else than an option has it. */
export function conditionSaid(said: string, text: string): Condition {
  const refuse = (mend: string): Problem => new Problem('usage', `${said} ${text}: ${mend}`);
  const [, field = '', is, value = ''] = SHAPE.exec(text) ?? [];
  const operator = OPERATORS.find((one) => one === is);
  if (operator === undefined)
    throw refuse('no condition; write one such as confidence>=0.9 or verdict=override');
  const isEqual = operator === '=' || operator === '!=';
  const words = (): '=' | '!=' => {
    if (!isEqual) throw refuse(`${field} is a word; compare it with = or !=`);
    return operator;
  };
  if (field.startsWith('segment.'))
    return { kind: 'segment', name: field.slice(8).trim(), is: words(), value };
  if (!Object.hasOwn(FIELDS, field))
    throw refuse(`no such field; there are ${Object.keys(FIELDS).join(', ')} and segment.NAME`);
  const name = field as ConditionField;
  const kind = FIELDS[name];
  if (kind === 'word') return { kind, field: name, is: words(), value };
  if (kind === 'time') {
    const time = Instant.safeParse(value);
    if (!time.success) throw refuse('no time; write one such as 2026-05-04T09:12:00Z');
    return { kind, field: name, is: operator, value: time.data };
  }
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) throw refuse(`${field} is compared with a number`);
  return { kind, field: name, is: operator, value: number };
}
