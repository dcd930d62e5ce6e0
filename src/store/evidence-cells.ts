import * as z from 'zod';
import { type Configuration, type DomainRules, rulesFor } from '../contracts/configuration.ts';
import type { Field } from '../contracts/mapping.ts';
import { VerdictWord } from '../contracts/verdict.ts';
import { decimalBand, ppm } from './band.ts';
import type { Database } from './database.ts';
import { join, raw, type Sql, sql, text } from './sql.ts';

/** One (domain, model) with more distinct confidences than this is counted in decimal bands. */
const MOST_EXACT_VALUES = 4000;
/**
 * Rows that are looked at to see which (domain, model) have many: an eighth, and no fewer than this. What they do not
 * show costs time, never exactness.
 */
const FEWEST_SAMPLE_ROWS = 122_880;

/** A cell as it leaves DuckDB. Nullable where a row that breaks a rule may still be among those counted. */
export interface RawCell {
  readonly domain: string | null;
  readonly model: string;
  readonly policy: string | null;
  /** Lower edge of the confidence band, ppm. */
  readonly band: number | null;
  readonly eligible: boolean;
  readonly immature: boolean | null;
  /** 'unknown' stands for any other word. */
  readonly verdict: VerdictWord | 'unknown' | null;
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

/** A cell of rows that break no rule. */
export interface SoundCell extends RawCell {
  readonly domain: string;
  readonly band: number;
  readonly immature: boolean;
  readonly verdict: VerdictWord | null;
  readonly first: number;
  readonly last: number;
}

/** Rows that are ready to be counted, and the expression that answers each key of a cell over them. */
export interface Understood {
  readonly relation: Sql;
  /** Constant where no row can differ: a key that never varies is not worth hashing. */
  readonly keys: { readonly policy: Sql; readonly eligible: Sql; readonly severity: Sql };
}

/** The model's name; empty and absent are one. Applied to few groups rather than to every row. */
export const MODEL_NAME = raw(`coalesce(nullif(model, ''), 'unversioned')`);

/**
 * Judged rows with what the configuration says of each: may the AI take it, is it old enough to count.
 *
 * @param absent optional columns that no source has
 */
export function understoodRows(
  rows: Sql,
  absent: ReadonlySet<Field>,
  configuration: Configuration,
  asOf: string,
): Understood {
  const eligible = perDomain(configuration, eligibility);
  return {
    relation: sql`(SELECT domain, model, policy, decided_at, ${ppm(raw('confidence'))} AS p, ${eligible} AS eligible,
      ${perDomain(configuration, (rules) => sql`decided_at > ${asOf}::TIMESTAMP - to_milliseconds(${rules.maturity}::BIGINT)`)} AS immature,
      verdict, severity, inclusion, round(coalesce(amount, 0) * 100)::BIGINT AS cents FROM ${rows})`,
    keys: {
      policy: raw(absent.has('policy') ? 'NULL::VARCHAR' : 'policy'),
      eligible: eligible.strings[0] === 'true' ? eligible : raw('eligible'),
      severity: raw(absent.has('severity') ? 'NULL::DOUBLE' : 'severity'),
    },
  };
}

/** A (domain, model), and whether its sample alone has more distinct confidences than are kept exactly. */
const Pair = z.object({ domain: z.string().nullable(), many: z.boolean() });

/**
 * Turns rows into counts: the one pass over everything. A second pass runs only for the domains that the sample did
 * not show.
 */
export async function evidenceCells(db: Database, understood: Understood): Promise<RawCell[]> {
  const sample = await db.rows(
    Pair,
    sql`SELECT domain, count(DISTINCT p) > ${raw(String(MOST_EXACT_VALUES))} AS many
      FROM (SELECT domain, model, p FROM ${understood.relation} 
        LIMIT (SELECT greatest(count(*) // 8, ${raw(String(FEWEST_SAMPLE_ROWS))}) FROM ${understood.relation})) GROUP BY domain, ${MODEL_NAME}`,
  );
  const few = new Set(sample.filter((one) => !one.many).map((one) => one.domain));
  const seen = new Set(sample.map((one) => one.domain));
  if (few.size === seen.size) return countCells(db, understood, raw('true'), raw('true'));
  const cells = await countCells(db, understood, among(few), raw('true'));
  const unseen = new Set(cells.map((cell) => cell.domain).filter((domain) => !seen.has(domain)));
  if (unseen.size === 0) return cells;
  return [
    ...cells.filter((cell) => !unseen.has(cell.domain)),
    ...(await countCells(db, understood, raw('true'), among(unseen))),
  ];
}

/** Whether a row's domain is one of these. */
function among(domains: ReadonlySet<string | null>): Sql {
  const names = [...domains].flatMap((domain) => (domain === null ? [] : [sql`${domain}`]));
  const named = names.length === 0 ? raw('false') : sql`coalesce(domain IN (${join(names, ', ')}), false)`;
  return domains.has(null) ? sql`(${named} OR domain IS NULL)` : named;
}

/** @param exactly whether a row is counted by its value first, and by its decimal band only where there are too many */
async function countCells(
  db: Database,
  understood: Understood,
  exactly: Sql,
  where: Sql,
): Promise<RawCell[]> {
  const { policy, eligible, severity } = understood.keys;
  // The band lies at or below the value, so the greater of the two is the value where it is asked for: cheaper than
  // a CASE, which would take the rows apart.
  const band =
    exactly.strings[0] === 'true' ? raw('p') : sql`greatest(${decimalBand('p')}, (${exactly})::INTEGER * p)`;
  const counted = sql`SELECT domain, model, band, immature, verdict, inclusion,
      ${policy} AS policy, ${eligible} AS eligible, ${severity} AS severity,
      count(*) AS decisions, sum(p - band) AS excess, sum((p - band) * (p - band)) AS excess_squared,
      sum(cents) AS cents, min(decided_at) AS first, max(decided_at) AS last
    FROM (SELECT *, ${band} AS band FROM ${understood.relation} WHERE ${where}) GROUP BY ALL`;
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE counted_cells AS SELECT * REPLACE (${MODEL_NAME} AS model, nullif(policy, '') AS policy) FROM (${rolledUp(counted, exactly)})`,
  );
  return readCells(db);
}

/** A name in many cells crosses over once; the cells carry its place. */
async function readCells(db: Database): Promise<RawCell[]> {
  const pairs = await db.rows(
    z.object({ domain: z.string().nullable(), model: z.string() }),
    sql`SELECT DISTINCT domain, model FROM counted_cells ORDER BY domain, model`,
  );
  const policies = await db.rows(
    z.object({ policy: z.string() }),
    sql`SELECT DISTINCT policy FROM counted_cells WHERE policy IS NOT NULL ORDER BY policy`,
  );
  const words = join(
    VerdictWord.options.map((option, place) => sql`WHEN ${text(option)} THEN ${raw(String(place))}`),
    ' ',
  );
  const unknown = raw(String(VerdictWord.options.length));
  const columns =
    await db.doubles(sql`SELECT COLUMNS(*)::DOUBLE FROM (SELECT dense_rank() OVER (ORDER BY domain, model) AS pair,
      CASE WHEN policy IS NOT NULL THEN dense_rank() OVER (ORDER BY policy) END AS policy_place, band, eligible, immature,
      CASE WHEN verdict IS NOT NULL THEN CASE verdict ${words} ELSE ${unknown} END END AS word,
      ${number('severity')}, ${number('inclusion')},
      decisions, excess, excess_squared, cents, CASE WHEN isfinite(first) THEN epoch_us(first) / 1000 END AS first,
      CASE WHEN isfinite(last) THEN epoch_us(last) / 1000 END AS last, exact
    FROM counted_cells ORDER BY domain, model, band DESC, eligible, immature, policy, word, severity, inclusion)`);
  const [pair, policy, band, eligible, immature, word, severity, inclusion, ...measures] = columns;
  const [decisions, excess, squared, cents, first, last, exact] = measures;
  return Array.from(pair ?? [], (place, i) => ({
    domain: pairs[place - 1]?.domain ?? null,
    model: pairs[place - 1]?.model ?? '',
    policy: policies[(at(policy, i) ?? 0) - 1]?.policy ?? null,
    band: at(band, i),
    eligible: at(eligible, i) === 1,
    immature: at(immature, i) === null ? null : at(immature, i) === 1,
    verdict: at(word, i) === null ? null : (VerdictWord.options[at(word, i) ?? -1] ?? 'unknown'),
    severity: at(severity, i),
    inclusion: at(inclusion, i),
    decisions: at(decisions, i) ?? 0,
    excess: at(excess, i) ?? 0,
    excessSquared: at(squared, i) ?? 0,
    amountCents: at(cents, i) ?? 0,
    first: at(first, i),
    last: at(last, i),
    exact: at(exact, i) === 1,
  }));
}

/** NaN, which would pass for NULL on its way here, as a number that is out of every range. */
function number(column: 'severity' | 'inclusion'): Sql {
  return raw(`CASE WHEN isnan(${column}) THEN -1 ELSE ${column} END AS ${column}`);
}

function at(column: Float64Array | undefined, index: number): number | null {
  const value = column?.[index] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

/** Cells of exact values, those of a pair with too many of them rolled up into decimal bands. */
function rolledUp(counted: Sql, exactly: Sql): Sql {
  // Within a cell of one value nothing exceeds its band, within one of a band already nothing moves: so the
  // mixed term of the square is zero in both.
  return sql`WITH exact_cells AS (${counted}),
      spread AS (SELECT domain, ${MODEL_NAME} AS name,
          bool_and(${exactly}) AND count(DISTINCT band) <= ${raw(String(MOST_EXACT_VALUES))} AS exact
        FROM exact_cells GROUP BY ALL),
      banded AS (SELECT exact_cells.* REPLACE (CASE WHEN exact THEN band ELSE ${decimalBand('band')} END AS band), band AS p, exact
        FROM exact_cells JOIN spread ON exact_cells.domain IS NOT DISTINCT FROM spread.domain AND ${MODEL_NAME} = name)
    SELECT domain, model, band, immature, verdict, inclusion, policy, eligible, severity, exact,
      sum(decisions) AS decisions, sum(excess + decisions * (p - band)) AS excess,
      sum(excess_squared + decisions * (p - band) * (p - band)) AS excess_squared,
      sum(cents) AS cents, min(first) AS first, max(last) AS last
    FROM banded GROUP BY ALL`;
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
