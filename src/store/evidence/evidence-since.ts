import * as z from 'zod';
import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { join, sql } from '../sql.ts';
import { evidenceOf } from './evidence.ts';
import { evidenceCells } from './evidence-cells.ts';
import { countOf, spanOf } from './history-evidence.ts';
import { keyOf } from './start-confidences.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/** A record, and the UTC day (YYYY-MM-DD) from which on its decisions are asked for. */
export interface RecordSince {
  readonly whole: Evidence;
  readonly from: string;
}

/**
 * The parts of records that were decided from a day on; those of which nothing was are left out. Each search begins where
 * that of the whole does.
 */
export async function evidenceSince(
  db: Database,
  { relation, keys }: Understood,
  records: readonly RecordSince[],
  configuration: Configuration,
): Promise<Map<Evidence, Evidence>> {
  if (records.length === 0) return new Map();
  const begun = records.map(
    ({ whole: { domain, model }, from }) => sql`(${domain}::VARCHAR, ${model}::VARCHAR, ${from}::TIMESTAMP)`,
  );
  const later = sql`(SELECT rows.* FROM ${relation} AS rows JOIN (VALUES ${join(begun, ', ')}) AS begun (of_domain, of_model, begins)
    ON domain = of_domain AND ${MODEL_NAME} = of_model WHERE decided_at >= begins)`;
  const { rows } = await db.row(
    z.object({ rows: z.number() }),
    sql`SELECT count(*)::DOUBLE AS rows FROM ${later}`,
  );
  const counted = rows === 0 ? [] : await evidenceCells(db, { relation: later, keys }, rows);
  const cellsOf = new Map(counted.map((one) => [keyOf({ ...one, domain: one.domain ?? '' }), one]));
  return new Map(
    records.flatMap(({ whole }) => {
      const cells = cellsOf.get(keyOf(whole));
      if (cells === undefined || countOf(cells) === 0) return [];
      const { domain, startConfidences } = whole;
      const own = evidenceOf(spanOf(cells), cells, startConfidences, rulesFor(configuration, domain));
      return [[whole, { ...whole, ...own }] as const];
    }),
  );
}
