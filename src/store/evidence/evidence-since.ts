import * as z from 'zod';
import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { sql } from '../sql.ts';
import { evidenceOf } from './evidence.ts';
import { evidenceCells } from './evidence-cells.ts';
import { countOf, spanOf } from './history-evidence.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';

/**
 * The part of a record that was decided from a day on; null where nothing was. Its search begins where that of the whole
 * does.
 *
 * @param from UTC day, as YYYY-MM-DD
 */
export async function evidenceSince(
  db: Database,
  { relation, keys }: Understood,
  whole: Evidence,
  from: string,
  configuration: Configuration,
): Promise<Evidence | null> {
  const { domain, model, startConfidences } = whole;
  const later = sql`(SELECT * FROM ${relation} WHERE domain = ${domain} AND ${MODEL_NAME} = ${model} AND decided_at >= ${from}::TIMESTAMP)`;
  const { rows } = await db.row(
    z.object({ rows: z.number() }),
    sql`SELECT count(*)::DOUBLE AS rows FROM ${later}`,
  );
  const [cells] = rows === 0 ? [] : await evidenceCells(db, { relation: later, keys }, rows);
  if (cells === undefined || countOf(cells) === 0) return null;
  return {
    ...whole,
    ...evidenceOf(spanOf(cells), cells, startConfidences, rulesFor(configuration, domain)),
  };
}
