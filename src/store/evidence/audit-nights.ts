import * as z from 'zod';
import { type Configuration, declaredInclusion, rulesFor } from '../../contracts/configuration.ts';
import type { AuditNight } from '../../contracts/drift.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { MODEL_NAME, type Understood } from './understood-rows.ts';
import { verdictLoss } from './verdict-loss.ts';

/** A threshold whose audits are asked for. */
export interface AuditedThreshold {
  readonly evidence: Evidence;
  readonly thresholdPpm: number;
  /** How many amount steps must hold a decision; 1 where nothing is said. */
  readonly fewestSteps?: number;
}

const Row = z.object({
  place: z.number(),
  night: z.string(),
  loss: z.number().nullable(),
  inclusion: z.number().nullable(),
  decisions: z.number(),
});

/**
 * Audits above each threshold, UTC day by UTC day, of the decisions that its evidence counts: old enough, or of a record
 * in which every decision has its verdict. In the order of the thresholds given, whose evidence must say how decisions
 * were chosen for review.
 */
export async function auditNights(
  db: Database,
  understood: Understood,
  thresholds: readonly AuditedThreshold[],
  configuration: Configuration,
): Promise<AuditNight[][]> {
  if (thresholds.length === 0) return [];
  const floors = thresholds.map(
    ({ evidence, thresholdPpm, fewestSteps = 1 }, place): Sql =>
      sql`(${place}::INTEGER, ${evidence.domain}::VARCHAR, ${evidence.model}::VARCHAR, ${thresholdPpm}::INTEGER,
        ${evidence.immature === 0}::BOOLEAN, ${rulesFor(configuration, evidence.domain).editLoss}::DOUBLE, ${fewestSteps}::INTEGER)`,
  );
  const rows = await db.rows(
    Row,
    sql`SELECT place, night::VARCHAR AS night, ${verdictLoss(raw('edit_loss'))} AS loss,
      inclusion, sum(decisions)::DOUBLE AS decisions
    FROM (SELECT place, night, verdict, severity, edit_loss, inclusion, sum(decisions) AS decisions
      FROM ${understood.nights?.audits ?? auditCounts(understood)} AS counts
      JOIN (VALUES ${join(floors, ', ')}) AS floors (place, of_domain, of_model, floor, all_of_them, edit_loss, fewest_steps)
        ON domain = of_domain AND name = of_model
      WHERE band >= floor AND holding >= fewest_steps AND (all_of_them OR NOT immature) AND verdict IS DISTINCT FROM 'unsure'
      GROUP BY ALL)
    GROUP BY ALL HAVING sum(decisions) <> 0 ORDER BY place, night, inclusion, loss`,
  );
  return thresholds.map(({ evidence }, place) =>
    nightsOf(
      rows.filter((row) => row.place === place),
      evidence,
      configuration,
    ),
  );
}

/** Decisions by (domain, name of the model), day and confidence, with what their audits say, or say by being due. */
export function auditCounts({ relation, keys }: Understood): Sql {
  return sql`(SELECT domain, ${MODEL_NAME} AS name, decided_at::DATE AS night, p AS band, ${keys.holding}::INTEGER AS holding, immature,
    verdict, ${keys.severity} AS severity, inclusion, 1 AS decisions FROM ${relation})`;
}

function nightsOf(
  rows: readonly z.infer<typeof Row>[],
  evidence: Evidence,
  configuration: Configuration,
): AuditNight[] {
  const declared = declaredInclusion(rulesFor(configuration, evidence.domain), evidence.selection);
  const piMin = evidence.cells.reduce((least, { inclusion }) => Math.min(least, inclusion ?? 1), 1);
  const nights = new Map<string, AuditNight['cells'][number][]>();
  for (const { night, loss, inclusion, decisions } of rows) {
    const pi = inclusion ?? declared;
    // A verdict that was due for certain and has not come counts as an error; one that was not drawn says nothing.
    const counted = loss ?? (pi === 1 ? 1 : null);
    if (pi === null || counted === null) continue;
    const cells = nights.get(night) ?? [];
    nights.set(night, cells);
    cells.push({ pi, piMin, loss: counted, count: decisions });
  }
  return [...nights].map(([night, cells]) => ({ night, cells }));
}
