import { join } from 'node:path';
import { z } from 'zod';
import type { Mapping } from '../../src/contracts/mapping.ts';
import { Problem } from '../../src/contracts/problem.ts';
import type { Database } from '../../src/store/database.ts';
import { columnFacts } from '../../src/store/reading/column-facts.ts';
import { decisionIds, judgedRows } from '../../src/store/reading/decision-rows.ts';
import { inputFiles } from '../../src/store/reading/input-files.ts';
import { normalise } from '../../src/store/reading/normalise.ts';
import { openSources } from '../../src/store/reading/open-sources.ts';
import { checkIds } from '../../src/store/reading/repeated-ids.ts';
import { type Sql, sql, text } from '../../src/store/sql.ts';

/** One half of a history: a Parquet file of paired rows with the contract's names. */
export interface Half {
  readonly path: string;
  readonly decisions: number;
  readonly from: string;
  readonly until: string;
}

const Extent = z.object({ decisions: z.number(), from: z.string().nullable(), until: z.string().nullable() });

/**
 * Cuts a history in two at its median moment, every decision with its resolved verdict; the decisions of that
 * very moment belong to the first half. Rows that break a rule are in neither.
 *
 * @param folder where the two files are written
 * @throws Problem input-refused: a file that cannot be read, or a history of one moment only
 */
export async function splitInTime(
  db: Database,
  names: readonly string[],
  mapping: Mapping,
  folder: string,
): Promise<{ readonly first: Half; readonly second: Half }> {
  const files = await inputFiles(names, db.scratch);
  const sources = (await openSources(db, files, mapping)).map((source) => normalise(source, mapping));
  const { rows } = await columnFacts(db, sources);
  const ids = await checkIds(db, decisionIds(sources), rows);
  const { relation } = await judgedRows(db, sources, null, await ids.mayRepeat());
  await db.run(sql`CREATE OR REPLACE TEMP TABLE whole_history AS
    SELECT row_number() OVER (ORDER BY decided_at, domain, model, confidence, verdict)::VARCHAR AS decision_id,
      domain, model, decided_at, confidence, amount, triggers, inclusion AS review_probability, policy, verdict, severity
    FROM ${relation} WHERE rule IS NULL`);
  const middle = sql`(SELECT quantile_disc(decided_at, 0.5) FROM whole_history)`;
  const first = await writeHalf(db, join(folder, 'first-half.parquet'), sql`decided_at <= ${middle}`);
  const second = await writeHalf(db, join(folder, 'second-half.parquet'), sql`decided_at > ${middle}`);
  if (first === null || second === null) {
    throw new Problem(
      'input-refused',
      `${names.join(', ')}: every decision has the same time, so that there is no second half`,
    );
  }
  return { first, second };
}

async function writeHalf(db: Database, path: string, where: Sql): Promise<Half | null> {
  const { decisions, from, until } = await db.row(
    Extent,
    sql`SELECT count(*)::DOUBLE AS decisions, strftime(min(decided_at), '%Y-%m-%d') AS from,
      strftime(max(decided_at), '%Y-%m-%d') AS until FROM whole_history WHERE ${where}`,
  );
  if (from === null || until === null) return null;
  await db.run(
    sql`COPY (SELECT * FROM whole_history WHERE ${where} ORDER BY decision_id::BIGINT) TO ${text(path)} (FORMAT parquet)`,
  );
  return { path, decisions, from, until };
}
