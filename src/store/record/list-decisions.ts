import type { Condition } from '../../contracts/condition.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql, text } from '../sql.ts';
import { keptRows } from './kept-rows.ts';

/** Which decisions are asked for. */
export interface DecisionsAsked {
  readonly domain: string;
  readonly where: readonly Condition[];
  /** ISO time */
  readonly until: string;
  /** ISO time: younger decisions are in no figure yet. */
  readonly matureUntil: string;
}

/** What a spreadsheet would take for a formula, as `csv` of the reports has it. */
const FORMULA = String.raw`^([\t\r\n]|\s*[=+\-@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])`;
const COLUMNS: Readonly<Record<string, Sql>> = {
  decision_id: safe(raw('decision_id')),
  model: safe(raw('model')),
  decided_at: raw(`strftime(decided_at, '%Y-%m-%dT%H:%M:%S.%fZ')`),
  confidence: raw('confidence'),
  verdict: raw('verdict'),
  reviewed_at: raw(`strftime(reviewed_at, '%Y-%m-%dT%H:%M:%S.%fZ')`),
  severity: raw('severity'),
  review_probability: raw('inclusion'),
  policy: safe(raw('policy')),
  amount: raw('amount'),
  triggers: safe(raw(`array_to_string(triggers, '|')`)),
  segments: safe(raw('segments')),
};

/**
 * Writes the decisions of a domain that meet all conditions into a CSV file, oldest first, each with the verdict that stands.
 *
 * @returns how many
 */
export async function listDecisions(
  db: Database,
  path: string,
  { domain, where, until, matureUntil }: DecisionsAsked,
): Promise<number> {
  const { relation } = await keptRows(db, until, { often: false, only: domain });
  const conditions = [raw('true'), ...where.map(conditionSql)];
  const columns = Object.entries(COLUMNS).map(([name, value]) => sql`${value} AS ${raw(name)}`);
  // A parameter cannot stand in what is copied.
  await db.run(sql`CREATE OR REPLACE TEMP TABLE listed AS
    SELECT ${join(columns, ', ')}, decided_at > ${matureUntil}::TIMESTAMP AS immature
    FROM ${relation} AS judged WHERE ${join(conditions, ' AND ')} ORDER BY judged.decided_at, judged.decision_id`);
  await db.run(sql`COPY listed TO ${text(path)} (FORMAT csv, HEADER)`);
  return db.count(raw('listed'));
}

function conditionSql(condition: Condition): Sql {
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
  if (value === 'none') return sql`(${raw(field)} IS NULL)`;
  return sql`coalesce(${raw(field)} = ${value}, false)`;
}

function safe(value: Sql): Sql {
  return sql`CASE WHEN regexp_matches(${value}, ${text(FORMULA)}) THEN '''' || ${value} ELSE ${value} END`;
}
