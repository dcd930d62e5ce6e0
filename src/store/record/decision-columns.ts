import { raw, type Sql } from '../sql.ts';

/** What a decision says, in the words of the store: two rows with one id are one decision where all of it is the same. */
export const CONTENT = [
  'domain',
  'model',
  'decided_at',
  'confidence',
  'amount',
  'triggers',
  'review_probability',
  'route',
  'policy',
  'answer',
] as const;
export const ROW = raw(`row(${CONTENT.join(', ')})`);
export const COLUMNS = raw(
  `decision_id, domain, nullif(model, '') AS model, policy, route, triggers, segments, decided_at, confidence, amount, review_probability,
    md5(ai_answer)::UUID AS answer`,
);
export const VERDICT = raw(
  'verdict, reviewer_id, reviewed_at, severity, human_answer, blind, duration_s, rubric',
);
export const CIRCUMSTANCES = ['domain', 'model', 'policy', 'route', 'triggers', 'segments'] as const;
export const STORED = raw(
  '(SELECT decisions.*, circumstances.* EXCLUDE (id) FROM decisions JOIN circumstances ON circumstances.id = decisions.circumstances)',
);

/** Whether two rows have the same in all of these columns. */
export function same(one: string, other: string, columns: readonly string[]): Sql {
  return raw(columns.map((name) => `${one}.${name} IS NOT DISTINCT FROM ${other}.${name}`).join(' AND '));
}
