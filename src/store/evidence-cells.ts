import { z } from 'zod';
import { type Configuration, type DomainRules, rulesFor } from '../contracts/configuration.ts';
import { decimalBand, ppm } from './band.ts';
import type { Database } from './database.ts';
import { join, raw, type Sql, sql } from './sql.ts';

/** One (domain, model) with more distinct confidences than this is counted in decimal bands. */
const MOST_EXACT_VALUES = 4000;
/** Rows that are looked at to guess which (domain, model) have many; the guess costs time, never exactness. */
const SAMPLE_ROWS = 300_000;

/** A cell as it leaves DuckDB; `rule` is set for rows that break one, and then nothing but `decisions` counts. */
const Cell = z.object({
  rule: z.number().nullable(),
  domain: z.string().nullable(),
  model: z.string().nullable(),
  policy: z.string().nullable(),
  band: z.number().nullable(),
  eligible: z.boolean().nullable(),
  immature: z.boolean().nullable(),
  verdict: z.enum(['agree', 'edit', 'override', 'unsure']).nullable(),
  severity: z.number().nullable(),
  inclusion: z.number().nullable(),
  decisions: z.number(),
  excess: z.number(),
  excessSquared: z.number(),
  amountCents: z.number(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  exact: z.boolean(),
});
export type RawCell = z.infer<typeof Cell>;

/** Judged rows with what the configuration says of each: may the AI take it, is it old enough to count. */
export function understoodRows(rows: Sql, configuration: Configuration, asOf: string): Sql {
  return sql`(SELECT rule, domain, coalesce(model, 'unversioned') AS model, policy, decided_at,
      ${ppm(raw('confidence'))} AS p,
      ${perDomain(configuration, eligibility)} AS eligible,
      ${perDomain(configuration, (rules) => sql`decided_at > ${asOf}::TIMESTAMP - to_milliseconds(${rules.maturity}::BIGINT)`)} AS immature,
      verdict, severity,
      coalesce(review_probability, CASE WHEN route = 'in-the-loop' THEN 1 END) AS inclusion,
      round(coalesce(amount, 0) * 100)::BIGINT AS cents FROM ${rows})`;
}

/**
 * Turns rows into counts: the one pass over everything. A second pass runs only for a (domain, model) that
 * turns out to have few distinct confidences after all.
 *
 * @param understood one row a decision, as `understoodRows` answers it
 */
export async function evidenceCells(db: Database, understood: Sql): Promise<RawCell[]> {
  const many = await db.rows(
    z.object({ domain: z.string(), model: z.string() }),
    sql`SELECT domain, model FROM (SELECT domain, model, p FROM ${understood} WHERE rule IS NULL LIMIT ${raw(String(SAMPLE_ROWS))})
      GROUP BY ALL HAVING count(DISTINCT p) > ${raw(String(MOST_EXACT_VALUES))}`,
  );
  const inBands =
    many.length === 0 ? [] : await countCells(db, understood, decimalBand('p'), raw('true'), false);
  const key = (cell: { domain: string | null; model: string | null }): string =>
    JSON.stringify([cell.domain, cell.model]);
  const decided = new Set(many.map(key));
  const kept = inBands.filter((cell) => cell.rule !== null || decided.has(key(cell)));
  if (many.length > 0 && kept.length === inBands.length) return kept;
  const others =
    many.length === 0
      ? raw('true')
      : sql`rule IS NULL AND (domain, model) NOT IN (${join(
          many.map((one) => sql`(${one.domain}, ${one.model})`),
          ', ',
        )})`;
  return [...kept, ...(await countCells(db, understood, raw('p'), others, true))];
}

async function countCells(
  db: Database,
  understood: Sql,
  band: Sql,
  where: Sql,
  exact: boolean,
): Promise<RawCell[]> {
  // A row that breaks a rule must not split cells by values that are not to be trusted.
  const sound = (expression: string): Sql => raw(`CASE WHEN rule IS NULL THEN ${expression} END`);
  const counted = sql`SELECT rule, ${sound('domain')} AS domain, ${sound('model')} AS model, ${sound('policy')} AS policy, ${sound('band')} AS band,
      ${sound('eligible')} AS eligible, ${sound('immature')} AS immature, ${sound('verdict')} AS verdict, ${sound('severity')} AS severity,
      ${sound('inclusion')} AS inclusion, count(*) AS decisions, sum(p - band) AS excess, sum((p - band) * (p - band)) AS excess_squared,
      sum(cents) AS cents, min(decided_at) AS first, max(decided_at) AS last
    FROM (SELECT *, ${band} AS band FROM ${understood}) WHERE ${where} GROUP BY ALL`;
  const rolledUp = sql`WITH exact_cells AS (${counted}),
      spread AS (SELECT domain, model, count(DISTINCT band) <= ${raw(String(MOST_EXACT_VALUES))} AS exact FROM exact_cells GROUP BY ALL),
      banded AS (SELECT exact_cells.* REPLACE (CASE WHEN exact THEN band ELSE ${decimalBand('band')} END AS band), band AS p, exact
        FROM exact_cells JOIN spread ON exact_cells.domain IS NOT DISTINCT FROM spread.domain AND exact_cells.model IS NOT DISTINCT FROM spread.model)
    SELECT rule, domain, model, policy, band, eligible, immature, verdict, severity, inclusion, exact, sum(decisions) AS decisions,
      sum(decisions * (p - band)) AS excess, sum(decisions * (p - band) * (p - band)) AS excess_squared,
      sum(cents) AS cents, min(first) AS first, max(last) AS last FROM banded GROUP BY ALL`;
  const cells = exact ? rolledUp : sql`SELECT *, false AS exact FROM (${counted})`;
  const columns =
    await db.columns(sql`SELECT rule::INTEGER, domain, model, policy, band::INTEGER, eligible, immature, verdict, severity, inclusion,
      decisions::DOUBLE, coalesce(excess, 0)::DOUBLE, coalesce(excess_squared, 0)::DOUBLE, coalesce(cents, 0)::DOUBLE,
      epoch_ms(first)::DOUBLE, epoch_ms(last)::DOUBLE, exact
    FROM (${cells}) ORDER BY domain, model, band DESC, eligible, immature, policy, verdict, severity, inclusion, rule`);
  return toCells(columns);
}

const NAMES = Object.keys(Cell.shape).filter((name) => name !== 'exact') as (keyof RawCell)[];

/** Columns to records. The first is checked against the shape; a column has one type, so the rest follow. */
function toCells(columns: readonly (readonly unknown[])[]): RawCell[] {
  const count = columns[0]?.length ?? 0;
  const cells: RawCell[] = [];
  for (let index = 0; index < count; index++) {
    const entries = NAMES.map((name, column) => [name, columns[column]?.[index] ?? null] as const);
    const cell = { ...Object.fromEntries(entries), exact: columns[NAMES.length]?.[index] === true };
    cells.push(index === 0 ? Cell.parse(cell) : (cell as RawCell));
  }
  return cells;
}

/** A CASE over the domains that the configuration names, the defaults for all others. */
function perDomain(configuration: Configuration, expression: (rules: DomainRules) => Sql): Sql {
  const named = Object.keys(configuration.domains);
  const otherwise = expression(rulesFor(configuration, ''));
  if (named.length === 0) return otherwise;
  const cases = named.map(
    (domain) => sql`WHEN ${domain} THEN ${expression(rulesFor(configuration, domain))}`,
  );
  return sql`CASE domain ${join(cases, ' ')} ELSE ${otherwise} END`;
}

function eligibility(rules: DomainRules): Sql {
  const conditions: Sql[] = [];
  if (rules.maxAmount !== undefined) conditions.push(sql`coalesce(amount, 0) <= ${rules.maxAmount}::DOUBLE`);
  if (rules.alwaysReview !== undefined && rules.alwaysReview.length > 0) {
    const words = join(
      rules.alwaysReview.map((word) => sql`${word}`),
      ', ',
    );
    conditions.push(sql`NOT coalesce(list_has_any(triggers, [${words}]), false)`);
  }
  return conditions.length === 0 ? raw('true') : join(conditions, ' AND ');
}
