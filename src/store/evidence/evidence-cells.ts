import * as z from 'zod';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { decimalBand, intoOwnBands } from './band.ts';
import { type CellColumns, readCellColumns } from './cell-columns.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/** One (domain, model) with more distinct confidences than this is counted in decimal bands. */
export const MOST_EXACT_VALUES = 4000;
/**
 * Rows that are looked at to see which (domain, model) have many: an eighth, and no fewer than this. What they do not
 * show costs time, never exactness.
 */
export const FEWEST_SAMPLE_ROWS = 122_880;

/** A (domain, model), and whether its sample alone has more distinct confidences than are kept exactly. */
const Pair = z.object({ domain: z.string().nullable(), many: z.boolean() });

/**
 * Turns rows into counts: the one pass over everything. A second pass runs only for the domains that the sample did
 * not show.
 *
 * @param rows how many there are
 */
export async function evidenceCells(
  db: Database,
  understood: Understood,
  rows: number,
): Promise<CellColumns[]> {
  const sampled = Math.max(Math.floor(rows / 8), FEWEST_SAMPLE_ROWS);
  const sample = await db.rows(
    Pair,
    sql`SELECT domain, count(DISTINCT p) > ${raw(String(MOST_EXACT_VALUES))} AS many
      FROM (SELECT domain, model, p FROM ${understood.relation} LIMIT ${raw(String(sampled))}) GROUP BY domain, ${MODEL_NAME}`,
  );
  const few = new Set(sample.filter((one) => !one.many).map((one) => one.domain));
  const seen = new Set(sample.map((one) => one.domain));
  const exactly = few.size === seen.size ? raw('true') : among(few);
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE counted_cells AS ${counted(understood, exactly, raw('true'))}`,
  );
  if (few.size < seen.size) await recountUnseen(db, understood, seen);
  return readCellColumns(db);
}

async function recountUnseen(
  db: Database,
  understood: Understood,
  seen: ReadonlySet<string | null>,
): Promise<void> {
  const found = await db.rows(
    z.object({ domain: z.string().nullable() }),
    sql`SELECT DISTINCT domain FROM counted_cells`,
  );
  const unseen = new Set(found.map((one) => one.domain).filter((domain) => !seen.has(domain)));
  if (unseen.size === 0) return;
  await db.run(sql`DELETE FROM counted_cells WHERE ${among(unseen)}`);
  await db.run(sql`INSERT INTO counted_cells ${counted(understood, raw('true'), among(unseen))}`);
}

/** Whether a row's domain is one of these. */
function among(domains: ReadonlySet<string | null>): Sql {
  const names = [...domains].flatMap((domain) => (domain === null ? [] : [sql`${domain}`]));
  const named = names.length === 0 ? raw('false') : sql`coalesce(domain IN (${join(names, ', ')}), false)`;
  return domains.has(null) ? sql`(${named} OR domain IS NULL)` : named;
}

/** @param exactly whether a row is counted by its value first, and by its decimal band only where there are too many */
function counted({ relation, keys }: Understood, exactly: Sql, where: Sql): Sql {
  // The band lies at or below the value, so the greater of the two is the value where it is asked for: cheaper than
  // a CASE, which would take the rows apart.
  const band =
    exactly.strings[0] === 'true' ? raw('p') : sql`greatest(${decimalBand('p')}, (${exactly})::INTEGER * p)`;
  const cells = cellsBy(sql`(SELECT * FROM ${relation} WHERE ${where})`, keys, band);
  return named(rolledUp(sql`SELECT *, ${exactly} AS exactly FROM (${cells})`));
}

function cellsBy(relation: Sql, keys: Understood['keys'], band: Sql): Sql {
  // Sums of so small whole numbers are exact in doubles, which add up in half the time of wider integers.
  return sql`SELECT domain, model, band, immature, verdict, inclusion,
      ${keys.policy} AS policy, ${keys.holding} AS eligible, ${keys.severity} AS severity,
      count(*) AS decisions, sum((p - band)::DOUBLE) AS excess, sum(((p - band) * (p - band))::DOUBLE) AS excess_squared,
      sum(cents) AS cents, min(decided_at) AS first, max(decided_at) AS last
    FROM (SELECT *, ${band} AS band FROM ${relation}) GROUP BY ALL`;
}

/** Counts rows with nothing but their values, as `rolledUp` and others add them up. */
export function exactCells({ relation, keys }: Understood): Sql {
  return cellsBy(relation, keys, raw('p'));
}

/** Cells by the names under which they are read. */
export function named(cells: Sql): Sql {
  return sql`SELECT * REPLACE (${MODEL_NAME} AS model, nullif(policy, '') AS policy) FROM (${cells})`;
}

/**
 * Cells of exact values, those of a pair with too many of them rolled up into decimal bands.
 *
 * @param counted cells, `exactly` where their band is the value
 */
export function rolledUp(counted: Sql): Sql {
  const owned = sql`(SELECT exact_cells.*, exact, CASE WHEN exact THEN band ELSE ${decimalBand('band')} END AS own
      FROM exact_cells JOIN spread ON exact_cells.domain IS NOT DISTINCT FROM spread.domain AND ${MODEL_NAME} = name)`;
  return sql`WITH exact_cells AS (${counted}),
      spread AS (SELECT domain, ${MODEL_NAME} AS name,
          bool_and(exactly) AND count(DISTINCT band) <= ${raw(String(MOST_EXACT_VALUES))} AS exact
        FROM exact_cells GROUP BY ALL)
    SELECT domain, model, band, immature, verdict, inclusion, policy, eligible, severity, exact,
      sum(decisions) AS decisions, sum(excess) AS excess, sum(excess_squared) AS excess_squared,
      sum(cents) AS cents, min(first) AS first, max(last) AS last
    FROM ${intoOwnBands(owned)} GROUP BY ALL`;
}
