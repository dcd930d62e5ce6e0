import * as z from 'zod';
import type { Database } from '../database.ts';
import { ruleCode } from '../reading/checks.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { type Added, alreadyStored, hasMost, occurringTwice } from './recurring-ids.ts';

/** What makes a vote: two with all of it alike are one. */
const VOTE = 'decision_id, reviewer_id, reviewed_at, verdict, answer, severity';
/** One vote, and how it came about. Where the reviewer gave a word, their answer says nothing more. */
const COLUMNS = raw(
  'decision_id, reviewer_id, reviewed_at, verdict, CASE WHEN verdict IS NULL THEN md5(human_answer)::UUID END AS answer, severity, blind, duration_s, rubric',
);
/** Two hashes of 64 bits: votes with both alike are one. */
const FINGERPRINT = raw(
  'hash(decision_id) AS id_hash, hash(reviewer_id, reviewed_at, verdict, answer, severity) AS vote_hash',
);

/**
 * Adds the votes that the store does not have; a later one of the same reviewer stands beside the earlier. Those on
 * decisions that are not there yet wait for them. Comes after `ingestDecisions` of the same run.
 *
 * Only votes on a decision that has several, among these rows or with the store's, are compared one by one.
 *
 * @param deciding decisions with verdicts in their rows; null where there is none
 * @param judging rows of verdicts by themselves; null where there is none
 */
export async function ingestVerdicts(
  db: Database,
  { deciding, judging }: { readonly deciding: Sql | null; readonly judging: Sql | null },
  run: number,
): Promise<Added> {
  const votes: Sql[] = [];
  if (deciding !== null)
    votes.push(
      sql`SELECT ${COLUMNS} FROM ${deciding} WHERE rule IS NULL AND verdict IS NOT NULL AND hash(decision_id) NOT IN (SELECT hash(decision_id) FROM repeated)`,
      sql`SELECT ${COLUMNS} FROM repeated WHERE rule IS NULL AND source >= 0 AND verdict IS NOT NULL`,
    );
  if (judging !== null) {
    await gatherSilent(db, judging);
    votes.push(
      sql`SELECT ${COLUMNS} FROM ${judging} WHERE rule IS NULL AND verdict IS NOT NULL`,
      sql`SELECT ${COLUMNS} FROM verdict_rows WHERE rule IS NULL`,
    );
  }
  if (votes.length === 0) return { added: 0, known: 0 };
  const { all, known } = await withoutKnown(db, sql`(${join(votes, ' UNION ALL ')})`);
  const sought = [alreadyStored('verdicts', all)];
  // Beside their decisions alone, votes stand one by one: those of an id that occurs twice are kept apart above.
  if (judging !== null || (await db.exists(raw('FROM repeated')))) sought.push(occurringTwice(all));
  await db.run(sql`CREATE OR REPLACE TEMP TABLE several_votes AS ${join(sought, ' UNION ')}`);
  const add = (some: Sql) =>
    db.change(sql`INSERT INTO verdicts BY NAME SELECT *, ${run}::INTEGER AS run FROM ${some}`);
  if (!(await db.exists(raw('FROM several_votes')))) return { added: await add(all), known };
  const isSeveral = raw('hash(decision_id) IN (FROM several_votes)');
  await db.run(sql`CREATE OR REPLACE TEMP TABLE new_votes AS
    SELECT ${raw(VOTE)}, bool_and(blind) AS blind, min(duration_s) AS duration_s, min(rubric) AS rubric FROM (SELECT *, ${FINGERPRINT} FROM ${all} WHERE ${isSeveral})
    ANTI JOIN (SELECT ${FINGERPRINT} FROM verdicts WHERE ${isSeveral}) AS kept USING (id_hash, vote_hash) GROUP BY ${raw(VOTE)}`);
  const { alone, several } = await db.row(
    z.object({ alone: z.number(), several: z.number() }),
    sql`SELECT count(*) FILTER (NOT ${isSeveral})::DOUBLE AS alone, count(*) FILTER (${isSeveral})::DOUBLE AS several FROM ${all}`,
  );
  const beside = await add(raw('new_votes'));
  if (alone > 0) await add(sql`${all} WHERE NOT ${isSeveral}`);
  return { added: alone + beside, known: known + several - beside };
}

/** Leaves out at once the votes that the store has, where a sample of them shows that it has most. */
async function withoutKnown(db: Database, all: Sql): Promise<{ all: Sql; known: number }> {
  if (!(await hasMost(db, 'verdicts', all))) return { all, known: 0 };
  await db.run(sql`CREATE OR REPLACE TEMP TABLE unknown_votes AS
    SELECT * EXCLUDE (id_hash, vote_hash) FROM (SELECT *, ${FINGERPRINT} FROM ${all})
    ANTI JOIN (SELECT ${FINGERPRINT} FROM verdicts) AS kept USING (id_hash, vote_hash)`);
  const { known } = await db.row(
    z.object({ known: z.number() }),
    sql`SELECT (SELECT count(*) FROM ${all})::DOUBLE - (SELECT count(*) FROM unknown_votes) AS known`,
  );
  return { all: raw('unknown_votes'), known };
}

/** `verdict_rows`: verdicts without a word. On a decision without an answer to compare they say nothing. */
async function gatherSilent(db: Database, judging: Sql): Promise<void> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE verdict_rows AS
    SELECT judging.* REPLACE (CASE WHEN judging.rule IS NOT NULL THEN judging.rule
      WHEN decisions.decision_id IS NOT NULL AND decisions.answer IS NULL
        THEN ${raw(ruleCode('verdict_missing'))} END AS rule)
    FROM ${judging} AS judging LEFT JOIN decisions ON decisions.decision_id = judging.decision_id
    WHERE judging.verdict IS NULL`);
}
