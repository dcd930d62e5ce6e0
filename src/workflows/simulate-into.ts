import { stringify } from 'yaml';
import { Field } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import { DAY_MS, utcDay } from '../contracts/time.ts';
import { NEEDED_OF_DECISIONS, NEEDED_OF_VERDICTS } from '../contracts/warehouse.ts';
import { count } from '../reports/figures.ts';
import { simulateBatches } from '../store/simulation/simulate-batches.ts';
import type { Connection } from '../warehouse/engines/engine.ts';
import type { HistoryWriter } from '../warehouse/engines/history-writer.ts';
import { scenarioNamed } from './simulate-history.ts';

/** A history, and where in ClickHouse it goes. */
export interface SimulateIntoRequest {
  readonly scenario: string;
  readonly decisions: number;
  readonly seed: number;
  /** Decisions that are made and sent at once. */
  readonly atOnce: number;
  readonly connection: Connection;
  /** Names of both tables. */
  readonly tables: { readonly decisions: string; readonly verdicts: string };
  /** Told how far it has come. */
  readonly tell: (sentence: string) => void;
}

export interface SimulatedInto {
  readonly decisions: number;
  readonly verdicts: number;
  /** UTC days, both included. */
  readonly from: string;
  readonly to: string;
  /** The file for `--source` that reads it, as YAML. */
  readonly source: string;
}

/**
 * Writes a history into two tables of ClickHouse, batch by batch: the rows that `simulateHistory` writes into files.
 *
 * @throws Problem input-refused: no connection, a table that is not empty or has other columns, or what fails on the way, with
 * what had been written
 */
export async function simulateInto(request: SimulateIntoRequest): Promise<SimulatedInto> {
  const { connection, tables, tell } = request;
  const scenario = scenarioNamed(request.scenario);
  // The client of an engine is loaded only where it is needed.
  const { openHistoryWriter } = await import('../warehouse/engines/history-writer.ts');
  const writer = await openHistoryWriter(connection, tables);
  const written = { decisions: 0, verdicts: 0 };
  try {
    const rows = { scenario, decisions: request.decisions, seed: request.seed };
    const options = { atOnce: request.atOnce, signal: connection.signal };
    for await (const batch of simulateBatches(rows, writer.columns, options)) {
      for (const name of ['decisions', 'verdicts'] as const) {
        if (batch[name].rows > 0) await writer.add(name, batch[name].path);
        written[name] += batch[name].rows;
      }
      tell(`${count(written.decisions)} of ${count(request.decisions)} decisions`);
    }
  } catch (error) {
    const left = `of ${count(request.decisions)} decisions at least ${count(written.decisions)} are in ${tables.decisions}, and ${count(written.verdicts)} verdicts in ${tables.verdicts}: empty both before you try again`;
    if (connection.signal.aborted) throw new Problem('input-refused', `${writer.label}: stopped; ${left}`);
    if (error instanceof Problem)
      throw new Problem(error.code, `${error.message}; ${left}`, { ...error.details });
    tell(left);
    throw error;
  } finally {
    await writer.close();
  }
  const last = Date.parse(`${scenario.firstDay}T00:00:00Z`) + (scenario.days - 1) * DAY_MS;
  return {
    ...written,
    from: scenario.firstDay,
    to: utcDay(last),
    source: sourceOf(writer, tables),
  };
}

function sourceOf({ columns }: HistoryWriter, tables: SimulateIntoRequest['tables']): string {
  // Others are slices, and those that are needed have their own names without being said.
  const fields = (found: readonly string[], needed: readonly Field[]) =>
    Object.fromEntries(
      Field.options
        .filter((field) => found.includes(field) && !needed.includes(field))
        .map((field) => [field, field]),
    );
  return stringify({
    decisions: { table: tables.decisions, columns: fields(columns.decisions, NEEDED_OF_DECISIONS) },
    verdicts: { table: tables.verdicts, columns: fields(columns.verdicts, NEEDED_OF_VERDICTS) },
  });
}
