import type { Configuration } from '../contracts/configuration.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import { openerOf } from '../sources/open-foreign.ts';
import { looksLike } from '../sources/recognise.ts';
import type { Database } from '../store/database.ts';
import { type FileHistory, readHistory } from '../store/history.ts';
import type { OpenSources } from '../store/reading/open-sources.ts';

/** What files are to be read, and how. */
export interface HistoryRequest {
  /** Files, folders, globs, `-` for standard input. */
  readonly files: readonly string[];
  readonly mapping: Mapping;
  readonly configuration: Configuration;
}

/**
 * Reads a history, of another tool's files where the mapping names one.
 *
 * @param asOf ISO time; null means the newest time in the input
 * @throws Problem input-refused: a file cannot be read, or nothing in it is a row
 */
export async function readFilesHistory(
  db: Database,
  { files, mapping, configuration }: HistoryRequest,
  asOf: string | null,
): Promise<FileHistory> {
  return recognised(mapping, () => readHistory(db, files, mapping, configuration, asOf, openerOf(mapping)));
}

/** Says of a file that lacks columns whose it looks like, where no tool was named. */
export async function recognised<T>({ from }: Mapping, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (from !== undefined || !(error instanceof Problem) || !Array.isArray(error.details['missing']))
      throw error;
    const { columns } = error.details;
    const like = Array.isArray(columns) ? looksLike(columns.map(String)) : null;
    if (like === null) throw error;
    throw new Problem(
      error.code,
      `${error.message}, or, as it looks like a file of ${like.tool}, add --from ${like.name}`,
      error.details,
    );
  }
}

/**
 * The same opener for what is to stay in a store, where nothing says any more that its rows were only what people saw.
 *
 * @throws Problem input-refused, once it has opened such files: how reviews were chosen must be declared first
 */
export function openerForStore(mapping: Mapping, { defaults }: Configuration): OpenSources {
  const open = openerOf(mapping);
  return async (db, files, asked) => {
    const sources = await open(db, files, asked);
    if (defaults.reviewProbability !== undefined || !sources.some(({ isChosen }) => isChosen === true))
      return sources;
    throw new Problem(
      'input-refused',
      `${mapping.from}: only decisions that people saw are in these files, which a store would take for all; write reviewProbability: unknown under defaults in leeway.yaml (then nothing is certified), add their verdicts only (columns: { confidence: null } in --map), or name review_probability in --map`,
    );
  };
}
