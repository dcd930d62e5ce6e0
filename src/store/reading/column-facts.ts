import * as z from 'zod';
import type { Database } from '../database.ts';
import { id, join, raw, type Sql, sql } from '../sql.ts';
import { isTime, LARGEST_AMOUNT } from './checks.ts';
import type { NormalisedSource } from './normalise.ts';

/** What the ends of the columns say; Parquet answers it from its statistics. */
export interface ColumnFacts {
  /** Rows that may be decisions. */
  readonly rows: number;
  /** The newest time of any decision or verdict, rounded up to the millisecond; null where there is none. */
  readonly newest: string | null;
  /**
   * Whether what no cell shows is in its range: amounts, verdict times, and a confidence that exceeds 1 by less than
   * a cell can tell. True where a row must be read to be understood: then it is looked at in any case.
   */
  readonly inRange: (asOf: string) => boolean;
}

const Ends = z.object({
  rows: z.number(),
  confidence: z.boolean(),
  amount: z.boolean(),
  reviewed: z.boolean(),
  latest_review: z.number().nullable(),
  newest: z.number().nullable(),
  are_times: z.boolean(),
});

/** Asks every source for the ends of its columns. */
export async function columnFacts(db: Database, sources: readonly NormalisedSource[]): Promise<ColumnFacts> {
  const ends = await db.row(Ends, endsOf(sources, quickEnds));
  const newest = ends.are_times ? ends.newest : (await db.row(Ends, endsOf(sources, carefulEnds))).newest;
  return {
    rows: ends.rows,
    newest: newest === null ? null : new Date(newest).toISOString(),
    inRange: (asOf) =>
      ends.confidence &&
      ends.amount &&
      ends.reviewed &&
      (ends.latest_review === null || ends.latest_review <= Date.parse(asOf)),
  };
}

function endsOf(sources: readonly NormalisedSource[], ends: (source: NormalisedSource) => Sql): Sql {
  const upToMs = (time: string): Sql =>
    raw(`CASE WHEN ${isTime(time)} THEN epoch_ms(${time} + INTERVAL 999 microsecond) END::DOUBLE`);
  const holds = (condition: string): Sql => raw(`coalesce(bool_and(${condition}), true)`);
  return sql`SELECT coalesce(sum(rows) FILTER (decides), 0)::DOUBLE AS rows, ${holds('confidence <= 1')} AS confidence,
      ${holds(`least >= 0 AND most <= ${LARGEST_AMOUNT}`)} AS amount, ${holds(`${isTime('first_review')} AND ${isTime('last_review')}`)} AS reviewed,
      ${upToMs('max(last_review)')} AS latest_review, ${upToMs('greatest(max(last_decision), max(last_review))')} AS newest,
      ${holds(isTime('last_decision'))} AND ${holds(isTime('last_review'))} AS are_times
    FROM (${join(
      sources.map((source) => sql`SELECT *, ${source.kind !== 'verdicts'} AS decides FROM (${ends(source)})`),
      ' UNION ALL ',
    )})`;
}

/** Without a condition Parquet answers from its statistics; one end that is no time asks for a closer look. */
function quickEnds(source: NormalisedSource): Sql {
  if (source.lean === null) return carefulEnds(source);
  return sql`SELECT count(*) AS rows, max(confidence) AS confidence, min(amount) AS least, max(amount) AS most,
    min(reviewed_at) AS first_review, max(reviewed_at) AS last_review, max(decided_at) AS last_decision FROM (${source.lean})`;
}

/** The newest times among those that are times. */
function carefulEnds({ select }: NormalisedSource): Sql {
  const newest = (column: string): Sql => sql`max(${id(column)}) FILTER (${raw(isTime(column))})`;
  return sql`SELECT count(*) AS rows, NULL::DOUBLE AS confidence, NULL::DOUBLE AS least, NULL::DOUBLE AS most,
    NULL::TIMESTAMP AS first_review, ${newest('reviewed_at')} AS last_review, ${newest('decided_at')} AS last_decision FROM (${select})`;
}
