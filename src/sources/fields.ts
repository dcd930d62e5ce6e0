import { type Field, KNOWN_LATER } from '../contracts/mapping.ts';

/** Fields that a tool's records can be turned into, by the kind of row that they belong to. */
export const DECISION_FIELDS: readonly Field[] = [
  'decision_id',
  'domain',
  'decided_at',
  'confidence',
  'ai_answer',
  'model',
  'amount',
  'currency',
  'triggers',
  'route',
  'review_probability',
  'policy',
];

export const VERDICT_FIELDS: readonly Field[] = ['decision_id', ...KNOWN_LATER];

export const ALL_FIELDS: readonly Field[] = [...DECISION_FIELDS, ...KNOWN_LATER];

/** Without these a decision is none: they are looked for in every row, so that a row that lacks one is refused. */
export const NEEDED: readonly Field[] = ['decision_id', 'domain', 'decided_at', 'confidence'];
