import * as z from 'zod';
import type { Database } from '../database.ts';
import { ruleCode } from '../reading/checks.ts';
import { join, raw, type Sql, sql } from '../sql.ts';

/** What became of the sound verdicts. */
export interface AddedVerdicts {
  readonly added: number;
  readonly known: number;
}

/** One vote. Where the reviewer gave a word, their answer says nothing more. */
const COLUMNS = raw(
  'decision_id, reviewer_id, reviewed_at, verdict, CASE WHEN verdict IS NULL THEN md5(human_answer) END AS answer, severity',
);
const KEY = ['reviewer_id', 'reviewed_at', 'verdict', 'answer', 'severity'] as const;

/**
 * Adds the votes that the store does not have; a later one of the same reviewer stands beside the earlier. Those on
 * decisions that are not there yet wait for them. Comes after `ingestDecisions` of the same run.
 *
 * @param deciding decisions with verdicts in their rows; null where there is none
 * @param judging rows of verdicts by themselves; null where there is none
 */
export async function ingestVerdicts(
  db: Database,
  { deciding, judging }: { readonly deciding: Sql | null; readonly judging: Sql | null },
  run: number,
): Promise<AddedVerdicts> {
  const votes: Sql[] = [];
  if (deciding !== null)
    votes.push(
      sql`SELECT ${COLUMNS} FROM ${deciding} WHERE rule IS NULL AND verdict IS NOT NULL AND hash(decision_id) NOT IN (FROM repeated_hashes)`,
      sql`SELECT ${COLUMNS} FROM repeated WHERE rule IS NULL AND source >= 0 AND verdict IS NOT NULL`,
    );
  if (judging !== null) {
    await gatherVerdicts(db, judging);
    votes.push(sql`SELECT ${COLUMNS} FROM verdict_rows WHERE rule IS NULL`);
  }
  if (votes.length === 0) return { added: 0, known: 0 };
  const all = sql`(${join(votes, ' UNION ALL ')})`;
  const same = raw(KEY.map((name) => `verdicts.${name} IS NOT DISTINCT FROM votes.${name}`).join(' AND '));
  await db.run(sql`CREATE OR REPLACE TEMP TABLE new_votes AS SELECT DISTINCT * FROM ${all} AS votes
    WHERE NOT EXISTS (FROM verdicts WHERE verdicts.decision_id = votes.decision_id AND ${same})`);
  await db.run(sql`INSERT INTO verdicts SELECT *, ${run}::INTEGER FROM new_votes`);
  const { added, rows } = await db.row(
    z.object({ added: z.number(), rows: z.number() }),
    sql`SELECT (SELECT count(*) FROM new_votes)::DOUBLE AS added, (SELECT count(*) FROM ${all})::DOUBLE AS rows`,
  );
  return { added, known: rows - added };
}

/** `verdict_rows`: a verdict without a word, on a decision without an answer to compare, says nothing. */
async function gatherVerdicts(db: Database, judging: Sql): Promise<void> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE verdict_rows AS
    SELECT judging.* REPLACE (CASE WHEN judging.rule IS NOT NULL THEN judging.rule
      WHEN judging.verdict IS NULL AND decisions.decision_id IS NOT NULL AND decisions.answer IS NULL
        THEN ${raw(ruleCode('verdict_missing'))} END AS rule)
    FROM ${judging} AS judging LEFT JOIN decisions ON decisions.decision_id = judging.decision_id`);
}
