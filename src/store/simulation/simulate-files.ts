import { join } from 'node:path';
import { type Sql, sql, text } from '../sql.ts';
import { DECISION_COLUMNS } from './simulate-decisions.ts';
import { VERDICT_COLUMNS } from './simulate-verdicts.ts';

/** Rows of a file in the order in which they are written, which is what makes its bytes repeatable. */
const DECISIONS = sql`SELECT ${DECISION_COLUMNS} FROM decision ORDER BY decided_at, decision_id`;

// By time of review: the order in which a feed delivers verdicts.
const VERDICTS = sql`
  SELECT decision_id, ${VERDICT_COLUMNS} FROM review WHERE verdict IS NOT NULL
  ORDER BY reviewed_at, decision_id, reviewer_id`;

const TRUTH = sql`
  SELECT decision_id, p_right, is_right AS "right" FROM decision ORDER BY decided_at, decision_id`;

const HISTORY = sql`
  SELECT ${DECISION_COLUMNS}, ${VERDICT_COLUMNS} FROM review ORDER BY decided_at, decision_id, n`;

/** A file of a history and the statement that writes it. */
export interface SimulationFile {
  readonly path: string;
  readonly copy: Sql;
}

/** Files of a history in folder `out`: decisions and verdicts apart, or joined in one row each; the truth last. */
export function simulationFiles(out: string, paired: boolean): readonly SimulationFile[] {
  return paired
    ? [parquet(out, 'history', HISTORY), parquet(out, 'truth', TRUTH)]
    : [
        parquet(out, 'decisions', DECISIONS),
        parquet(out, 'verdicts', VERDICTS),
        parquet(out, 'truth', TRUTH),
      ];
}

function parquet(out: string, name: string, rows: Sql): SimulationFile {
  const path = join(out, `${name}.parquet`);
  // Options are explicit, since defaults may change between releases and the bytes may not.
  const options = sql`FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE 122880`;
  return { path, copy: sql`COPY (${rows}) TO ${text(path)} (${options})` };
}
