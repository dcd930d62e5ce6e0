import * as z from 'zod';
import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import { type Evidence, START_DECISIONS } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import type { CellColumns } from './cell-columns.ts';
import { evidenceCells } from './evidence-cells.ts';
import { nameOf } from './slice-values.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/** A value that fewer of the first decisions have is pooled with the others like it. */
const LEAST_SHARE = 0.05;

/** A value that is a slice by itself: the place of its domain among those asked for, and of its column. */
const NamedSlice = z.object({
  place: z.number(),
  col: z.number(),
  value: z.string(),
  decisions: z.number(),
});
export type NamedSlice = z.infer<typeof NamedSlice>;

/** Index of the slice of all values that have no name of their own. */
export const UNNAMED = -1;

/**
 * Makes the table `sliced_rows`: the rows that the evidence counts, once for each column that their domain is sliced by,
 * with the index of their slice.
 *
 * @returns the slices by index, settled by the first decisions in time, without their verdicts
 */
export async function sliceRows(
  db: Database,
  understood: Understood,
  asked: readonly Evidence[],
  columns: readonly string[],
  configuration: Configuration,
): Promise<NamedSlice[]> {
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE valued_rows AS ${valuedRows(understood, asked, columns, configuration)}`,
  );
  const named = namesOf(await firstValues(db));
  const names = [{ place: -1, col: -1, value: '' }, ...named].map(
    ({ place, col, value }, row) =>
      sql`(${place}::INTEGER, ${col}::INTEGER, ${value}::VARCHAR, ${row - 1}::INTEGER)`,
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE sliced_rows AS
    SELECT valued_rows.*, coalesce(names.slice, ${raw(String(UNNAMED))}) AS slice
    FROM valued_rows LEFT JOIN (VALUES ${join(names, ', ')}) AS names (place, col, value, slice)
      ON valued_rows.place = names.place AND valued_rows.col = names.col AND valued_rows.value = names.value`);
  await db.run(sql`DROP TABLE valued_rows`);
  return named;
}

function valuedRows(
  { relation }: Understood,
  asked: readonly Evidence[],
  columns: readonly string[],
  configuration: Configuration,
): Sql {
  const wanted = asked.flatMap(({ domain, model, immature }, place) =>
    (rulesFor(configuration, domain).slices ?? []).map(
      (column) =>
        sql`(${place}::INTEGER, ${domain}::VARCHAR, ${model}::VARCHAR, ${immature === 0}::BOOLEAN, ${columns.indexOf(column)}::INTEGER)`,
    ),
  );
  const values = columns.map((_, place) => sql`WHEN ${raw(String(place))} THEN ${nameOf(place)}`);
  // Its first decisions name the slices of a domain, those that are too young to count among them too.
  return sql`SELECT rows.*, place, col, CASE col ${join(values, ' ')} END AS value, all_of_them OR NOT immature AS counts,
      rank() OVER (PARTITION BY place, col ORDER BY decided_at) <= ${raw(String(START_DECISIONS))} AS is_first
    FROM (SELECT *, ${MODEL_NAME} AS name FROM ${relation}) AS rows
    JOIN (VALUES ${join(wanted, ', ')}) AS wanted (place, of_domain, of_model, all_of_them, col)
      ON rows.domain = of_domain AND name = of_model
    JOIN slice_values ON rows.decision_id = slice_values.decision_id`;
}

async function firstValues(db: Database): Promise<NamedSlice[]> {
  return db.rows(
    NamedSlice,
    sql`SELECT place, col, value, count(*)::INTEGER AS decisions FROM valued_rows WHERE is_first
      GROUP BY ALL ORDER BY place, col, decisions DESC, value`,
  );
}

/** Values that are slices by themselves. Where the rest is too small for one, the rarest of them joins it. */
function namesOf(seen: readonly NamedSlice[]): NamedSlice[] {
  const groups = new Map<string, NamedSlice[]>();
  for (const one of seen) {
    const key = `${one.place} ${one.col}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const least = LEAST_SHARE * group.reduce((sum, { decisions }) => sum + decisions, 0);
    const frequent = group.filter(({ decisions }) => decisions >= least);
    let rest = group.reduce((sum, { decisions }) => sum + (decisions >= least ? 0 : decisions), 0);
    while (rest > 0 && rest < least && frequent.length > 0) rest += frequent.pop()?.decisions ?? 0;
    return frequent;
  });
}

/** Cells by slice, and by domain as a whole. */
export interface CountedSlices {
  readonly slice: (place: number, col: number, slice: number) => CellColumns | undefined;
  readonly whole: (place: number) => CellColumns | undefined;
}

/**
 * Counts as the domain's own rows are counted, with the slice for a domain.
 *
 * @param where which of `sliced_rows`
 * @param left decisions that are a person's, as a condition on `sliced_rows`; null where none is
 */
export async function countSlices(
  db: Database,
  { keys }: Understood,
  where: Sql,
  left: Sql | null,
): Promise<CountedSlices> {
  const { rows } = await db.row(
    z.object({ rows: z.number() }),
    sql`SELECT count(*)::DOUBLE AS rows FROM sliced_rows WHERE ${where}`,
  );
  const of = (key: Sql, which: Sql): Sql =>
    sql`SELECT sliced_rows.* REPLACE (concat_ws(' ', ${key}) AS domain, 'slice' AS model${left === null ? raw('') : sql`, eligible AND ${notLeft(left)} AS eligible`})
      FROM sliced_rows WHERE counts AND ${where} AND ${which}`;
  // Once more as a whole, by the rows of one column.
  const whole = sql`col = (SELECT min(other.col) FROM sliced_rows AS other WHERE other.place = sliced_rows.place)`;
  const parts = [
    of(raw('place, col, slice'), raw('true')),
    ...(left === null ? [] : [of(raw('place'), whole)]),
  ];
  const counting = left === null ? keys : { ...keys, eligible: raw('eligible'), holding: raw('eligible') };
  const relation = sql`(${join(parts, ' UNION ALL ')})`;
  const cells = await evidenceCells(db, { relation, keys: counting }, rows);
  const byKey = new Map(cells.map((one) => [one.domain ?? '', one]));
  return {
    slice: (place, col, slice) => byKey.get(`${place} ${col} ${slice}`),
    whole: (place) => byKey.get(`${place}`),
  };
}

/** The same rows, where those that `sliced_rows` has under a condition are never the AI's to take. */
export function leavingRows({ relation, keys }: Understood, left: Sql): Understood {
  return {
    relation,
    keys: { ...keys, holding: sql`(${keys.holding}::INTEGER * (${notLeft(left)})::INTEGER)` },
  };
}

function notLeft(left: Sql): Sql {
  return sql`decision_id NOT IN (SELECT left_rows.decision_id FROM sliced_rows AS left_rows WHERE ${left})`;
}
