import * as z from 'zod';
import type { LedgerHead } from '../../contracts/ledger.ts';
import type { LedgerCheckpoint } from '../../contracts/ledger-export.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';

/** Which entries are asked for. */
export interface LedgerQuestion {
  /** The first and the last number. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** One type of event, or several. */
  readonly type?: string | readonly string[] | undefined;
  readonly subject?: string | undefined;
  /** ISO times: from this one on, and before that one. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const Row = z.object({
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  type: z.string(),
  subject: z.string(),
  body: z.string(),
  previous: z.string(),
  hash: z.string(),
});

/** An entry as its row has it: `body` is the text of its JSON. */
export type LedgerRow = z.infer<typeof Row>;

const COLUMNS = raw('seq::DOUBLE AS seq, "at", actor, type, subject, body, previous, hash');
const PAGE_ROWS = 1000;

/** Entries in their order, read in pages: however many there are, few are held. */
export async function* readLedger(db: Database, question: LedgerQuestion = {}): AsyncGenerator<LedgerRow> {
  let from = question.from ?? 0;
  for (;;) {
    const rows = await ledgerPage(db, { ...question, from }, PAGE_ROWS);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    from = last.seq + 1;
  }
}

/** The first of the entries that are asked for, at most so many. */
export async function ledgerPage(db: Database, question: LedgerQuestion, rows: number): Promise<LedgerRow[]> {
  return db.rows(
    Row,
    sql`SELECT ${COLUMNS} FROM ledger WHERE ${which(question)} ORDER BY ledger.seq LIMIT ${rows}::INTEGER`,
  );
}

/** The names of all who ever did anything. */
export async function actorsInLedger(db: Database): Promise<string[]> {
  const rows = await db.rows(z.object({ actor: z.string() }), sql`SELECT DISTINCT actor FROM ledger`);
  return rows.map(({ actor }) => actor);
}

/** The newest of the entries that are asked for, at most so many, oldest first. */
export async function newestEntries(
  db: Database,
  question: LedgerQuestion,
  rows: number,
): Promise<LedgerRow[]> {
  const found = await db.rows(
    Row,
    sql`SELECT ${COLUMNS} FROM ledger WHERE ${which(question)} ORDER BY ledger.seq DESC LIMIT ${rows}::INTEGER`,
  );
  return found.reverse();
}

/** Where the ledger ends; 0 and 64 zeros where nothing is in it. */
export async function ledgerHead(db: Database): Promise<LedgerHead> {
  const [last] = await db.rows(
    z.object({ seq: z.number(), hash: z.string() }),
    raw('SELECT seq::DOUBLE AS seq, hash FROM ledger ORDER BY ledger.seq DESC LIMIT 1'),
  );
  return last ?? { seq: 0, hash: '0'.repeat(64) };
}

/** Signatures of where the ledger ended, oldest first, on entries from one to another. */
export async function ledgerCheckpoints(
  db: Database,
  { from, to }: Pick<LedgerQuestion, 'from' | 'to'> = {},
): Promise<LedgerCheckpoint[]> {
  return db.rows(
    z.object({ seq: z.number(), hash: z.string(), at: z.string(), keyId: z.string(), signature: z.string() }),
    sql`SELECT seq::DOUBLE AS seq, hash, "at", key_id AS "keyId", signature FROM checkpoints WHERE ${which({
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    })} ORDER BY checkpoints.seq, checkpoints."at"`,
  );
}

function which({ from, to, type, subject, since, until }: LedgerQuestion): Sql {
  const conditions: Sql[] = [raw('true')];
  if (from !== undefined) conditions.push(sql`seq >= ${from}::BIGINT`);
  if (to !== undefined) conditions.push(sql`seq <= ${to}::BIGINT`);
  if (type !== undefined) {
    const types = [type].flat().map((one) => sql`${one}`);
    conditions.push(sql`type IN (${join(types, ', ')})`);
  }
  if (subject !== undefined) conditions.push(sql`subject = ${subject}`);
  if (since !== undefined) conditions.push(sql`"at" >= ${since}`);
  if (until !== undefined) conditions.push(sql`"at" < ${until}`);
  return join(conditions, ' AND ');
}
