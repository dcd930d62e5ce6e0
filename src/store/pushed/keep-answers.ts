import * as z from 'zod';
import { DAY_MS } from '../../contracts/time.ts';
import type { Database } from '../database.ts';
import { id, raw, type Sql, sql } from '../sql.ts';
import { WORD_NAMED } from './answer-shapes.ts';
import type { Bounds } from './check-answers.ts';

/** What takes the place of what in the store. */
export interface Replacement {
  readonly bounds: Bounds;
  readonly partDays: number;
  /** First day since 1970 of the parts that are replaced; null for all. */
  readonly fromDay: number | null;
  /** The lake that is attached, as JSON; null for none. */
  readonly attached: string | null;
  /** ISO time of this run. */
  readonly at: string;
}

/** What came of it: counts before and after, and whether anything is another than before. */
export interface Replaced {
  readonly run: number | null;
  readonly cells: number;
  readonly decisions: number;
  /** Decisions that were not among the counts before. */
  readonly added: number;
}

const NULL_IF_NONE = (column: string): string =>
  `CASE WHEN ${column} = -1 THEN NULL ELSE ${column} END AS ${column}`;

/** The answers in the columns of each table, and which of its rows they replace from a day on. */
const TABLES: readonly { readonly name: string; readonly rows: string; readonly day: string }[] = [
  {
    name: 'pushed_cells',
    rows: `SELECT part::INTEGER AS part, domain, model, nullif(policy, '') AS policy, band::INTEGER AS band, exactly = 1 AS exactly, ${NULL_IF_NONE('inclusion')},
      holding::INTEGER AS eligible, immature = 1 AS immature, ${WORD_NAMED} AS verdict, ${NULL_IF_NONE('severity')},
      sum(decisions)::BIGINT AS decisions, sum(excess)::BIGINT AS excess, sum(excess_squared)::BIGINT AS excess_squared, sum(cents)::BIGINT AS cents,
      sum(votes)::BIGINT AS votes, make_timestamp(min("first")) AS first, make_timestamp(max("last")) AS last FROM answered_cells
      GROUP BY part, domain, model, policy, band, exactly, inclusion, holding, immature, word, severity`,
    day: 'part * part_days',
  },
  {
    name: 'pushed_audits',
    rows: `SELECT domain, model, DATE '1970-01-01' + day::INTEGER AS night, audited::INTEGER AS band, ${NULL_IF_NONE('inclusion')},
      holding::INTEGER AS holding, immature = 1 AS immature, ${WORD_NAMED} AS verdict, ${NULL_IF_NONE('severity')}, decisions FROM answered_audits`,
    day: `night - DATE '1970-01-01'`,
  },
  {
    name: 'pushed_confidences',
    rows: 'SELECT domain, model, day::INTEGER AS day, compared::INTEGER AS band, decisions FROM answered_confidences',
    day: 'day',
  },
  {
    name: 'pushed_starts',
    rows: 'SELECT domain, model, make_timestamp(moment) AS decided_at, p::INTEGER AS p, eligible = 1 AS eligible FROM answered_starts',
    day: `epoch_ms(decided_at) // ${DAY_MS}`,
  },
  {
    name: 'pushed_refused',
    rows: 'SELECT refused_part::INTEGER AS part, rule, sum(rows)::BIGINT AS rows FROM answered_refused GROUP BY ALL',
    // What has no time comes again every time.
    day: 'CASE WHEN part = -1 THEN 2147483647 ELSE part * part_days END',
  },
];

/**
 * Puts the answers in the place of what the store has of their days, within the transaction that is open. Where they say what
 * is there already, nothing is written.
 */
export async function keepAnswers(
  db: Database,
  { bounds, partDays, fromDay, attached, at }: Replacement,
): Promise<Replaced> {
  const old = (day: string): Sql =>
    fromDay === null
      ? raw('true')
      : sql`(${raw(day.replace('part_days', String(partDays)))}) >= ${fromDay}::INTEGER`;
  const before = await decisionsCounted(db);
  let changed = !(await db.exists(
    sql`FROM pushed_until WHERE as_of = ${bounds.asOf}::TIMESTAMP AND rules = ${bounds.rules} AND source = ${bounds.source}`,
  ));
  for (const { name, rows, day } of TABLES) {
    const stale = sql`(FROM ${id(name)} WHERE ${old(day)})`;
    const fresh = sql`(${raw(rows)})`;
    const isAlike =
      !(await db.exists(sql`FROM (FROM ${stale} EXCEPT ALL FROM ${fresh})`)) &&
      !(await db.exists(sql`FROM (FROM ${fresh} EXCEPT ALL FROM ${stale})`));
    if (isAlike) continue;
    changed = true;
    await db.run(sql`DELETE FROM ${id(name)} WHERE ${old(day)}`);
    await db.run(sql`INSERT INTO ${id(name)} BY NAME FROM ${fresh}`);
  }
  const cells = await db.count(raw('answered_cells'));
  const decisions = await decisionsCounted(db);
  const added = Math.max(0, decisions - before);
  if (!changed) return { run: null, cells, decisions, added };
  const [run] = await db.column(raw('SELECT coalesce(max(run), 0)::INTEGER + 1 FROM runs'));
  // A run of no rows: answers that were kept are those of the runs before.
  await db.run(
    sql`INSERT INTO runs VALUES (${Number(run)}::INTEGER, ${at}::TIMESTAMP, 0, 0, 0, 0, 0, 0, 0, 0)`,
  );
  await db.run(raw('DELETE FROM pushed_until'));
  await db.run(
    sql`INSERT INTO pushed_until VALUES (${bounds.asOf}::TIMESTAMP, ${bounds.rules}, ${bounds.source}, ${partDays}::INTEGER, ${Number(run)}::INTEGER, ${attached}::VARCHAR)`,
  );
  return { run: Number(run), cells, decisions, added };
}

async function decisionsCounted(db: Database): Promise<number> {
  const [total] = await db.column(raw('SELECT coalesce(sum(decisions), 0)::DOUBLE FROM pushed_cells'));
  return Number(total);
}

/** How many decisions each record has in the counts before a day since 1970; none where all is replaced. */
export async function decisionsBefore(
  db: Database,
  fromDay: number | null,
): Promise<{ domain: string; model: string; decisions: number }[]> {
  if (fromDay === null) return [];
  return db.rows(
    z.object({ domain: z.string(), model: z.string(), decisions: z.number() }),
    sql`SELECT domain, model, sum(decisions)::DOUBLE AS decisions FROM pushed_cells
      WHERE part * (SELECT max(part_days) FROM pushed_until) < ${fromDay}::INTEGER GROUP BY ALL`,
  );
}
