import type { Configuration } from '../contracts/configuration.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import type { Database } from '../store/database.ts';
import { readRecord } from '../store/record/read-record.ts';
import { authorityHeld } from './authority-held.ts';
import { governanceIn } from './govern/governing.ts';
import { recommendOn } from './recommend-on.ts';

/** What is to be recommended on. */
export interface RecordQuestion {
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the store. */
  readonly asOf: string | null;
  readonly firstLook: boolean;
}

/**
 * Recommends on a store that is open, given what the AI may do already.
 *
 * @param refresh whether to bring its counts up to its newest run first, which writes
 */
export async function recommendOnRecord(
  db: Database,
  { configuration, asOf, firstLook }: RecordQuestion,
  refresh: boolean,
): Promise<RecommendationReport> {
  const history = await readRecord(db, configuration, asOf, refresh);
  const held = authorityHeld(await governanceIn(db), configuration, history.asOf);
  return recommendOn(db, history, configuration, firstLook, held);
}
