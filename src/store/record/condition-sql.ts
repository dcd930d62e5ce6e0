import type { Condition } from '../../contracts/condition.ts';
import { MODEL_NAME } from '../evidence/understood-rows.ts';
import { raw, type Sql, sql } from '../sql.ts';

/** A condition over judged rows. What is not known meets none, but for those that ask for just that. */
export function conditionSql(condition: Condition): Sql {
  const is = raw(condition.is);
  switch (condition.kind) {
    case 'number':
      return sql`coalesce(${numberOf(condition.field)} ${is} ${condition.value}::DOUBLE, false)`;
    case 'time':
      return sql`coalesce(${raw(condition.field)} ${is} ${condition.value}::TIMESTAMP, false)`;
    case 'segment':
      return negated(
        condition.is,
        sql`json_extract_string(segments, ${`$."${condition.name.replaceAll('"', '\\"')}"`}) IS NOT DISTINCT FROM ${condition.value}`,
      );
    case 'word':
      return negated(condition.is, wordSql(condition.field, condition.value));
  }
}

function negated(is: '=' | '!=', condition: Sql): Sql {
  return is === '=' ? condition : sql`NOT ${condition}`;
}

function numberOf(field: string): Sql {
  return raw(field === 'review_probability' ? 'inclusion' : field);
}

function wordSql(field: string, value: string): Sql {
  if (field === 'trigger') return sql`coalesce(list_contains(triggers, ${value}), false)`;
  if (field === 'reviewer')
    return sql`(decision_id IN (SELECT decision_id FROM verdicts WHERE reviewer_id = ${value}))`;
  if (field === 'model') return sql`(${MODEL_NAME} = ${value})`;
  if (value === 'none') return sql`(${raw(field)} IS NULL)`;
  if (field === 'verdict' && value === 'wrong')
    return raw(`coalesce(verdict IN ('edit', 'override'), false)`);
  return sql`coalesce(${raw(field)} = ${value}, false)`;
}
