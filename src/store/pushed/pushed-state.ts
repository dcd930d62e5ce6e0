import { CountsReach } from '../../contracts/counts.ts';
import { counted } from '../../contracts/figures.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { raw } from '../sql.ts';

/** How far the counts reach that an engine made; null where the store has none. */
export async function pushedState(db: Database): Promise<CountsReach | null> {
  const [state] = await db.rows(
    CountsReach,
    raw(
      `SELECT strftime(as_of, '%Y-%m-%dT%H:%M:%S.%gZ') AS "asOf", rules, source, part_days AS "partDays", attached FROM pushed_until`,
    ),
  );
  return state ?? null;
}

/**
 * A store holds decisions, or counts of decisions that are elsewhere: nobody could tell which of both were counted twice.
 *
 * @throws Problem input-refused: it holds decisions or verdicts
 */
export async function refuseRows(db: Database): Promise<void> {
  const rows = await db.count(raw('(SELECT 1 FROM decisions UNION ALL SELECT 1 FROM verdicts)'));
  if (rows > 0)
    throw new Problem(
      'input-refused',
      `the store holds ${counted(rows, 'row')} of decisions and verdicts, which counts of an engine may count again; name another store with --db, made by leeway init`,
    );
}

/** @throws Problem input-refused: the store holds counts of decisions that are elsewhere */
export async function refusePushed(db: Database, what: string): Promise<void> {
  if ((await pushedState(db)) !== null)
    throw new Problem(
      'input-refused',
      `the store holds counts that an engine made, and none of the decisions: ${what}`,
    );
}
