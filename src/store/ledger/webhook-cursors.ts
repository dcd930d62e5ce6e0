import * as z from 'zod';
import type { Database } from '../database.ts';
import { raw, type Sql, sql } from '../sql.ts';

/** Up to where each webhook was told of the ledger, and which entries it would not take. */
export const WEBHOOK_SCHEMA: readonly Sql[] = [
  raw('CREATE TABLE webhook_cursors (url VARCHAR PRIMARY KEY, seq BIGINT NOT NULL)'),
  raw(`CREATE TABLE webhook_dead_letters (
    url VARCHAR NOT NULL, seq BIGINT NOT NULL, "at" VARCHAR NOT NULL, error VARCHAR NOT NULL)`),
];

/** An entry of the ledger that a webhook would not take. */
export interface DeadLetter {
  readonly seq: number;
  /** ISO time at which it was given up. */
  readonly at: string;
  readonly error: string;
}

/** The last entry that a webhook is done with; null where it was never told of any. */
export async function webhookCursor(db: Database, url: string): Promise<number | null> {
  const [found] = await db.rows(
    z.object({ seq: z.number() }),
    sql`SELECT seq::DOUBLE AS seq FROM webhook_cursors WHERE url = ${url}`,
  );
  return found?.seq ?? null;
}

export async function keepWebhookCursor(db: Database, url: string, seq: number): Promise<void> {
  await db.run(
    sql`INSERT INTO webhook_cursors VALUES (${url}, ${seq}::BIGINT) ON CONFLICT (url) DO UPDATE SET seq = excluded.seq`,
  );
}

export async function keepDeadLetter(
  db: Database,
  url: string,
  { seq, at, error }: DeadLetter,
): Promise<void> {
  await db.run(sql`INSERT INTO webhook_dead_letters VALUES (${url}, ${seq}::BIGINT, ${at}, ${error})`);
}

/** Numbers of the entries that a webhook would not take, in their order. */
export async function deadSeqs(db: Database, url: string): Promise<number[]> {
  const found = await db.rows(
    z.object({ seq: z.number() }),
    sql`SELECT DISTINCT seq::DOUBLE AS seq FROM webhook_dead_letters WHERE url = ${url} ORDER BY 1`,
  );
  return found.map(({ seq }) => seq);
}

/** Forgets that a webhook would not take an entry, since it has. */
export async function dropDeadLetter(db: Database, url: string, seq: number): Promise<void> {
  await db.run(sql`DELETE FROM webhook_dead_letters WHERE url = ${url} AND seq = ${seq}::BIGINT`);
}

/** How many entries a webhook would not take, and the last of them. */
export async function deadLetters(
  db: Database,
  url: string,
): Promise<{ readonly dead: number; readonly last: DeadLetter | null }> {
  const [last] = await db.rows(
    z.object({ dead: z.number(), seq: z.number(), at: z.string(), error: z.string() }),
    sql`SELECT (count(*) OVER ())::DOUBLE AS dead, seq::DOUBLE AS seq, "at", error
      FROM webhook_dead_letters WHERE url = ${url} ORDER BY webhook_dead_letters.seq DESC LIMIT 1`,
  );
  if (last === undefined) return { dead: 0, last: null };
  const { dead, ...letter } = last;
  return { dead, last: letter };
}
