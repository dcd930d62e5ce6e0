import * as z from 'zod';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql, text } from '../sql.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/** Where reviews of a domain are drawn from. */
export interface AuditTarget {
  readonly domain: string;
  readonly model: string;
  readonly thresholdPpm: number;
  /** Rate that was declared for decisions which carry none; null where none was. */
  readonly declared: number | null;
  /** In (0, 1]. */
  readonly rate: number;
}

/** Decisions at or above a threshold without verdict, by what became of their coin. */
export interface UnjudgedRows {
  readonly domain: string;
  /** Nobody tossed a coin for them yet. */
  readonly waiting: number;
  /** Their review is certain (probability 1), and has not come. */
  readonly due: number;
  /** Their coin fell before, with a probability below 1. */
  readonly tossed: number;
}

/** Which decisions lie where a target looks, with the probability of review that they have already. */
function unjudged({ relation }: Understood, targets: readonly Omit<AuditTarget, 'rate'>[]): Sql {
  const rows = targets.map(
    (one) =>
      sql`(${one.domain}::VARCHAR, ${one.model}::VARCHAR, ${one.thresholdPpm}::INTEGER, ${one.declared}::DOUBLE)`,
  );
  return sql`(SELECT decision_id, rows.domain, p, coalesce(inclusion, declared) AS known
    FROM (SELECT * REPLACE (${MODEL_NAME} AS model) FROM ${relation}) AS rows
    JOIN (VALUES ${join(rows, ', ')}) AS targets (domain, model, threshold, declared)
      ON rows.domain = targets.domain AND rows.model = targets.model
    WHERE verdict IS NULL AND eligible AND p >= threshold)`;
}

/** Counts what a draw could be made from; only domains that have any. */
export async function countUnjudged(
  db: Database,
  understood: Understood,
  targets: readonly Omit<AuditTarget, 'rate'>[],
): Promise<UnjudgedRows[]> {
  if (targets.length === 0) return [];
  return db.rows(
    z.object({ domain: z.string(), waiting: z.number(), due: z.number(), tossed: z.number() }),
    sql`SELECT domain, count(*) FILTER (known IS NULL)::DOUBLE AS waiting, count(*) FILTER (known = 1)::DOUBLE AS due,
        count(*) FILTER (known < 1)::DOUBLE AS tossed
      FROM ${unjudged(understood, targets)} GROUP BY domain ORDER BY domain`,
  );
}

/**
 * Tosses the coin of every decision that waits for one, and writes those on which it falls, with those that are due
 * anyway: decision_id, domain, confidence (to a millionth, rounded down), review_probability and why (drawn, due). As
 * CSV, or by the ending of the file's name as JSON lines, a JSON array or Parquet. The same seed and rows give the
 * same bytes.
 *
 * The coin is a SHA-256 of seed and id, never of content: whoever does not know the seed cannot write an answer that
 * it passes over. A decision whose coin fell before, with a probability below 1, is not tossed again: a second coin
 * would give it another chance than the one that its record states.
 *
 * @returns how many were drawn, and how many are due
 */
export async function drawAudits(
  db: Database,
  understood: Understood,
  targets: readonly AuditTarget[],
  seed: string,
  path: string,
): Promise<{ drawn: number; due: number }> {
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE audits (decision_id VARCHAR, domain VARCHAR, confidence DOUBLE, review_probability DOUBLE, why VARCHAR)`,
  );
  if (targets.length > 0) {
    const rates = targets.map((one) => sql`(${one.domain}::VARCHAR, ${one.rate}::DOUBLE)`);
    await db.run(sql`INSERT INTO audits
      SELECT decision_id, rows.domain, p / 1000000, coalesce(known, rate), CASE WHEN known IS NULL THEN 'drawn' ELSE 'due' END
      FROM ${unjudged(understood, targets)} AS rows JOIN (VALUES ${join(rates, ', ')}) AS rates (domain, rate)
        ON rows.domain = rates.domain
      WHERE known = 1 OR (known IS NULL AND ${coin(seed)} < rate)`);
  }
  const format = path.endsWith('.parquet')
    ? 'FORMAT parquet'
    : /\.(?:json|jsonl|ndjson)$/.test(path)
      ? `FORMAT json, ARRAY ${path.endsWith('.json')}`
      : 'FORMAT csv, HEADER';
  await db.run(sql`COPY (FROM audits ORDER BY domain, decision_id) TO ${text(path)} (${raw(format)})`);
  return db.row(
    z.object({ drawn: z.number(), due: z.number() }),
    sql`SELECT count(*) FILTER (why = 'drawn')::DOUBLE AS drawn, count(*) FILTER (why = 'due')::DOUBLE AS due FROM audits`,
  );
}

/** Uniform in [0, 1), of 52 bits. The length of the seed parts it from the id. */
function coin(seed: string): Sql {
  const key = `leeway audit ${seed.length} ${seed} `;
  return sql`(('0x' || sha256(${key} || decision_id)[1:13])::UBIGINT::DOUBLE / 4503599627370496)`;
}
