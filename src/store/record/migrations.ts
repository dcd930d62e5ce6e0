import * as z from 'zod';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { KEPT_SCHEMA } from '../kept/kept-tables.ts';
import { WATCHES_SCHEMA } from '../kept/kept-watches.ts';
import { LEDGER_SCHEMA } from '../ledger/ledger-tables.ts';
import { WEBHOOK_SCHEMA } from '../ledger/webhook-cursors.ts';
import { ATTACHED_SCHEMA, PUSHED_SCHEMA } from '../pushed/pushed-tables.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { PRIVACY_SCHEMA } from './forgettings.ts';
import { ANSWERS_SCHEMA } from './kept-answers.ts';
import { VERDICT_CIRCUMSTANCES } from './verdict-circumstances.ts';

/**
 * What turns a store of one version into one of the next, the first from nothing. A migration that was published never
 * changes: stores that it made exist.
 */
const MIGRATIONS: readonly (readonly Sql[])[] = [
  [
    // What many decisions have in common stands once: their rows hold a small number in its place.
    raw(`CREATE TABLE circumstances (
      id INTEGER NOT NULL, domain VARCHAR NOT NULL, model VARCHAR, policy VARCHAR, route VARCHAR, triggers VARCHAR[], segments VARCHAR)`),
    raw(`CREATE TABLE decisions (
      decision_id VARCHAR NOT NULL, circumstances INTEGER NOT NULL, decided_at TIMESTAMP NOT NULL, confidence DOUBLE NOT NULL,
      amount DOUBLE, review_probability DOUBLE, answer UUID, run INTEGER NOT NULL)`),
    raw(`CREATE TABLE verdicts (
      decision_id VARCHAR NOT NULL, reviewer_id VARCHAR, reviewed_at TIMESTAMP, verdict VARCHAR, answer UUID,
      severity DOUBLE, run INTEGER NOT NULL)`),
    raw(
      `CREATE TABLE quarantined (run INTEGER NOT NULL, file VARCHAR NOT NULL, line BIGINT NOT NULL, rule VARCHAR NOT NULL, value VARCHAR)`,
    ),
    raw(`CREATE TABLE runs (
      run INTEGER NOT NULL, ran_at TIMESTAMP NOT NULL, decisions_added BIGINT NOT NULL, decisions_known BIGINT NOT NULL,
      verdicts_added BIGINT NOT NULL, verdicts_known BIGINT NOT NULL, quarantined BIGINT NOT NULL,
      decisions_forgotten BIGINT NOT NULL, verdicts_forgotten BIGINT NOT NULL, quarantined_forgotten BIGINT NOT NULL)`),
    raw(
      `CREATE TABLE files (digest VARCHAR NOT NULL, name VARCHAR NOT NULL, bytes BIGINT NOT NULL, run INTEGER NOT NULL)`,
    ),
    ...KEPT_SCHEMA,
    ...PRIVACY_SCHEMA,
    ...ANSWERS_SCHEMA,
  ],
  LEDGER_SCHEMA,
  VERDICT_CIRCUMSTANCES,
  WEBHOOK_SCHEMA,
  PUSHED_SCHEMA,
  ATTACHED_SCHEMA,
  WATCHES_SCHEMA,
];

/** Version of a store that this leeway makes. */
export const NEWEST_VERSION = MIGRATIONS.length;

/**
 * Brings a store to the newest version, all steps or none.
 *
 * @param at ISO time
 * @param upTo version to stop at, for a backup of an older one
 * @throws Problem check-failed: a newer leeway made it; input-refused: it is a DuckDB file, but no store
 */
export async function migrate(
  db: Database,
  path: string,
  at: string,
  isNew: boolean,
  upTo = NEWEST_VERSION,
): Promise<void> {
  const version = await versionOf(db);
  if (version === null && !isNew)
    throw new Problem(
      'input-refused',
      `${path}: a DuckDB file, but no store of leeway; name another with --db, or make one with leeway init`,
    );
  const from = version ?? 0;
  if (from > NEWEST_VERSION)
    throw new Problem(
      'check-failed',
      `${path}: made by a newer leeway (version ${from} of the store; this one knows ${NEWEST_VERSION}); install that one`,
    );
  if (from === NEWEST_VERSION) return;
  await db.transaction(async () => {
    await db.run(
      raw(
        'CREATE TABLE IF NOT EXISTS leeway_versions (version INTEGER NOT NULL, migrated_at TIMESTAMP NOT NULL)',
      ),
    );
    for (const [index, steps] of MIGRATIONS.entries()) {
      if (index < from || index >= upTo) continue;
      for (const step of steps) await db.run(step);
      await db.run(sql`INSERT INTO leeway_versions VALUES (${index + 1}::INTEGER, ${at}::TIMESTAMP)`);
    }
  });
}

/** Version of a store; null where the file is none. */
async function versionOf(db: Database): Promise<number | null> {
  const isStore = await db.exists(
    sql`FROM duckdb_tables() WHERE table_name = 'leeway_versions' AND NOT temporary`,
  );
  if (!isStore) return null;
  const { version } = await db.row(
    z.object({ version: z.number() }),
    raw('SELECT max(version)::INTEGER AS version FROM leeway_versions'),
  );
  return version;
}
