import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import { declaredInclusion } from '../../contracts/declared-inclusion.ts';
import type { AuditNight } from '../../contracts/drift.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import { DAY_MS, utcDay } from '../../contracts/time.ts';
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
  const [places = NONE, ...columns] = await db.doubles(
    sql`SELECT place, night - DATE '1970-01-01' AS day, ${verdictLoss(raw('edit_loss'))} AS loss,
      inclusion, sum(decisions) AS decisions
    FROM ${understood.nights?.audits ?? auditCounts(understood)} AS counts
    JOIN (VALUES ${join(floors, ', ')}) AS floors (place, of_domain, of_model, floor, all_of_them, edit_loss, fewest_steps)
      ON domain = of_domain AND name = of_model
    WHERE band >= floor AND holding >= fewest_steps AND (all_of_them OR NOT immature) AND verdict IS DISTINCT FROM 'unsure'
    GROUP BY ALL HAVING sum(decisions) <> 0 ORDER BY place, day, inclusion, loss`,
  );
  const names = new Map<number, string>();
  let end = 0;
  return thresholds.map(({ evidence }, place) => {
    const begin = end;
    while (places[end] === place) end++;
    const [days = NONE, losses = NONE, inclusions = NONE, decisions = NONE] = columns.map((column) =>
      column.subarray(begin, end),
    );
    return nightsOf({ days, losses, inclusions, decisions }, evidence, configuration, names);
  });
}

const NONE = new Float64Array(0);

/** Audits of one record by day since 1970; NaN stands for a loss or a probability that nobody knows. */
interface AuditColumns {
  readonly days: Float64Array;
  readonly losses: Float64Array;
  readonly inclusions: Float64Array;
  readonly decisions: Float64Array;
}

/** Decisions by (domain, name of the model), day and confidence, with what their audits say, or say by being due. */
export function auditCounts({ relation, keys }: Understood): Sql {
  return sql`(SELECT domain, ${MODEL_NAME} AS name, decided_at::DATE AS night, p AS band, ${keys.holding}::INTEGER AS holding, immature,
    verdict, ${keys.severity} AS severity, inclusion, 1 AS decisions FROM ${relation})`;
}

function nightsOf(
  { days, losses, inclusions, decisions }: AuditColumns,
  evidence: Evidence,
  configuration: Configuration,
  names: Map<number, string>,
): AuditNight[] {
  const declared = declaredInclusion(rulesFor(configuration, evidence.domain), evidence.selection);
  const piMin = evidence.cells.reduce((least, { inclusion }) => Math.min(least, inclusion ?? 1), 1);
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const nights: { readonly night: string; readonly cells: AuditNight['cells'][number][] }[] = [];
  let last = Number.NaN;
  for (let row = 0; row < days.length; row++) {
    const pi = known(inclusions[row] as number) ?? declared;
    // A verdict that was due for certain and has not come counts as an error; one that was not drawn says nothing.
    const loss = known(losses[row] as number) ?? (pi === 1 ? 1 : null);
    if (pi === null || loss === null) continue;
    const day = days[row] as number;
    if (day !== last) nights.push({ night: names.get(day) ?? nameIn(names, day), cells: [] });
    last = day;
    nights.at(-1)?.cells.push({ pi, piMin, loss, count: decisions[row] as number });
  }
  return nights;
}

/** Every record has the same few hundred days: each is named once. */
function nameIn(names: Map<number, string>, day: number): string {
  const name = utcDay(day * DAY_MS);
  names.set(day, name);
  return name;
}
