import * as z from 'zod';
import { START_DECISIONS } from '../../contracts/evidence.ts';
import { Problem } from '../../contracts/problem.ts';
import { Rule } from '../../contracts/rule.ts';
import type { Database } from '../database.ts';
import { raw } from '../sql.ts';

/** What the answers stand for. */
export const Bounds = z.object({
  /** ISO time */
  asOf: z.string(),
  rules: z.string(),
  source: z.string(),
  decisions: z.number(),
});
export type Bounds = z.infer<typeof Bounds>;

/** Decisions of each record that an answer must speak of, by what the cells say, and those that it does. */
const SUMS: readonly { readonly answer: string; readonly cells: string; readonly own: string }[] = [
  {
    answer: 'confidences',
    cells: 'holding > 0',
    own: 'SELECT domain, model, decisions FROM answered_confidences',
  },
  {
    answer: 'audits',
    cells: 'word IN (1, 2, 3) OR (word = 0 AND (inclusion < 0 OR inclusion = 1))',
    own: 'SELECT domain, model, decisions FROM answered_audits',
  },
];

/**
 * Checks that the answers are of one history, and whole: half of a cluster would be told as less than all.
 *
 * @param startsFrom whether the first decisions of every record must be among them
 * @throws Problem input-refused: they contradict one another
 */
export async function checkAnswers(db: Database, startsFrom: 'all' | 'some'): Promise<Bounds | null> {
  const all = await db.rows(
    Bounds,
    raw(`SELECT strftime(make_timestamp(as_of), '%Y-%m-%dT%H:%M:%S.%gZ') AS "asOf", rules, source, decisions::DOUBLE AS decisions
      FROM answered_bounds GROUP BY ALL`),
  );
  const [bounds, ...others] = all;
  if (bounds === undefined || bounds.decisions === 0) return null;
  if (others.length > 0)
    throw new Problem(
      'input-refused',
      'the answers are of several times; give those of one run of the statements',
    );
  await differ(
    db,
    'cells',
    `SELECT '' AS domain, (SELECT decisions FROM answered_bounds LIMIT 1) AS due, (SELECT sum(decisions) FROM answered_cells) AS come`,
  );
  for (const { answer, cells, own } of SUMS)
    await differ(
      db,
      answer,
      `SELECT domain, sum(due) AS due, sum(come) AS come FROM (
        SELECT domain, model, decisions AS due, 0 AS come FROM answered_cells WHERE ${cells}
        UNION ALL SELECT domain, model, 0, decisions FROM (${own})) GROUP BY domain, model`,
    );
  if (startsFrom === 'all')
    await differ(
      db,
      'starts',
      `SELECT domain, least(sum(due), ${START_DECISIONS}) AS due, least(sum(come), ${START_DECISIONS}) AS come FROM (
        SELECT domain, model, decisions AS due, 0 AS come FROM answered_cells
        UNION ALL SELECT domain, model, 0, 1 FROM answered_starts) GROUP BY domain, model`,
    );
  return bounds;
}

/** Rows of the answers that broke a rule, the rule that most broke first. */
export async function refusedAnswers(db: Database): Promise<{ rule: Rule; rows: number }[]> {
  return db.rows(
    z.object({ rule: Rule, rows: z.number() }),
    raw(
      'SELECT rule, sum(rows)::DOUBLE AS rows FROM answered_refused GROUP BY rule ORDER BY rows DESC, rule',
    ),
  );
}

async function differ(db: Database, answer: string, sums: string): Promise<void> {
  const [fault] = await db.rows(
    z.object({ domain: z.string(), due: z.number(), come: z.number() }),
    raw(`SELECT domain, coalesce(due, 0)::DOUBLE AS due, coalesce(come, 0)::DOUBLE AS come FROM (${sums})
      WHERE due IS DISTINCT FROM come ORDER BY domain LIMIT 1`),
  );
  if (fault === undefined) return;
  const where = fault.domain === '' ? '' : ` of ${fault.domain}`;
  throw new Problem(
    'input-refused',
    `${answer}: ${fault.come} decisions${where}, where the other answers have ${fault.due}: the history changed while it was asked, or an answer is not whole; ask again, with --until a time after which nothing comes in any more`,
  );
}
