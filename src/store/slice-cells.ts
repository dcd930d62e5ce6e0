import * as z from 'zod';
import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import { type Evidence, START_DECISIONS } from '../contracts/evidence.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { OTHER_VALUES, type SliceEvidence } from '../contracts/slice.ts';
import type { Database } from './database.ts';
import { evidenceOf } from './evidence.ts';
import { evidenceCells } from './evidence-cells.ts';
import type { NormalisedSource } from './normalise.ts';
import { gatherSliceValues, nameOf, sliceColumns } from './slice-values.ts';
import { join, raw, type Sql, sql } from './sql.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/** A value that fewer of the first decisions have is pooled with the others like it. */
const LEAST_SHARE = 0.05;

/** What slices are read from: a history, and how its columns are called. */
export interface Sliced {
  readonly evidence: readonly Evidence[];
  readonly understood: Understood;
  readonly sources: readonly NormalisedSource[];
}

const Seen = z.object({
  place: z.number(),
  col: z.number(),
  value: z.string(),
  decisions: z.number(),
});
type Seen = z.infer<typeof Seen>;

/**
 * Evidence on each slice of the domains that are sliced, in the order of the columns and, within one, of how frequent
 * the values are; nothing is asked of the rows where no domain is. Which slices there are is settled by the first
 * decisions in time (as the starts of the search are), without their verdicts: a value that one of twenty of them has
 * is a slice, all others, those that come up later too, are one slice together.
 *
 * @throws Problem configuration: a column that no file has, or that a verdict fills
 */
export async function sliceEvidence(
  db: Database,
  { evidence, understood, sources }: Sliced,
  mapping: Mapping,
  configuration: Configuration,
): Promise<ReadonlyMap<Evidence, readonly SliceEvidence[]>> {
  const columns = sliceColumns(configuration);
  const asked = evidence.filter(
    ({ domain, selection }) =>
      selection !== 'unknown' && (rulesFor(configuration, domain).slices ?? []).length > 0,
  );
  if (columns.length === 0) return new Map();
  await gatherSliceValues(db, sources, mapping, columns);
  if (asked.length === 0) return new Map();
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE sliced_rows AS ${slicedRows(understood, asked, columns, configuration)}`,
  );
  const named = namesOf(await firstValues(db));
  const counted = await countSlices(db, understood, named);
  return new Map(
    asked.map((one, place) => [one, evidenceOfSlices(one, place, columns, named, counted, configuration)]),
  );
}

/** The rows that the evidence counts, once for each column that their domain is sliced by. */
function slicedRows(
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

async function firstValues(db: Database): Promise<Seen[]> {
  return db.rows(
    Seen,
    sql`SELECT place, col, value, count(*)::INTEGER AS decisions FROM sliced_rows WHERE is_first
      GROUP BY ALL ORDER BY place, col, decisions DESC, value`,
  );
}

/** Values that are slices by themselves. Where the rest is too small for one, the rarest of them joins it. */
function namesOf(seen: readonly Seen[]): Seen[] {
  const groups = new Map<string, Seen[]>();
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

type Counted = ReadonlyMap<string, Awaited<ReturnType<typeof evidenceCells>>[number]>;

/** Counts as the domain's own rows are counted, with the slice for a domain. */
async function countSlices(db: Database, { keys }: Understood, named: readonly Seen[]): Promise<Counted> {
  const names = named.map(
    ({ place, col, value }, index) =>
      sql`(${place}::INTEGER, ${col}::INTEGER, ${value}::VARCHAR, ${index}::INTEGER)`,
  );
  const none = sql`(-1, -1, '', -1)`;
  const { rows } = await db.row(
    z.object({ rows: z.number() }),
    sql`SELECT count(*)::DOUBLE AS rows FROM sliced_rows`,
  );
  const relation = sql`(SELECT sliced_rows.* REPLACE (concat_ws(' ', sliced_rows.place, sliced_rows.col, coalesce(names.index, -1)) AS domain, 'slice' AS model)
    FROM sliced_rows LEFT JOIN (VALUES ${join([none, ...names], ', ')}) AS names (place, col, value, index)
      ON sliced_rows.place = names.place AND sliced_rows.col = names.col AND sliced_rows.value = names.value WHERE counts)`;
  const cells = await evidenceCells(db, { relation, keys }, rows);
  return new Map(cells.map((one) => [one.domain ?? '', one]));
}

function evidenceOfSlices(
  whole: Evidence,
  place: number,
  columns: readonly string[],
  named: readonly Seen[],
  counted: Counted,
  configuration: Configuration,
): SliceEvidence[] {
  const { domain, model } = whole;
  const rules = rulesFor(configuration, domain);
  const restIsUnknown = { ...whole, decisions: 0, immature: 0, cells: [], audits: null };
  const [first, last] = [Date.parse(whole.firstDecidedAt), Date.parse(whole.lastDecidedAt)];
  const read = (column: string, value: string, index: number): SliceEvidence => {
    const cells = counted.get(`${place} ${columns.indexOf(column)} ${index}`);
    if (cells === undefined) return { column, value, evidence: restIsUnknown };
    const decisions = cells.decisions.reduce((sum, one) => sum + one, 0);
    const span = { domain, model, decisions, first, last };
    return { column, value, evidence: evidenceOf(span, cells, [], rules) };
  };
  return (rules.slices ?? []).flatMap((column) => {
    const own = named.flatMap((one, index) =>
      one.place === place && columns[one.col] === column ? [read(column, one.value, index)] : [],
    );
    // What never is the AI's to take needs no test.
    return [...own, read(column, OTHER_VALUES, -1)].filter(({ evidence }) =>
      evidence.cells.some(({ eligible }) => eligible),
    );
  });
}
