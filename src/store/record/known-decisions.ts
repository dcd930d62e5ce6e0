import * as z from 'zod';
import type { Database } from '../database.ts';
import { ruleCode } from '../reading/checks.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { COLUMNS, CONTENT, STORED, same, VERDICT } from './decision-columns.ts';
import { hasMost } from './recurring-ids.ts';

const SAID_ONCE = 'hash(domain, model, triggers, route, policy)';
/** Two hashes of 64 bits, one of the id and one of what it says: rows with both alike are one decision. */
const fingerprint = (saidOnce: string): Sql =>
  raw(
    `hash(decision_id) AS id_hash, hash(decided_at, confidence, amount, review_probability, answer, ${saidOnce}) AS content_hash`,
  );
const KEPT = raw(
  `decisions JOIN (SELECT id, ${SAID_ONCE} AS said_once FROM circumstances) AS said ON said.id = decisions.circumstances`,
);
const READ = raw(
  "source, file, position, rule, decision_id, domain, nullif(model, '') AS model, policy, route, triggers, segments, decided_at, confidence, amount, review_probability, ai_answer",
);
/** Which row of which file it is: where two had the same, more than one would be looked at. */
const PLACE = raw('hash(source, file, position)');
/**
 * Leaves out at once the rows that the store has, where a sample of them shows that it has most.
 *
 * @returns the other rows, and how many were left out
 */
export async function withoutKnown(db: Database, rows: Sql): Promise<{ rows: Sql; known: number }> {
  if (!(await hasMost(db, 'decisions', rows))) return { rows, known: 0 };
  // Millions are told apart by numbers alone: what else stands in a row would go to disk and back with them.
  await db.run(sql`CREATE OR REPLACE TEMP TABLE unknown_places AS SELECT place FROM
      (SELECT ${PLACE} AS place, rule IS NULL AS sound, ${fingerprint(SAID_ONCE)} FROM (SELECT ${READ}, md5(ai_answer)::UUID AS answer FROM ${rows}))
    ANTI JOIN (SELECT ${fingerprint('said_once')}, true AS sound FROM ${KEPT}) AS kept USING (id_hash, content_hash, sound)`);
  const some = (await db.count(raw('unknown_places'))) === 0 ? raw('LIMIT 0') : raw('');
  await db.run(sql`CREATE OR REPLACE TEMP TABLE unknown_rows AS SELECT ${READ}, ${VERDICT}
    FROM (FROM ${rows} ${some}) WHERE ${PLACE} IN (FROM unknown_places)`);
  const unknown = await db.count(raw('unknown_rows'));
  return { rows: raw('unknown_rows'), known: (await db.count(rows)) - unknown };
}

export interface Compared {
  /** Rows that the store has, with the same content. */
  readonly alike: number;
  /** Rows that only share their hash with one of the store. */
  readonly collisions: number;
}

/** Compares the rows that the store has already, and leaves those with other content in `repeated`. */
export async function compareStored(db: Database, rows: Sql): Promise<Compared> {
  const met = await db.count(raw('stored ANTI JOIN twice USING (h)'));
  if (met === 0) return { alike: 0, collisions: 0 };
  // Strings of millions of rows are not laid side by side; only those of rows that are not alike.
  await db.run(sql`CREATE OR REPLACE TEMP TABLE unlike AS
    SELECT DISTINCT rows.* EXCLUDE (id_hash, content_hash)
    FROM (SELECT *, ${fingerprint(SAID_ONCE)} FROM (SELECT source, file, position, rule, ${COLUMNS}, ${VERDICT} FROM ${rows})) AS rows
    JOIN (SELECT ${fingerprint('said_once')} FROM ${KEPT} WHERE hash(decision_id) IN (FROM stored)) AS kept USING (id_hash)
    WHERE (rows.content_hash <> kept.content_hash OR rule IS NOT NULL) AND id_hash NOT IN (FROM twice)`);
  const differing = await db.change(sql`INSERT INTO repeated BY NAME
    SELECT unlike.* REPLACE (${raw(ruleCode('decision_id_conflict'))} AS rule), 2 AS occurrence
    FROM unlike JOIN ${STORED} AS kept USING (decision_id) WHERE rule IS NULL AND NOT (${same('kept', 'unlike', CONTENT)})`);
  const { broken, collisions } = await db.row(
    z.object({ broken: z.number(), collisions: z.number() }),
    raw(`SELECT count(*) FILTER (rule IS NOT NULL)::DOUBLE AS broken,
      count(*) FILTER (rule IS NULL AND decision_id NOT IN (SELECT decision_id FROM decisions))::DOUBLE AS collisions FROM unlike`),
  );
  return { alike: met - differing - broken - collisions, collisions };
}
