import type { Configuration } from '../contracts/configuration.ts';
import type { Mapping } from '../contracts/mapping.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import { Database } from '../store/database.ts';
import { readHistory } from '../store/history.ts';
import { type QuarantinedRule, writeQuarantine } from '../store/reading/quarantine.ts';
import { recommendOn } from './recommend-on.ts';

/** What a one-shot recommendation is asked. */
export interface RecommendRequest {
  /** Files, folders, globs, `-` for standard input. */
  readonly files: readonly string[];
  readonly mapping: Mapping;
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the input. */
  readonly asOf: string | null;
  readonly firstLook: boolean;
  /** Where to write the refused rows; null means nowhere. */
  readonly quarantineFile: string | null;
}

export interface RecommendAnswer {
  readonly report: RecommendationReport;
  readonly quarantined: readonly QuarantinedRule[];
}

/**
 * Reads a history of files and recommends, per (domain, model), the lowest confidence at which the AI may act
 * alone. Deterministic to the byte for the same input, `asOf` and configuration.
 *
 * @throws Problem input-refused: a file cannot be read, or nothing in it is a row
 */
export async function recommendFromFiles(request: RecommendRequest): Promise<RecommendAnswer> {
  const { files, mapping, configuration } = request;
  const db = await Database.open();
  try {
    const history = await readHistory(db, files, mapping, configuration, request.asOf);
    if (request.quarantineFile !== null) await writeQuarantine(db, request.quarantineFile);
    const report = await recommendOn(db, history, configuration, request.firstLook);
    return { report, quarantined: history.quarantined };
  } finally {
    db.close();
  }
}
