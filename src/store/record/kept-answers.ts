import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';

/** What was worked out from a store, for as long as nothing comes into it: one answer a question. */
export const ANSWERS_SCHEMA: readonly Sql[] = [
  raw('CREATE TABLE answers (question VARCHAR NOT NULL, asked VARCHAR NOT NULL, answer VARCHAR NOT NULL)'),
];

/**
 * A digest of all that an answer rests on: what is in the store, and what was asked of it.
 *
 * @param asked JSON of whatever else changes the answer: rules, times, the code that works it out
 */
export async function askedOf(db: Database, asked: unknown): Promise<string> {
  const content = await db.row(
    z.object({
      run: z.number(),
      refresh: z.number().nullable(),
      forgettings: z.number(),
      counted: z.number(),
      told: z.number(),
    }),
    // Counts may be behind the newest run, and answers are those of the counts; what was decided stands in the ledger.
    raw(`SELECT (SELECT coalesce(max(run), 0) FROM runs)::INTEGER AS run, (SELECT max(refresh) FROM kept_until) AS refresh,
      count(*)::INTEGER AS forgettings, count(*) FILTER (counted)::INTEGER AS counted,
      (SELECT coalesce(max(seq), 0) FROM ledger)::DOUBLE AS told FROM forgettings`),
  );
  return createHash('sha256')
    .update(JSON.stringify([content, asked]))
    .digest('hex');
}

/** What was answered when the same was asked of the same; null where it was not. */
export async function answerKept(db: Database, question: string, asked: string): Promise<string | null> {
  const [kept] = await db.rows(
    z.object({ answer: z.string() }),
    sql`SELECT answer FROM answers WHERE question = ${question} AND asked = ${asked}`,
  );
  return kept?.answer ?? null;
}

/** Whether any of these was ever asked, whatever came in since. */
export function isAnswered(db: Database, questions: readonly string[]): Promise<boolean> {
  const either = questions.map((question) => sql`question = ${question}`);
  return db.exists(sql`FROM answers WHERE ${join(either, ' OR ')}`);
}

/** Keeps an answer in the place of the last one to its question. */
export async function keepAnswer(
  db: Database,
  question: string,
  asked: string,
  answer: string,
): Promise<void> {
  await db.transaction(async () => {
    await db.run(sql`DELETE FROM answers WHERE question = ${question}`);
    await db.run(sql`INSERT INTO answers VALUES (${question}, ${asked}, ${answer})`);
  });
}

/** Throws all answers away: they may name what must be forgotten. */
export async function forgetAnswers(db: Database): Promise<void> {
  await db.run(raw('DELETE FROM answers'));
}
