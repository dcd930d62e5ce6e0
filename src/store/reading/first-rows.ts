import * as z from 'zod';
import { Rule } from '../../contracts/rule.ts';
import type { Database } from '../database.ts';
import { id, join, raw, type Sql, sql, text } from '../sql.ts';
import { ruled } from './checks.ts';
import type { NormalisedSource } from './normalise.ts';
import { RULE_NAME } from './quarantine.ts';

const Text = z.string().nullable();
const Read = z.object({
  ...{
    source: z.number(),
    file: z.string(),
    position: z.number(),
    came: Text,
    decision_id: Text,
    domain: Text,
  },
  ...{
    decided_at: Text,
    confidence: Text,
    model: Text,
    amount: Text,
    review_probability: Text,
    ai_answer: Text,
  },
  ...{ verdict: Text, human_answer: Text, reviewed_at: Text, reviewer_id: Text, rule: Rule.nullable() },
});

/** A row as it came, and as it was understood. */
export interface ExplainedRow extends Omit<z.infer<typeof Read>, 'source' | 'position'> {
  readonly line: number;
}

/** The first decisions, and the first verdicts that stand by themselves, with the rule that each breaks. */
export async function firstRows(
  db: Database,
  sources: readonly NormalisedSource[],
  most: number,
): Promise<ExplainedRow[]> {
  const rows: ExplainedRow[] = [];
  for (const isVerdicts of [false, true]) {
    const parts = sources.flatMap((one, index) =>
      (one.kind === 'verdicts') === isVerdicts ? [sql`SELECT * FROM (${understood(one, index, most)})`] : [],
    );
    if (parts.length === 0) continue;
    const found = await db.rows(
      Read,
      sql`SELECT * FROM (${join(parts, ' UNION ALL ')}) ORDER BY source, file, position LIMIT ${raw(String(most))}`,
    );
    for (const { source, position, ...row } of found) {
      const from = sources[source]?.source;
      const lines = await from?.linesOf(row.file, [position]);
      rows.push({
        ...row,
        file: from?.labels.get(row.file) ?? row.file,
        line: lines?.get(position) ?? position,
      });
    }
  }
  return rows;
}

function understood(one: NormalisedSource, index: number, most: number): Sql {
  const { source } = one;
  const pairs = [...source.columns.keys()].map((name) => sql`${text(name)}, ${id(name)}::VARCHAR`);
  const came = source.asItCame ?? sql`json_object(${join(pairs, ', ')})::VARCHAR`;
  const texts = ['decision_id', 'domain', 'model', 'ai_answer', 'verdict', 'human_answer', 'reviewer_id'].map(
    (name) => sql`${id(name)}::VARCHAR AS ${id(name)}`,
  );
  // What arithmetic on decimals is off by is nothing that came.
  const numbers = ['confidence', 'amount', 'review_probability'].map(
    (name) => sql`round(${id(name)}, 12)::VARCHAR AS ${id(name)}`,
  );
  const times = ['decided_at', 'reviewed_at'].map(
    (name) => sql`strftime(${id(name)}, '%Y-%m-%dT%H:%M:%SZ') AS ${id(name)}`,
  );
  const cameOnce = sql`(SELECT ${source.file} AS file, ${source.position} AS position, first(${came}) AS came FROM ${source.relation} GROUP BY ALL)`;
  return sql`SELECT ${raw(String(index))} AS source, file, position::DOUBLE AS position, came, ${join([...texts, ...numbers, ...times], ', ')}, ${RULE_NAME} AS rule
    FROM (SELECT * FROM ${ruled(one, null)} ORDER BY file, position LIMIT ${raw(String(most))}) JOIN ${cameOnce} USING (file, position)`;
}
