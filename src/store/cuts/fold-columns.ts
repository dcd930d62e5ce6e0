import type { FoldColumns } from '../../contracts/cut-counts.ts';
import type { Database } from '../database.ts';
import { raw, sql } from '../sql.ts';

/** So many parts of a record are enough to see whether what its past teaches holds later. */
const FOLDS = 5;

/** The judged ones of `cut_rows` in parts of equal size, one after the other in time. */
export async function foldColumns(db: Database): Promise<FoldColumns> {
  const [fold, confidence, weight, verdicts, correct] = await db.doubles(
    sql`SELECT fold, confidence, weight, count(*) AS verdicts, count(*) FILTER (NOT wrong) AS correct
      FROM (SELECT *, ntile(${raw(String(FOLDS))}) OVER (ORDER BY decided_at, decision_id) AS fold FROM cut_rows WHERE judged)
      GROUP BY fold, confidence, weight ORDER BY fold, confidence, weight`,
  );
  return { fold, confidence, weight, verdicts, correct } as FoldColumns;
}
