import * as z from 'zod';
import type { Rule } from '../../contracts/rule.ts';
import { RULES } from '../../contracts/rule-words.ts';
import type { Database } from '../database.ts';
import { id, join, raw, type Sql, sql, text } from '../sql.ts';
import { ruleCode, ruled, ruleOf } from './checks.ts';
import type { NormalisedSource } from './normalise.ts';

/** One rule's share of the quarantine, with an example that a person can look up. */
export interface QuarantinedRule {
  readonly rule: Rule;
  readonly rows: number;
  readonly example: { readonly file: string; readonly line: number; readonly value: string };
}

/**
 * Gathers every row that broke a rule into the table `quarantine` (file, line, rule, value), once the cells
 * have told that there are any.
 *
 * @param clean sources known to hold no row that breaks a rule by itself
 */
export async function gatherQuarantine(
  db: Database,
  sources: readonly NormalisedSource[],
  asOf: string | null,
  resolved: boolean,
  clean: (source: NormalisedSource) => boolean = () => false,
): Promise<QuarantinedRule[]> {
  const parts: Sql[] = [];
  for (const [index, one] of sources.entries()) {
    if (clean(one)) continue;
    const byRule = one.checks.map((check) => sql`WHEN ${raw(ruleCode(check.rule))} THEN ${check.value}`);
    const value = sql`CASE rule ${join(byRule, ' ')} END`;
    parts.push(sql`SELECT ${raw(String(index))} AS source, file, position, rule, coalesce(${value}, '')::VARCHAR AS value
      FROM ${ruled(one, asOf)} WHERE rule IS NOT NULL`);
  }
  if (resolved) {
    const kept = (table: string): Sql =>
      sql`SELECT source, file, position, rule, decision_id, human_answer FROM ${id(table)}`;
    const deciding = sources.filter((one) => one.kind !== 'verdicts');
    const judging = sources.filter((one) => one.kind === 'verdicts');
    const place = (list: readonly NormalisedSource[], table: string, code: Rule, value: string): Sql => {
      // `source` counts within its own kind of sources there; here it counts within all.
      const places = list.map(
        (one, index) => sql`WHEN ${raw(String(index))} THEN ${raw(String(sources.indexOf(one)))}`,
      );
      return sql`SELECT CASE source ${join(places, ' ')} END AS source, file, position, rule, ${id(value)} AS value
        FROM (${kept(table)}) WHERE rule = ${raw(ruleCode(code))} AND ${id(value)} IS NOT NULL`;
    };
    if (deciding.length > 0) parts.push(place(deciding, 'repeated', 'decision_id_conflict', 'decision_id'));
    if (judging.length > 0) {
      parts.push(place(judging, 'verdict_rows', 'verdict_without_decision', 'decision_id'));
      // One without a human answer breaks the same rule by itself, and is gathered above.
      parts.push(place(judging, 'verdict_rows', 'verdict_missing', 'human_answer'));
    }
  }
  for (const [index, one] of sources.entries()) {
    if (one.source.malformed === null) continue;
    parts.push(
      sql`SELECT ${raw(String(index))} AS source, file, position, rule, value FROM ${one.source.malformed}`,
    );
  }
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE broken (source INTEGER, file VARCHAR, position BIGINT, rule UTINYINT, value VARCHAR)`,
  );
  for (const part of parts) await db.run(sql`INSERT INTO broken ${part}`);
  await locateLines(db, sources);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE quarantine AS
    SELECT label AS file, line, rule, value FROM broken JOIN lines USING (source, file, position)`);
  return summary(db);
}

/** Fills `lines` (source, file, position -> label, line) for every broken row. */
async function locateLines(db: Database, sources: readonly NormalisedSource[]): Promise<void> {
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE lines (source INTEGER, file VARCHAR, label VARCHAR, position BIGINT, line BIGINT)`,
  );
  for (const [index, one] of sources.entries()) {
    for (const [path, label] of one.source.labels) {
      const found = await db.column(
        sql`SELECT DISTINCT position::DOUBLE FROM broken WHERE source = ${index}::INTEGER AND file = ${path}`,
      );
      const positions = found.map(Number);
      if (positions.length === 0) continue;
      const lines = await one.source.linesOf(path, positions);
      const pairs = JSON.stringify([...lines]);
      await db.run(sql`INSERT INTO lines SELECT ${index}::INTEGER, ${path}, ${label}, pair[1], pair[2]
        FROM (SELECT unnest(from_json(${pairs}, '[["BIGINT"]]')) AS pair)`);
    }
  }
}

async function summary(db: Database): Promise<QuarantinedRule[]> {
  const rows = await db.rows(
    z.object({
      rule: z.number(),
      rows: z.number(),
      file: z.string(),
      line: z.number(),
      value: z.string().nullable(),
    }),
    sql`SELECT rule::INTEGER AS rule, count(*)::DOUBLE AS rows, first(file ORDER BY file, line) AS file,
        first(line::DOUBLE ORDER BY file, line) AS line, first(left(value, 60) ORDER BY file, line) AS value
      FROM quarantine GROUP BY rule ORDER BY rule`,
  );
  return rows.map((row) => ({
    rule: ruleOf(row.rule),
    rows: row.rows,
    example: { file: row.file, line: row.line, value: row.value ?? '' },
  }));
}

/** The name of a rule, from its code. */
export const RULE_NAME = sql`CASE rule ${join(
  (Object.keys(RULES) as Rule[]).map((rule) => sql`WHEN ${raw(ruleCode(rule))} THEN ${text(rule)}`),
  ' ',
)} END`;

/** Writes the quarantine as CSV, JSON lines, a JSON array or Parquet, by the ending of the file's name. */
export async function writeQuarantine(db: Database, path: string): Promise<void> {
  const format = path.endsWith('.parquet')
    ? 'FORMAT parquet'
    : /\.(?:json|jsonl|ndjson)$/.test(path)
      ? `FORMAT json, ARRAY ${path.endsWith('.json')}`
      : 'FORMAT csv, HEADER';
  // A clean history never gathered any.
  await db.run(
    sql`CREATE TEMP TABLE IF NOT EXISTS quarantine (file VARCHAR, line BIGINT, rule UTINYINT, value VARCHAR)`,
  );
  await db.run(sql`COPY (SELECT file, line, ${RULE_NAME} AS rule, value FROM quarantine ORDER BY file, line, rule)
    TO ${text(path)} (${raw(format)})`);
}
