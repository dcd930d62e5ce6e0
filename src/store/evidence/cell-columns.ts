import * as z from 'zod';
import { VerdictWord } from '../../contracts/verdict.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql, text } from '../sql.ts';

/**
 * The cells of one (domain, model) as they leave DuckDB, column by column, the highest band first: as objects, a
 * hundred thousand of them would cost more than counting the rows. NaN stands for NULL, 0 and 1 for no and yes.
 */
export interface CellColumns {
  /** null, as much else, where rows that break a rule may still be among those counted. */
  readonly domain: string | null;
  readonly model: string;
  readonly length: number;
  /** Which policy was in force: a number for each, meaningless but for telling them apart. */
  readonly policy: Float64Array;
  /** Lower edge of the confidence band, ppm. */
  readonly band: Float64Array;
  /** How many amount steps let the AI take them; where a domain has none, whether it may. */
  readonly eligible: Float64Array;
  readonly immature: Float64Array;
  /** Place in `VerdictWord`; one place further stands for any other word. */
  readonly word: Float64Array;
  readonly severity: Float64Array;
  readonly inclusion: Float64Array;
  readonly decisions: Float64Array;
  readonly excess: Float64Array;
  readonly excessSquared: Float64Array;
  readonly amountCents: Float64Array;
  /** First and last time of decision, ms since 1970 UTC; NaN where it is no finite time. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** Whether the band is the value. */
  readonly exact: Float64Array;
}

const COLUMNS = [
  'policy',
  'band',
  'eligible',
  'immature',
  'word',
  'severity',
  'inclusion',
  'decisions',
  'excess',
  'excessSquared',
  'amountCents',
  'first',
  'last',
  'exact',
] as const;

/** Any word but the four. */
export const UNKNOWN_WORD = VerdictWord.options.length;

/** Place of a row's verdict among the words; NULL where nobody judged it. */
export const WORD = sql`CASE WHEN verdict IS NOT NULL THEN CASE verdict ${join(
  VerdictWord.options.map((option, place) => sql`WHEN ${text(option)} THEN ${raw(String(place))}`),
  ' ',
)} ELSE ${raw(String(UNKNOWN_WORD))} END END`;

/** Reads the table `counted_cells`, (domain, model) by (domain, model). A name crosses over once, not with every cell. */
export async function readCellColumns(db: Database): Promise<CellColumns[]> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cell_names AS SELECT *, dense_rank() OVER (ORDER BY domain, model) AS pair,
      row_number() OVER (ORDER BY domain, model, policy) AS place FROM (SELECT DISTINCT domain, model, policy FROM counted_cells)`);
  const pairs = await db.rows(
    z.object({ domain: z.string().nullable(), model: z.string() }),
    sql`SELECT DISTINCT ON (pair) domain, model FROM cell_names ORDER BY pair`,
  );
  const [pair, ...columns] = await db.doubles(sql`SELECT pair, place AS policy, band, eligible, immature,
      ${WORD} AS word,
      ${number('severity')}, ${number('inclusion')}, decisions, excess, excess_squared, cents,
      CASE WHEN isfinite(first) THEN epoch_us(first) / 1000 END AS first,
      CASE WHEN isfinite(last) THEN epoch_us(last) / 1000 END AS last, exact
    FROM counted_cells JOIN cell_names ON counted_cells.domain IS NOT DISTINCT FROM cell_names.domain
      AND counted_cells.model = cell_names.model AND counted_cells.policy IS NOT DISTINCT FROM cell_names.policy
    ORDER BY pair, band DESC, eligible, immature, place, word, severity, inclusion`);
  let end = 0;
  return pairs.map((names, index) => {
    const begin = end;
    while (pair?.[end] === index + 1) end++;
    return { ...names, length: end - begin, ...columnsFrom(columns, begin, end) };
  });
}

/**
 * Reads the same of the tables `kept_cells` and `cell_pairs`, where what a (domain, model) has one of stands beside its cells.
 */
export async function readPairColumns(db: Database): Promise<CellColumns[]> {
  const pairs = await db.rows(
    z.object({
      domain: z.string(),
      model: z.string(),
      exact: z.boolean(),
      first: z.number(),
      last: z.number(),
    }),
    raw(`SELECT domain, model, exact, epoch_us(first) / 1000 AS first, epoch_us(last) / 1000 AS last
      FROM cell_pairs ORDER BY domain, model`),
  );
  const [pair, ...columns] = await db.doubles(sql`
    WITH places AS (SELECT pair, row_number() OVER (ORDER BY domain, model) - 1 AS place FROM cell_pairs),
      policies AS (SELECT policy, row_number() OVER (ORDER BY policy) AS number FROM (SELECT DISTINCT policy FROM kept_cells))
    SELECT place, number, band, eligible, immature, ${WORD} AS word, ${number('severity')}, ${number('inclusion')},
      decisions, excess, excess_squared, cents
    FROM kept_cells JOIN places USING (pair) JOIN policies ON kept_cells.policy IS NOT DISTINCT FROM policies.policy
    ORDER BY place, band DESC, eligible, immature, number, word, severity, inclusion`);
  let end = 0;
  return pairs.map(({ domain, model, exact, first, last }, place) => {
    const begin = end;
    while (pair?.[end] === place) end++;
    const length = end - begin;
    const alike = (value: number): Float64Array => new Float64Array(length).fill(value);
    const beside = [alike(first), alike(last), alike(Number(exact))];
    const own = [...columns.map((column) => column.subarray(begin, end)), ...beside];
    return { domain, model, length, ...columnsFrom(own, 0, length) };
  });
}

function columnsFrom(
  columns: readonly Float64Array[],
  begin: number,
  end: number,
): Record<(typeof COLUMNS)[number], Float64Array> {
  const entries = COLUMNS.map((name, place) => [name, columns[place]?.subarray(begin, end)]);
  return Object.fromEntries(entries) as Record<(typeof COLUMNS)[number], Float64Array>;
}

/** NaN, which would pass for NULL on its way here, as a number that is out of every range. */
function number(column: 'severity' | 'inclusion'): Sql {
  return raw(`CASE WHEN isnan(${column}) THEN -1 ELSE ${column} END AS ${column}`);
}
