import type { Configuration } from '../../contracts/configuration.ts';
import type { Forgotten } from '../../contracts/forgetting.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { gatherChanged } from '../kept/changed-rows.ts';
import { addCounts, BEGINNING, type KeptState } from '../kept/kept-state.ts';
import { newDays, refreshEvidence } from '../kept/refresh-evidence.ts';
import { id, raw, type Sql, sql } from '../sql.ts';
import { CIRCUMSTANCES, same } from './decision-columns.ts';
import { privacyOf, pseudonym } from './forgettings.ts';
import { forgetAnswers } from './kept-answers.ts';

/** Told of what was forgotten, within the transaction: what it writes is there with it, or not at all. */
type RecordForgotten = (forgotten: Forgotten) => Promise<void>;

const NOWHERE: RecordForgotten = async () => {};

/**
 * Removes all decisions of before a time, with their verdicts and what was refused in those days. What they said stays in the
 * counts, as counts, so that the record of a domain is no worse for it; but nobody can look into it any more, by slices
 * or under other rules.
 *
 * @param before ISO time
 * @param at ISO time of this run
 * @throws Problem usage: decisions of that time are too young for the counts, which would lose them
 */
export async function forgetBefore(
  db: Database,
  before: string,
  configuration: Configuration,
  at: string,
  record = NOWHERE,
): Promise<Forgotten> {
  const { state } = await refreshEvidence(db, configuration);
  if (before > state.decidedBefore)
    throw new Problem(
      'usage',
      `--before ${before}: decisions from ${state.decidedBefore} on are too young to be counted, and would be lost; name that time or an earlier one`,
    );
  return db.transaction(async () => {
    const votes = await moveCounts(db, before, state, configuration);
    await db.run(
      sql`CREATE OR REPLACE TEMP TABLE gone AS SELECT decision_id, run FROM decisions WHERE decided_at < ${before}::TIMESTAMP`,
    );
    await db.run(sql`CREATE OR REPLACE TEMP TABLE gone_verdicts AS SELECT rowid AS place, run FROM verdicts
      WHERE decision_id IN (SELECT decision_id FROM gone)
        OR (reviewed_at < ${before}::TIMESTAMP AND decision_id NOT IN (SELECT decision_id FROM decisions))`);
    await db.run(sql`CREATE OR REPLACE TEMP TABLE gone_rows AS SELECT quarantined.rowid AS place, run FROM quarantined
      JOIN runs USING (run) WHERE ran_at < ${before}::TIMESTAMP`);
    const forgotten = {
      decisions: await db.count(raw('gone')),
      verdicts: await db.count(raw('gone_verdicts')),
    };
    await noteInRuns(db, 'decisions_forgotten', 'gone');
    await noteInRuns(db, 'verdicts_forgotten', 'gone_verdicts');
    await db.run(sql`DELETE FROM decisions WHERE decided_at < ${before}::TIMESTAMP`);
    await db.run(raw('DELETE FROM verdicts WHERE rowid IN (SELECT place FROM gone_verdicts)'));
    await dropQuarantined(db);
    await dropUnusedCircumstances(db);
    await note(db, { at, kind: 'before', what: before, ...forgotten, votes });
    await record(forgotten);
    return forgotten;
  });
}

async function dropQuarantined(db: Database): Promise<void> {
  await noteInRuns(db, 'quarantined_forgotten', 'gone_rows');
  await db.run(raw('DELETE FROM quarantined WHERE rowid IN (SELECT place FROM gone_rows)'));
}

/** A run still tells how much came in with it, and how much of that is gone. */
async function noteInRuns(db: Database, column: string, table: string): Promise<void> {
  await db.run(sql`UPDATE runs SET ${id(column)} = ${id(column)} + gone.rows
    FROM (SELECT run, count(*) AS rows FROM ${id(table)} GROUP BY run) AS gone WHERE gone.run = runs.run`);
}

/** Takes the counts of rows away, and adds them as those of rows that are gone. */
async function moveCounts(
  db: Database,
  before: string,
  state: KeptState,
  configuration: Configuration,
): Promise<number> {
  let votes = 0;
  const refresh = state.refresh + 1;
  await db.run(sql`UPDATE kept_until SET refresh = ${refresh}::INTEGER`);
  const days = await newDays(db, { ...state, decidedBefore: BEGINNING }, { decidedBefore: before });
  for (const day of days) {
    // The last of the days may reach beyond the time named.
    const decisions = sql`(FROM ${day.decisions} WHERE decided_at < ${before}::TIMESTAMP)`;
    for (const [sign, forgotten] of [
      [-1, false],
      [1, true],
    ] as const) {
      const moved = await gatherChanged(
        db,
        { decisions, runs: state.run, sign, forgotten },
        configuration,
        'leave',
      );
      await addCounts(db, refresh);
      if (!forgotten) continue;
      votes += moved.votes;
      await db.run(
        raw(`INSERT INTO gone_beginnings
        SELECT pair, decided_at, p, eligible, ${String(refresh)} FROM changed WHERE pair NOT IN (SELECT pair FROM starts)`),
      );
    }
  }
  return votes;
}

