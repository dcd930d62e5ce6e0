import * as z from 'zod';
import type { IngestRunRow, IntakeReport, QuarantinedRow } from '../../contracts/intake.ts';
import { Rule } from '../../contracts/rule.ts';
import { Instant } from '../../contracts/time.ts';
import type { Database } from '../database.ts';
import { raw, sql } from '../sql.ts';

const MOST_FILES = 20;
const MOST_DAYS = 60;

const At = z.preprocess((value) => (value instanceof Date ? value.toISOString() : value), Instant.nullable());

/** What of an intake a store knows; the rest is the server's. */
export type StoredIntake = Omit<IntakeReport, 'spooledBytes' | 'failure'>;

/**
 * What came into a store: its totals, its days and its runs, the newest first.
 *
 * @param before runs older than this one; null begins with the newest
 */
export async function intakeOf(
  db: Database,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<StoredIntake> {
  const totals = await db.row(
    z.object({
      newestDecisionAt: At,
      newestVerdictAt: At,
      decisions: z.number(),
      verdicts: z.number(),
      waitingVerdicts: z.number(),
    }),
    raw(`SELECT (SELECT max(decided_at) FROM decisions) AS "newestDecisionAt",
      (SELECT max(reviewed_at) FROM verdicts) AS "newestVerdictAt",
      (SELECT count(*) FROM decisions)::DOUBLE AS decisions, (SELECT count(*) FROM verdicts)::DOUBLE AS verdicts,
      (SELECT count(*) FROM verdicts ANTI JOIN decisions USING (decision_id))::DOUBLE AS "waitingVerdicts"`),
  );
  const byRule = await db.rows(
    z.object({ rule: Rule, rows: z.number() }),
    raw('SELECT rule, count(*)::DOUBLE AS rows FROM quarantined GROUP BY rule ORDER BY rule'),
  );
  const days = await db.rows(
    z.object({ day: z.string(), decisions: z.number(), verdicts: z.number(), quarantined: z.number() }),
    sql`SELECT strftime(ran_at, '%Y-%m-%d') AS day, sum(decisions_added)::DOUBLE AS decisions,
      sum(verdicts_added)::DOUBLE AS verdicts, sum(quarantined)::DOUBLE AS quarantined
      FROM runs GROUP BY 1 ORDER BY 1 DESC LIMIT ${MOST_DAYS}::INTEGER`,
  );
  const runs = await runsOf(db, before, limit + 1);
  const shown = runs.slice(0, limit);
  return {
    ...totals,
    quarantinedByRule: Object.fromEntries(byRule.map(({ rule, rows }) => [rule, rows])),
    days,
    runs: shown,
    next: runs.length > limit ? (shown.at(-1)?.run ?? null) : null,
  };
}

async function runsOf(db: Database, before: number | null, limit: number): Promise<IngestRunRow[]> {
  const rows = await db.rows(
    z.object({
      run: z.number(),
      ranAt: z.date(),
      ...{ added: z.number(), known: z.number(), judged: z.number(), heard: z.number() },
      quarantined: z.number(),
      files: z.string(),
    }),
    sql`SELECT run, ran_at AS "ranAt", decisions_added::DOUBLE AS added, decisions_known::DOUBLE AS known,
      verdicts_added::DOUBLE AS judged, verdicts_known::DOUBLE AS heard, quarantined::DOUBLE AS quarantined,
      coalesce((SELECT to_json(list({name: name, bytes: bytes} ORDER BY name)[:${MOST_FILES}::INTEGER])
        FROM files WHERE files.run = runs.run), '[]')::VARCHAR AS files
      FROM runs WHERE run < ${before ?? 2_147_483_647}::INTEGER ORDER BY run DESC LIMIT ${limit}::INTEGER`,
  );
  const Files = z.array(z.object({ name: z.string(), bytes: z.number() }));
  return rows.map(({ run, ranAt, added, known, judged, heard, quarantined, files }) => ({
    ...{ run, ranAt: ranAt.toISOString(), quarantined },
    decisions: { added, known },
    verdicts: { added: judged, known: heard },
    files: Files.parse(JSON.parse(files)),
  }));
}

/** Rows that broke a rule, the newest run first, then by file and line. */
export async function quarantinedRows(
  db: Database,
  {
    rule,
    run,
    offset,
    limit,
  }: {
    readonly rule: Rule | null;
    readonly run: number | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<QuarantinedRow[]> {
  return db.rows(
    z.object({
      run: z.number(),
      file: z.string(),
      line: z.number(),
      rule: Rule,
      value: z.string().nullable(),
    }),
    sql`SELECT run, file, line::DOUBLE AS line, rule, value FROM quarantined
      WHERE (${rule ?? ''} = '' OR rule = ${rule ?? ''}) AND (${run ?? 0}::INTEGER = 0 OR run = ${run ?? 0}::INTEGER)
      ORDER BY run DESC, file, line LIMIT ${limit}::INTEGER OFFSET ${offset}::INTEGER`,
  );
}
