import type { RecommendationReport } from '../contracts/recommendation.ts';
import { Database } from '../store/database.ts';
import { type QuarantinedRule, writeQuarantine } from '../store/reading/quarantine.ts';
import { type HistoryRequest, readFilesHistory } from './open-files.ts';
import { recommendOn } from './recommend-on.ts';

/** What a one-shot recommendation is asked. */
export interface RecommendRequest extends HistoryRequest {
  /** ISO time; null means the newest time in the input. */
  readonly asOf: string | null;
  readonly firstLook: boolean;
  /** Where to write the refused rows; null means nowhere. */
  readonly quarantineFile: string | null;
}

export interface RecommendAnswer {
  readonly report: RecommendationReport;
  readonly quarantined: readonly QuarantinedRule[];
  /** What is missing in files of another tool, and what that forbids: sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads a history of files and recommends, per (domain, model), the lowest confidence at which the AI may act
 * alone. Deterministic to the byte for the same input, `asOf` and configuration.
 *
 * @throws Problem input-refused: a file cannot be read, or nothing in it is a row
 */
export async function recommendFromFiles(request: RecommendRequest): Promise<RecommendAnswer> {
  const db = await Database.open();
  try {
    const history = await readFilesHistory(db, request, request.asOf);
    if (request.quarantineFile !== null) await writeQuarantine(db, request.quarantineFile);
    const report = await recommendOn(db, history, history.configuration, request.firstLook);
    return { report, quarantined: history.quarantined, notes: history.notes };
  } finally {
    db.close();
  }
}
