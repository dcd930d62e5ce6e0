import { z } from 'zod';
import type { Database } from '../../src/store/database.ts';
import { join, type Sql, sql, text } from '../../src/store/sql.ts';
import type { Passed } from './outcome.ts';

/** A threshold of one (domain, model). */
export interface Threshold {
  readonly domain: string;
  readonly model: string;
  readonly threshold: number;
}

/** A (domain, model) as one half shows it. */
export interface Group {
  readonly domain: string;
  readonly model: string;
  readonly decisions: number;
  /** Whether a person was to judge every decision: where only a sample was, counts of it are no error rate. */
  readonly judged: boolean;
}

const MODEL = sql`coalesce(nullif(model, ''), 'unversioned')`;
const WRONG = sql`(coalesce(severity, CASE WHEN verdict = 'agree' THEN 0 ELSE 1 END) > 0)`;

/** A half's rows: who decided how confidently, whether it was judged, and whether it was wrong. */
function rowsOf(half: string): Sql {
  return sql`(SELECT domain, ${MODEL} AS model, confidence, verdict IS NOT NULL OR coalesce(review_probability = 1, false) AS due,
    coalesce(verdict <> 'unsure', false) AS judged, coalesce(verdict <> 'unsure', false) AND ${WRONG} AS wrong
    FROM read_parquet(${text(half)}))`;
}

/** Every (domain, model) of a half, in the order of their names. */
export async function groupsOf(db: Database, half: string): Promise<Group[]> {
  return db.rows(
    z.object({ domain: z.string(), model: z.string(), decisions: z.number(), judged: z.boolean() }),
    sql`SELECT domain, model, count(*)::DOUBLE AS decisions, bool_and(due) AS judged
      FROM ${rowsOf(half)} GROUP BY domain, model ORDER BY domain, model`,
  );
}

/**
 * What is done without a certificate: the lowest observed confidence at and above which the error share of the
 * same verdicts is at most the limit.
 */
export async function naiveThresholds(db: Database, half: string, limit: number): Promise<Threshold[]> {
  return db.rows(
    z.object({ domain: z.string(), model: z.string(), threshold: z.number() }),
    sql`SELECT domain, model, min(confidence)::DOUBLE AS threshold FROM (
        SELECT domain, model, confidence, count(*) FILTER (judged) OVER above AS n, count(*) FILTER (wrong) OVER above AS errors
        FROM ${rowsOf(half)} WINDOW above AS (PARTITION BY domain, model ORDER BY confidence DESC RANGE UNBOUNDED PRECEDING))
      WHERE n > 0 AND errors / n <= ${limit}::DOUBLE GROUP BY domain, model ORDER BY domain, model`,
  );
}

/** Counts what each threshold lets through in a half. */
export async function passedBy(
  db: Database,
  half: string,
  thresholds: readonly Threshold[],
): Promise<(Threshold & Passed)[]> {
  if (thresholds.length === 0) return [];
  const values = thresholds.map(
    (one) => sql`(${one.domain}::VARCHAR, ${one.model}::VARCHAR, ${one.threshold}::DOUBLE)`,
  );
  return db.rows(
    z.object({
      domain: z.string(),
      model: z.string(),
      threshold: z.number(),
      decisions: z.number(),
      passed: z.number(),
      reviewed: z.number(),
      errors: z.number(),
    }),
    sql`SELECT domain, model, threshold, count(*)::DOUBLE AS decisions, count(*) FILTER (confidence >= threshold)::DOUBLE AS passed,
        count(*) FILTER (judged AND confidence >= threshold)::DOUBLE AS reviewed, count(*) FILTER (wrong AND confidence >= threshold)::DOUBLE AS errors
      FROM ${rowsOf(half)} JOIN (VALUES ${join(values, ', ')}) AS limits (domain, model, threshold) USING (domain, model)
      GROUP BY domain, model, threshold ORDER BY domain, model`,
  );
}
