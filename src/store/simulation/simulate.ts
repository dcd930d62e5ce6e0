import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '../database.ts';
import { sql, text } from '../sql.ts';
import { readSimulationTruth } from './read-simulation-truth.ts';
import { DECISION_TABLE } from './simulate-decisions.ts';
import { simulationFiles } from './simulate-files.ts';
import { prepareSimulation, SIMULATION_MEMORY, type SimulationRows, takeRows } from './simulate-rows.ts';
import type { SimulationTruth } from './simulate-truth.ts';
import { REVIEW_VIEW } from './simulate-verdicts.ts';

export interface SimulationOptions extends SimulationRows {
  /** Folder for the files; made if missing, files of the same name replaced. */
  readonly out: string;
  /** One `history.parquet` with decision and verdict in a row, instead of two files. Default false. */
  readonly paired?: boolean;
  /** DuckDB's threads; changes the time, never the bytes. Default: all cores. */
  readonly threads?: number;
}

export interface SimulationSummary {
  readonly scenario: string;
  readonly seed: number;
  readonly decisions: number;
  readonly verdicts: number;
  /** UTC days, both included. */
  readonly from: string;
  readonly to: string;
  /** Paths of the files written, truth last. */
  readonly files: readonly string[];
  /** What `truth.json` says. */
  readonly truth: SimulationTruth;
}

/**
 * Writes a history whose truth is known: `decisions.parquet` and `verdicts.parquet` (or one `history.parquet`),
 * `truth.parquet` (`decision_id`, `p_right`, `right`) and `truth.json`. Everything happens inside DuckDB, under
 * 2.5 GB; beyond that it spills into a scratch folder beside the files, which is removed at the end.
 *
 * @throws RangeError if `decisions` or `seed` is not a whole number, or `decisions` is below 1.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationSummary> {
  const { scenario, seed, out, paired = false, threads } = options;
  const database = await Database.open({
    memoryLimit: SIMULATION_MEMORY,
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    // On disk, as a table in memory is not compressed and ten million decisions would fill it.
    await database.run(sql`ATTACH ${text(join(database.scratch, 'simulation.duckdb'))} AS simulation`);
    await database.run(sql`USE simulation`);
    await prepareSimulation(database, options);
    await mkdir(out, { recursive: true });
    await takeRows(database, 0, options.decisions);
    await database.run(DECISION_TABLE);
    await database.run(REVIEW_VIEW);
    const files = simulationFiles(out, paired);
    for (const { copy } of files) await database.run(copy);
    const truth = await readSimulationTruth(database, scenario, seed);
    const truthFile = join(out, 'truth.json');
    await writeFile(truthFile, `${JSON.stringify(truth, null, 2)}\n`);
    const { decisions, verdicts, from, to } = truth;
    const paths = [...files.map(({ path }) => path), truthFile];
    return { scenario: scenario.name, seed, decisions, verdicts, from, to, files: paths, truth };
  } finally {
    database.close();
  }
}
