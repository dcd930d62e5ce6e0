import { join as pathOf } from 'node:path';
import { Database } from '../database.ts';
import { id, join, raw, type Sql, sql, text } from '../sql.ts';
import { DECISION_TABLE } from './simulate-decisions.ts';
import { prepareSimulation, SIMULATION_MEMORY, type SimulationRows, takeRows } from './simulate-rows.ts';
import { REVIEW_VIEW } from './simulate-verdicts.ts';

/** The columns of both tables that are written, in their order. */
export interface HistoryColumns {
  readonly decisions: readonly string[];
  readonly verdicts: readonly string[];
}

/** Rows of a table, as a CSV file without header. */
export interface HistoryRows {
  readonly path: string;
  readonly rows: number;
}

/** Some decisions of a history, and all verdicts on them. */
export interface SimulationBatch {
  readonly decisions: HistoryRows;
  readonly verdicts: HistoryRows;
}

/** How much is made at once, and what ends it. */
export interface BatchOptions {
  readonly atOnce: number;
  readonly signal: AbortSignal;
}

const TEXTS = ['ai_answer', 'currency', 'route', 'policy', 'human_answer'];

/** As ClickHouse reads them in CSV, whatever its zone: times as seconds since 1970, lists as `['a','b']`, and no text as an empty one. */
const SPELLED: Readonly<Record<string, Sql>> = {
  decided_at: raw('epoch(decided_at)::BIGINT'),
  reviewed_at: raw('epoch(reviewed_at)::BIGINT'),
  triggers: raw(`'[' || array_to_string(list_transform(triggers, lambda t: '''' || t || ''''), ',') || ']'`),
  blind: raw('blind::UTINYINT'),
  ...Object.fromEntries(TEXTS.map((name) => [name, sql`coalesce(${id(name)}, '')`])),
};

/**
 * Makes the rows of a history some decisions at a time. While one batch is looked at the next is made, and there are never more than
 * these two: the files of one are there until the next is asked for.
 *
 * @throws RangeError as `simulate` does
 */
export async function* simulateBatches(
  rows: SimulationRows,
  columns: HistoryColumns,
  { atOnce, signal }: BatchOptions,
): AsyncGenerator<SimulationBatch> {
  const database = await Database.open({ memoryLimit: SIMULATION_MEMORY });
  const left = new AbortController();
  const stop = AbortSignal.any([signal, left.signal]);
  stop.addEventListener('abort', () => database.interrupt());
  let next: Promise<SimulationBatch> | undefined;
  try {
    await prepareSimulation(database, rows);
    const write = async (name: keyof HistoryColumns, source: Sql, path: string): Promise<HistoryRows> => {
      stop.throwIfAborted();
      const shown = columns[name].map((column) => SPELLED[column] ?? id(column));
      const copy = sql`COPY (SELECT ${join(shown, ', ')} FROM ${source}) TO ${text(path)} (FORMAT csv, HEADER false, NULLSTR '\\N')`;
      return { path, rows: await database.change(copy) };
    };
    const make = async (first: number): Promise<SimulationBatch> => {
      const path = (name: string): string => pathOf(database.scratch, `${name}-${(first / atOnce) % 2}.csv`);
      stop.throwIfAborted();
      await takeRows(database, first, Math.min(rows.decisions, first + atOnce));
      await database.run(DECISION_TABLE);
      if (first === 0) await database.run(REVIEW_VIEW);
      return {
        decisions: await write('decisions', raw('decision'), path('decisions')),
        // What is not due is left out before anything is drawn for it.
        verdicts: await write(
          'verdicts',
          raw('review WHERE is_due AND verdict IS NOT NULL'),
          path('verdicts'),
        ),
      };
    };
    next = make(0);
    for (let first = 0; first < rows.decisions; first += atOnce) {
      const batch: SimulationBatch = await next;
      if (first + atOnce < rows.decisions) next = make(first + atOnce);
      // It is heard of when it is its turn.
      next.catch(() => {});
      yield batch;
    }
  } finally {
    left.abort();
    await next?.catch(() => {});
    database.close();
  }
}
