import type { Evidence } from '../../contracts/evidence.ts';
import { RanAlone, ReviewFacts } from '../../contracts/packet-record.ts';
import type { Database } from '../database.ts';
import { MODEL_NAME } from '../evidence/understood-rows.ts';
import { sql } from '../sql.ts';
import { verdictColumn } from './verdict-column.ts';

/**
 * How many decisions of a (domain, model) ran without asking first, as they recorded it.
 *
 * @param until ISO time: decisions up to it
 */
export async function ranAlone(
  db: Database,
  { domain, model }: Pick<Evidence, 'domain' | 'model'>,
  until: string,
): Promise<RanAlone> {
  return db.row(
    RanAlone,
    sql`SELECT count(*) FILTER (route IN ('on-the-loop', 'autonomous'))::DOUBLE AS decisions, count(*)::DOUBLE AS "ofAll"
      FROM decisions JOIN circumstances ON circumstances.id = decisions.circumstances
      WHERE domain = ${domain} AND ${MODEL_NAME} = ${model} AND decided_at <= ${until}::TIMESTAMP`,
  );
}

/**
 * How the verdicts on a (domain, model) came about.
 *
 * @param until ISO time: verdicts up to it
 */
export async function reviewFacts(
  db: Database,
  { domain, model }: Pick<Evidence, 'domain' | 'model'>,
  until: string,
): Promise<ReviewFacts> {
  const [blind, seconds] = [
    await verdictColumn(db, 'blind', 'BOOLEAN'),
    await verdictColumn(db, 'duration_s', 'DOUBLE'),
  ];
  return db.row(
    ReviewFacts,
    sql`SELECT count(*)::DOUBLE AS verdicts, count(DISTINCT nullif(reviewer_id, ''))::DOUBLE AS reviewers,
        count(*) FILTER (nullif(reviewer_id, '') IS NULL)::DOUBLE AS unnamed,
        median(seconds)::DOUBLE AS "medianSeconds", count(seconds)::DOUBLE AS timed, avg(blind::INTEGER)::DOUBLE AS "blindShare"
      FROM (SELECT reviewer_id, decision_id, reviewed_at, ${seconds} AS seconds, ${blind} AS blind FROM verdicts) AS said
        JOIN decisions USING (decision_id) JOIN circumstances ON circumstances.id = decisions.circumstances
      WHERE domain = ${domain} AND ${MODEL_NAME} = ${model} AND (reviewed_at IS NULL OR reviewed_at <= ${until}::TIMESTAMP)
        AND decided_at <= ${until}::TIMESTAMP`,
  );
}
