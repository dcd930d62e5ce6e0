import { join, raw, type Sql, sql } from '../sql.ts';
import { unionOf } from './decision-rows.ts';
import type { NormalisedSource } from './normalise.ts';

const COLUMNS = raw('decision_id, reviewer_id, reviewed_at, verdict, severity, blind');

/**
 * The votes of files that were read, each with whether it was blind, as a store keeps them: of copies that do not agree on
 * that, one that was not blind.
 *
 * @param gathered whether `judgedRows` has gathered repeated decisions and verdicts by themselves into tables
 */
export function fileVotes(sources: readonly NormalisedSource[], asOf: string, gathered: boolean): Sql {
  const deciding = unionOf(
    sources.filter((one) => one.kind !== 'verdicts'),
    asOf,
  );
  const beside = sql`SELECT ${COLUMNS} FROM ${deciding} WHERE rule IS NULL AND verdict IS NOT NULL`;
  const parts = gathered
    ? [
        sql`${beside} AND hash(decision_id) NOT IN (FROM repeated_hashes)`,
        sql`SELECT ${COLUMNS} FROM repeated WHERE rule IS NULL AND verdict IS NOT NULL`,
        sql`SELECT ${COLUMNS} FROM verdict_rows WHERE rule IS NULL`,
      ]
    : [beside];
  return sql`(SELECT decision_id, reviewer_id, reviewed_at, verdict, severity, bool_and(blind) AS blind,
      NULL::DOUBLE AS duration_s, NULL::VARCHAR AS rubric
    FROM (${join(parts, ' UNION ALL ')}) GROUP BY decision_id, reviewer_id, reviewed_at, verdict, severity)`;
}
