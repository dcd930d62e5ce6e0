import { openerOf } from '../sources/open-foreign.ts';
import { Database } from '../store/database.ts';
import { checkMapping } from '../store/reading/check-mapping.ts';
import { type ExplainedRow, firstRows } from '../store/reading/first-rows.ts';
import { inputFiles } from '../store/reading/input-files.ts';
import { normalise } from '../store/reading/normalise.ts';
import { type HistoryRequest, recognised } from './open-files.ts';

/** How many decisions, and verdicts by themselves, are shown. */
const SHOWN = 5;

export interface Explanation {
  readonly rows: readonly ExplainedRow[];
  /** What is missing in files of another tool, and what that forbids: sentences. */
  readonly notes: readonly string[];
}

/**
 * Shows how the first rows of files are understood, and does nothing else.
 *
 * @throws Problem input-refused: a file cannot be read, or lacks what every row needs
 */
export async function explainFiles({
  files: names,
  mapping,
}: Pick<HistoryRequest, 'files' | 'mapping'>): Promise<Explanation> {
  const db = await Database.open();
  try {
    return await recognised(mapping, async () => {
      const files = await inputFiles(names, db.scratch);
      const opened = await openerOf(mapping)(db, files, mapping);
      await checkMapping(db, mapping, files, opened);
      const rows = await firstRows(
        db,
        opened.map((source) => normalise(source, mapping)),
        SHOWN,
      );
      return { rows, notes: opened.flatMap(({ notes }) => notes ?? []) };
    });
  } finally {
    db.close();
  }
}
