import * as z from 'zod';
import type { Field, Mapping } from '../contracts/mapping.ts';
import type { Database } from '../store/database.ts';
import { id, join, type Sql, sql } from '../store/sql.ts';
import { DECISION_FIELDS, NEEDED, VERDICT_FIELDS } from './fields.ts';
import { pathsOf } from './paths.ts';

/** What is in the rows of a tool's files. */
export interface Found {
  readonly decisions: number;
  readonly verdicts: number;
  /** Whether the decisions count as such: some have a confidence. */
  readonly decides: boolean;
  /** Columns that have a value somewhere, and those that every row needs. */
  readonly decision: ReadonlySet<string>;
  readonly verdict: ReadonlySet<string>;
  /** Why rows were left out or refused, for a sentence; empty where none was. */
  readonly reasons: string;
}

/** Looks for the columns that hold anything: one that is empty throughout says that the tool does not have it. */
export async function columnsUsed(db: Database, mapping: Mapping): Promise<Found> {
  const paths = pathsOf(mapping);
  const decision = await used(db, 'decision', [...DECISION_FIELDS, ...paths]);
  const verdict = await used(db, 'verdict', [...VERDICT_FIELDS, ...paths]);
  const has = (field: Field): boolean => {
    const mapped = mapping.columns[field];
    if (mapped === undefined) return decision.columns.has(field);
    return mapped !== null && ('constant' in mapped || decision.columns.has(mapped.column));
  };
  const decides = decision.rows > 0 && has('confidence');
  for (const field of NEEDED) if (field !== 'decided_at' || has('decided_at')) decision.columns.add(field);
  verdict.columns.add('decision_id');
  // A row of neither is refused for it: there must be a column to say so.
  if (!verdict.columns.has('human_answer')) verdict.columns.add('verdict');
  const reasons = await db.column(
    sql`SELECT count(*) || ' ' || why FROM foreign_rows WHERE kind IN ('aside', 'refused') GROUP BY why ORDER BY count(*) DESC, why LIMIT 3`,
  );
  return {
    decisions: decision.rows,
    verdicts: verdict.rows,
    decides,
    decision: decision.columns,
    verdict: verdict.columns,
    reasons: reasons.map(String).join('; '),
  };
}

async function used(
  db: Database,
  kind: string,
  names: readonly string[],
): Promise<{ rows: number; columns: Set<string> }> {
  const distinct = [...new Set(names)];
  const counts = distinct.map((name): Sql => sql`count(${id(name)})`);
  const { rows, filled } = await db.row(
    z.object({ rows: z.number(), filled: z.array(z.number()) }),
    sql`SELECT count(*)::DOUBLE AS rows, [${join(counts, ', ')}]::DOUBLE[] AS filled FROM foreign_rows WHERE kind = ${kind}`,
  );
  return { rows, columns: new Set(distinct.filter((_, place) => (filled[place] ?? 0) > 0)) };
}
