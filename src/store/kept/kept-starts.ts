import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import { START_DECISIONS } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { startConfidences } from '../evidence/start-confidences.ts';
import { understoodRows } from '../evidence/understood-rows.ts';
import { judgedBy } from '../record/kept-rows.ts';
import { raw, sql } from '../sql.ts';
import { beginningRows } from './kept-tables.ts';

/**
 * Keeps the first decisions of the records that have enough by now.
 *
 * @param until ISO time before which decisions are counted
 */
export async function keepStarts(db: Database, configuration: Configuration, until: string): Promise<void> {
  const spans = await db.rows(
    z.object({
      domain: z.string(),
      model: z.string(),
      decisions: z.number(),
      first: z.number(),
      last: z.number(),
    }),
    sql`SELECT domain, model, decisions, first, last FROM pairs
      JOIN (SELECT pair, sum(decisions)::DOUBLE AS decisions FROM coverage_cells GROUP BY pair) AS counts ON counts.pair = pairs.id
      JOIN (SELECT pair, epoch_ms(min(first))::DOUBLE AS first, epoch_ms(max(last))::DOUBLE AS last FROM spans GROUP BY pair) AS spans ON spans.pair = pairs.id
      WHERE decisions >= ${raw(String(START_DECISIONS))} AND pairs.id NOT IN (SELECT pair FROM starts)`,
  );
  if (spans.length === 0) return;
  const settled = judgedBy(
    sql`(FROM decisions WHERE decided_at < ${until}::TIMESTAMP)`,
    raw(
      '(SELECT NULL::VARCHAR AS decision_id, NULL::VARCHAR AS verdict, NULL::DOUBLE AS severity, NULL::TIMESTAMP AS reviewed_at WHERE false)',
    ),
  );
  const { relation } = understoodRows(settled, new Set(), configuration, until);
  for (const { domain, model, decisions, until: end, confidences } of await startConfidences(
    db,
    beginningRows(relation),
    spans,
  ))
    await db.run(sql`INSERT INTO starts SELECT id, epoch_ms(${end}::BIGINT), ${decisions}::BIGINT,
      from_json(${JSON.stringify(confidences)}, '["INTEGER"]') FROM pairs WHERE domain = ${domain} AND model = ${model}`);
}
