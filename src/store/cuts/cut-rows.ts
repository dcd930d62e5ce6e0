import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import { declaredInclusion } from '../../contracts/declared-inclusion.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { ppm } from '../evidence/band.ts';
import { MODEL_NAME } from '../evidence/understood-rows.ts';
import { raw, type Sql, sql } from '../sql.ts';

/** More rates than these are not told apart: near ones count as one. */
const MOST_RATES = 32;

/** What is counted of some of `cut_rows`, cell by cell. */
export const COUNTS =
  raw(`weight, count(*)::DOUBLE AS decisions, count(*) FILTER (judged)::DOUBLE AS reviewed,
  count(*) FILTER (wrong)::DOUBLE AS wrong, count(*) FILTER (pending)::DOUBLE AS pending`);

/**
 * Makes `cut_rows`: the decisions of one (domain, model) that its evidence counts, each with what became of it and its
 * weight. What many have in common stands once, in `cut_combos`.
 *
 * Every rate of review is a weight of its own up to 32 of them; of more, rates less than a fifth apart get the mean
 * weight of their reviewed decisions, so that counts stay few.
 *
 * @param relation judged rows of the domain
 * @param asOf ISO time
 */
export async function makeCutRows(
  db: Database,
  relation: Sql,
  evidence: Evidence,
  configuration: Configuration,
  asOf: string,
): Promise<void> {
  const { domain, model, selection } = evidence;
  const rules = rulesFor(configuration, domain);
  const rows = sql`(SELECT * FROM ${relation} WHERE domain = ${domain} AND ${MODEL_NAME} = ${model})`;
  const declared = declaredInclusion(rules, selection);
  const rate = selection === 'unknown' ? raw('NULL::DOUBLE') : sql`coalesce(inclusion, ${declared}::DOUBLE)`;
  const immature = sql`decided_at > ${asOf}::TIMESTAMP - to_milliseconds(${rules.maturity}::BIGINT)`;
  // As for the evidence: where everything has its verdict, nothing is too young.
  const isAwaited = evidence.immature > 0 || evidence.cells.some(({ outcome }) => isUnjudged(outcome));
  const counts =
    isAwaited || (await db.exists(sql`FROM ${rows} WHERE verdict IS NULL`))
      ? sql`NOT (${immature})`
      : raw('true');
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cut_combos AS
    SELECT row_number() OVER () AS combo, segments, triggers
    FROM (SELECT DISTINCT segments, triggers FROM circumstances WHERE domain = ${domain})`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cut_rows AS
    SELECT decision_id, combo, decided_at, ${ppm(raw('confidence'))} AS confidence, amount, ${rate} AS rate,
      coalesce(verdict IN ('agree', 'edit', 'override'), false) AS judged, coalesce(verdict IN ('edit', 'override'), false) AS wrong,
      verdict IS NULL AND coalesce(${rate} = 1, false) AS pending, coalesce(1 / ${rate}, 1) AS weight
    FROM ${rows} AS rows JOIN cut_combos ON rows.segments IS NOT DISTINCT FROM cut_combos.segments
      AND rows.triggers IS NOT DISTINCT FROM cut_combos.triggers
    WHERE ${counts}`);
  await poolRates(db, raw('0'));
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cut_by_combo AS
    SELECT combo, ${COUNTS} FROM cut_rows GROUP BY combo, weight`);
}

function isUnjudged(outcome: Evidence['cells'][number]['outcome']): boolean {
  return outcome === 'pending' || outcome === 'unreviewed';
}

/**
 * Gives near rates in `cut_rows` one weight, where a record has too many of them.
 *
 * @param record of which record a row is
 */
export async function poolRates(db: Database, record: Sql): Promise<void> {
  const many = sql`(SELECT ${record} AS own, count(DISTINCT rate) AS rates FROM cut_rows GROUP BY own HAVING rates > ${raw(String(MOST_RATES))})`;
  if (!(await db.exists(sql`FROM ${many}`))) return;
  await db.run(
    // Whole numbers add up to the same in whatever order.
    sql`UPDATE cut_rows SET weight = pooled.weight FROM
      (SELECT own, near, coalesce(sum(millionths) FILTER (judged) / count(*) FILTER (judged), avg(millionths)) / 1e6 AS weight
        FROM (SELECT ${record} AS own, judged, floor(4 * log2(rate)) AS near, round(weight * 1e6)::HUGEINT AS millionths FROM cut_rows)
        WHERE own IN (SELECT own FROM ${many}) GROUP BY own, near) AS pooled
      WHERE near = floor(4 * log2(rate)) AND own = ${record}`,
  );
}
