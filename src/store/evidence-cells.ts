import { z } from 'zod';
import { type Configuration, type DomainRules, rulesFor } from '../contracts/configuration.ts';
import { decimalBand, ppm } from './band.ts';
import type { Database } from './database.ts';
import { join, raw, type Sql, sql } from './sql.ts';

/** One (domain, model) with more distinct confidences than this is counted in decimal bands. */
const MOST_EXACT_VALUES = 4000;
/** Rows that are looked at to guess which (domain, model) have many; the guess costs time, never exactness. */
const SAMPLE_ROWS = 200_000;

/** A cell as it leaves DuckDB. Nullable where a row that breaks a rule may still be among those counted. */
export interface RawCell {
  readonly domain: string | null;
  readonly model: string;
  readonly policy: string | null;
  /** Lower edge of the confidence band, ppm. */
  readonly band: number | null;
  readonly eligible: boolean;
  readonly immature: boolean | null;
  readonly verdict: string | null;
  readonly severity: number | null;
  readonly inclusion: number | null;
  readonly decisions: number;
  readonly excess: number;
  readonly excessSquared: number;
  readonly amountCents: number;
  /** First and last time of decision, ms since 1970 UTC; null where it is no finite time. */
  readonly first: number | null;
  readonly last: number | null;
  /** Whether the band is the value. */
  readonly exact: boolean;
}

/** Judged rows with what the configuration says of each: may the AI take it, is it old enough to count. */
export function understoodRows(rows: Sql, configuration: Configuration, asOf: string): Sql {
  return sql`(SELECT domain, coalesce(nullif(model, ''), 'unversioned') AS model, policy, decided_at,
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
  const sample = await db.rows(
    z.object({ domain: z.string().nullable(), model: z.string() }),
    sql`SELECT domain, model FROM (SELECT domain, model, p FROM ${understood} LIMIT ${raw(String(SAMPLE_ROWS))})
      GROUP BY ALL HAVING count(DISTINCT p) > ${raw(String(MOST_EXACT_VALUES))}`,
  );
  const many = sample.filter((one) => one.domain !== null);
  if (many.length === 0) return countCells(db, understood, raw('p'), raw('true'), true);
  const inBands = await countCells(db, understood, decimalBand('p'), raw('true'), false);
  const key = (cell: { domain: string | null; model: string }): string =>
    JSON.stringify([cell.domain, cell.model]);
  const settled = new Set(many.map(key));
  const kept = inBands.filter((cell) => cell.domain === null || settled.has(key(cell)));
  if (kept.length === inBands.length) return kept;
  const pairs = join(
    many.map((one) => sql`(${one.domain}, ${one.model})`),
    ', ',
  );
  return [
    ...kept,
    ...(await countCells(db, understood, raw('p'), sql`(domain, model) NOT IN (${pairs})`, true)),
  ];
}

const KEYS = raw('domain, model, policy, band, eligible, immature, verdict, severity, inclusion');

async function countCells(
  db: Database,
  understood: Sql,
  band: Sql,
  where: Sql,
  exact: boolean,
): Promise<RawCell[]> {
  const counted = sql`SELECT ${KEYS}, count(*) AS decisions, sum(p - band) AS excess, sum((p - band) * (p - band)) AS excess_squared,
      sum(cents) AS cents, min(decided_at) AS first, max(decided_at) AS last
    FROM (SELECT *, ${band} AS band FROM ${understood} WHERE ${where}) GROUP BY ALL`;
  const rolledUp = sql`WITH exact_cells AS (${counted}),
      spread AS (SELECT domain, model, count(DISTINCT band) <= ${raw(String(MOST_EXACT_VALUES))} AS exact FROM exact_cells GROUP BY ALL),
      banded AS (SELECT exact_cells.* REPLACE (CASE WHEN exact THEN band ELSE ${decimalBand('band')} END AS band), band AS p, exact
        FROM exact_cells JOIN spread ON exact_cells.domain IS NOT DISTINCT FROM spread.domain AND exact_cells.model = spread.model)
    SELECT ${KEYS}, exact, sum(decisions) AS decisions, sum(decisions * (p - band)) AS excess,
      sum(decisions * (p - band) * (p - band)) AS excess_squared, sum(cents) AS cents, min(first) AS first, max(last) AS last
    FROM banded GROUP BY ALL`;
  const cells = exact ? rolledUp : sql`SELECT *, false AS exact FROM (${counted})`;
  const columns =
    await db.columns(sql`SELECT domain, model, policy, band::INTEGER, eligible, immature, verdict, severity::DOUBLE, inclusion::DOUBLE,
      decisions::DOUBLE, excess::DOUBLE, excess_squared::DOUBLE, cents::DOUBLE,
      CASE WHEN isfinite(first) THEN epoch_us(first) / 1000 END, CASE WHEN isfinite(last) THEN epoch_us(last) / 1000 END, exact
    FROM (${cells}) ORDER BY domain, model, band DESC, eligible, immature, policy, verdict, severity, inclusion`);
  return toCells(columns);
}

const Text = z.string().nullable();
const Number_ = z.number().nullable();
const Flag = z.boolean().nullable();
/** A column has one type, so its first value speaks for all. */
const COLUMN_TYPES = [
  Text,
  Text,
  Text,
  Number_,
  Flag,
  Flag,
  Text,
  Number_,
  Number_,
  ...Array(6).fill(Number_),
  Flag,
];

function toCells(columns: readonly (readonly unknown[])[]): RawCell[] {
  COLUMN_TYPES.forEach((type, index) => {
    type.parse(columns[index]?.[0] ?? null);
  });
  const [domain, model, policy, band, eligible, immature, verdict, severity, inclusion, ...measures] =
    columns;
  const [decisions, excess, excessSquared, cents, first, last, exact] = measures;
  return (domain ?? []).map((name, i) => ({
    domain: name as string | null,
    model: model?.[i] as string,
    policy: policy?.[i] as string | null,
    band: band?.[i] as number | null,
    eligible: eligible?.[i] === true,
    immature: immature?.[i] as boolean | null,
    verdict: verdict?.[i] as string | null,
    severity: severity?.[i] as number | null,
    inclusion: inclusion?.[i] as number | null,
    decisions: decisions?.[i] as number,
    excess: excess?.[i] as number,
    excessSquared: excessSquared?.[i] as number,
    amountCents: cents?.[i] as number,
    first: first?.[i] as number | null,
    last: last?.[i] as number | null,
    exact: exact?.[i] === true,
  }));
}

/** A CASE over the domains that the configuration names, the defaults for all others. */
function perDomain(configuration: Configuration, expression: (rules: DomainRules) => Sql): Sql {
  const otherwise = expression(rulesFor(configuration, ''));
  const cases = Object.keys(configuration.domains)
    .map((domain) => ({ domain, own: expression(rulesFor(configuration, domain)) }))
    // A domain that differs in nothing that this expression asks for costs no branch.
    .filter(({ own }) => JSON.stringify(own) !== JSON.stringify(otherwise))
    .map(({ domain, own }) => sql`WHEN ${domain} THEN ${own}`);
  return cases.length === 0 ? otherwise : sql`CASE domain ${join(cases, ' ')} ELSE ${otherwise} END`;
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
  return conditions.length === 0 ? raw('true') : sql`(${join(conditions, ' AND ')})`;
}
