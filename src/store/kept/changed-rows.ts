import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import type { Database } from '../database.ts';
import { decimalBand } from '../evidence/band.ts';
import { MOST_EXACT_VALUES } from '../evidence/evidence-cells.ts';
import { MODEL_NAME, understoodRows } from '../evidence/understood-rows.ts';
import { resolvedVotes } from '../reading/resolved-verdicts.ts';
import { judgedBy, votesOn } from '../record/kept-rows.ts';
import { raw, type Sql, sql } from '../sql.ts';

/** Decisions that enter the counts, or leave them. */
export interface Change {
  /** Rows of `decisions`. */
  readonly decisions: Sql;
  /** Where the verdicts on them are; all verdicts unless told otherwise. */
  readonly verdicts?: Sql;
  /** Verdicts count up to this run. */
  readonly runs: number;
  readonly sign: 1 | -1;
  /** They count as decisions that are gone. */
  readonly forgotten?: boolean;
}

/** Whether to write down, too, which records have more confidences than are kept exactly. */
type Marking = 'mark' | 'leave';

/** All that is kept is old enough to count; so whether it is, is asked of no row. */
const ANY_TIME = '9999-12-31T00:00:00.000Z';

/**
 * Makes the view `changed`: a row for each decision, with its sign, its verdict as the votes of those runs say, and all
 * that the counts ask for.
 *
 * @returns how many rows, and how many votes stand on them
 */
export async function gatherChanged(
  db: Database,
  { decisions, verdicts, runs, sign, forgotten = false }: Change,
  configuration: Configuration,
  marking: Marking,
): Promise<{ rows: number; votes: number }> {
  // Written down, so that DuckDB knows how few they are beside all verdicts, and lays these before them.
  await db.run(sql`CREATE OR REPLACE TEMP TABLE changed_ids AS SELECT decision_id, answer FROM ${decisions}`);
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE changed_votes AS ${await votesOn(db, raw('changed_ids'), sql`verdicts.run <= ${runs}::INTEGER`, verdicts)}`,
  );
  await db.run(raw('DROP TABLE changed_ids'));
  await db.run(sql`CREATE OR REPLACE TEMP TABLE changed_words AS ${resolvedVotes('changed_votes')}`);
  const rows = judgedBy(decisions, raw('changed_words'));
  const { relation, keys } = understoodRows(rows, new Set(), configuration, ANY_TIME);
  await db.run(sql`DROP VIEW IF EXISTS changed`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE changed_rows AS
    SELECT pairs.id AS pair, ${keys.policy} AS policy, p, inclusion, ${keys.holding}::INTEGER AS holding, ${keys.eligible} AS eligible,
      verdict, ${keys.severity} AS severity, decided_at, cents, ${raw(String(sign))} AS sign, ${raw(String(forgotten))} AS forgotten
    FROM (SELECT * REPLACE (${MODEL_NAME} AS model) FROM ${relation}) AS rows
    JOIN pairs ON pairs.domain = rows.domain AND pairs.model = rows.model`);
  const counts = await db.row(
    z.object({ rows: z.number(), votes: z.number() }),
    raw(
      'SELECT (SELECT count(*) FROM changed_rows)::DOUBLE AS rows, (SELECT count(*) FROM changed_votes)::DOUBLE AS votes',
    ),
  );
  if (marking === 'mark') await markMany(db);
  await db.run(sql`CREATE TEMP VIEW changed AS
    SELECT changed_rows.* REPLACE (nullif(policy, '') AS policy), CASE WHEN exact THEN p ELSE ${decimalBand('p')} END AS band
    FROM changed_rows JOIN pairs ON pairs.id = pair`);
  return counts;
}

/**
 * Marks the records that have more confidences than are kept exactly, with these rows: they then come in by their bands at
 * once, of which there are few. Only records with so many rows are asked for their confidences.
 */
async function markMany(db: Database): Promise<void> {
  const many = raw(`> ${MOST_EXACT_VALUES}`);
  await db.run(sql`UPDATE pairs SET exact = false WHERE exact AND id IN (
    WITH met AS (SELECT pair, p FROM changed_rows UNION ALL SELECT pair, band FROM coverage_cells),
      large AS (SELECT pair FROM met JOIN pairs ON pairs.id = pair WHERE exact GROUP BY pair HAVING count(*) ${many})
    SELECT pair FROM met SEMI JOIN large USING (pair) GROUP BY pair HAVING count(DISTINCT p) ${many})`);
}