/**
 * Gives a decision another name, and drops what tells of its content beyond what the counts ask for: its segments and
 * the digests of its answers. Whoever sends it again is refused.
 *
 * @returns 0 decisions where the store has none of this id; the id is refused from now on all the same
 */
export async function forgetDecision(
  db: Database,
  decisionId: string,
  at: string,
  record = NOWHERE,
): Promise<Forgotten> {
  return db.transaction(async () => {
    const { salt } = await privacyOf(db);
    const [name] = await db.column(sql`SELECT ${pseudonym('decision', salt, sql`${decisionId}`)}`);
    const what = String(name);
    // The words that its answers spell must be known before the answers go.
    await db.run(sql`UPDATE verdicts SET verdict = CASE WHEN verdicts.answer = decided.answer THEN 'agree' ELSE 'override' END, answer = NULL
      FROM decisions AS decided WHERE decided.decision_id = verdicts.decision_id AND verdicts.decision_id = ${decisionId}
        AND verdict IS NULL AND decided.answer IS NOT NULL`);
    const verdicts = await db.change(
      sql`UPDATE verdicts SET decision_id = ${what} WHERE decision_id = ${decisionId}`,
    );
    await withoutSegments(db, sql`decision_id = ${decisionId}`);
    const decisions = await db.change(
      sql`UPDATE decisions SET decision_id = ${what}, answer = NULL WHERE decision_id = ${decisionId}`,
    );
    await db.run(
      sql`CREATE OR REPLACE TEMP TABLE gone_rows AS SELECT rowid AS place, run FROM quarantined WHERE value = ${decisionId}`,
    );
    await dropQuarantined(db);
    await dropUnusedCircumstances(db);
    await note(db, { at, kind: 'decision', what, decisions, verdicts, votes: 0 });
    await record({ decisions, verdicts });
    return { decisions, verdicts };
  });
}

/** Gives a reviewer another name, under which their verdicts go on, those too that are still to come. */
export async function forgetReviewer(
  db: Database,
  reviewerId: string,
  at: string,
  record = NOWHERE,
): Promise<Forgotten> {
  return db.transaction(async () => {
    const { salt } = await privacyOf(db);
    const [name] = await db.column(sql`SELECT ${pseudonym('reviewer', salt, sql`${reviewerId}`)}`);
    const what = String(name);
    const verdicts = await db.change(
      sql`UPDATE verdicts SET reviewer_id = ${what} WHERE reviewer_id = ${reviewerId}`,
    );
    await note(db, { at, kind: 'reviewer', what, decisions: 0, verdicts, votes: 0 });
    await record({ decisions: 0, verdicts });
    return { decisions: 0, verdicts };
  });
}

interface Note extends Forgotten {
  readonly at: string;
  readonly kind: 'before' | 'decision' | 'reviewer';
  readonly what: string;
  readonly votes: number;
}

async function note(db: Database, { at, kind, what, decisions, verdicts, votes }: Note): Promise<void> {
  await forgetAnswers(db);
  await db.run(sql`INSERT INTO forgettings VALUES (${at}::TIMESTAMP, ${kind}, ${what}, ${decisions}::BIGINT,
    ${verdicts}::BIGINT, ${votes}::BIGINT, true)`);
}

/** Puts a decision under circumstances that differ in nothing but that no segments are told. */
async function withoutSegments(db: Database, which: Sql): Promise<void> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE bare AS
    SELECT DISTINCT own.id AS was, own.* EXCLUDE (id) REPLACE (NULL::VARCHAR AS segments) FROM circumstances AS own
    JOIN decisions ON decisions.circumstances = own.id WHERE ${which} AND own.segments IS NOT NULL`);
  const alike = same('circumstances', 'bare', CIRCUMSTANCES);
  await db.run(sql`INSERT INTO circumstances
    SELECT (SELECT max(id) FROM circumstances) + row_number() OVER () AS id, * EXCLUDE (was) FROM bare WHERE NOT EXISTS (FROM circumstances WHERE ${alike})`);
  await db.run(sql`UPDATE decisions SET circumstances = alike.id
    FROM (SELECT bare.was, circumstances.id FROM bare JOIN circumstances ON ${alike}) AS alike
    WHERE ${which} AND decisions.circumstances = alike.was`);
}

async function dropUnusedCircumstances(db: Database): Promise<void> {
  await db.run(raw('DELETE FROM circumstances WHERE id NOT IN (SELECT circumstances FROM decisions)'));
}
