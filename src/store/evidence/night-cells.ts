import * as z from 'zod';
import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import type { NightCells, Nights } from '../../contracts/night-cells.ts';
import type { Database } from '../database.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { decimalBand } from './band.ts';
import { MODEL_NAME, perDomain, type Understood } from './understood-rows.ts';
import { verdictLoss } from './verdict-loss.ts';

/** How a history is cut into nights. */
export interface NightOptions {
  readonly lengthMs: number;
  /** Decides, with its id, whether the audit of a decision that the AI took alone falls on it. */
  readonly seed: number;
  /** Share of those decisions that is audited; null means the domain's `minAuditRate`. */
  readonly auditRate: number | null;
  readonly configuration: Configuration;
}

/**
 * Counts sound rows night by night: UTC days, or as many of them as a step has, from the day of the first decision. A
 * verdict without a time counts as known in the night of its decision.
 */
export async function nightCells(
  db: Database,
  understood: Understood,
  options: NightOptions,
): Promise<{ nights: Nights; cells: NightCells[] }> {
  const { lengthMs, configuration } = options;
  const { first, last } = await db.row(
    z.object({ first: z.number(), last: z.number() }),
    sql`SELECT epoch_ms(date_trunc('day', min(decided_at)))::DOUBLE AS first, epoch_ms(max(decided_at))::DOUBLE AS last FROM ${understood.relation}`,
  );
  const night = (time: string): Sql =>
    sql`floor((epoch_ms(${raw(time)}) - ${first}::DOUBLE) / ${lengthMs}::DOUBLE)`;
  const rate = perDomain(configuration, (rules) => sql`${options.auditRate ?? rules.minAuditRate}::DOUBLE`);
  const { eligible, severity } = understood.keys;
  await db.run(sql`CREATE OR REPLACE TEMP TABLE night_cells AS
    SELECT domain, ${MODEL_NAME} AS model, ${night('decided_at')} AS decided,
      CASE WHEN verdict IS NOT NULL THEN greatest(${night('decided_at')}, coalesce(${night('reviewed_at')}, 0)) END AS judged,
      ${decimalBand('p')} AS band, ${eligible} AS eligible,
      (md5_number(${`${options.seed}:`} || decision_id) % 1000000)::DOUBLE < ${rate} * 1000000 AS drawn,
      verdict, ${severity} AS severity, inclusion, count(*) AS decisions
    FROM ${understood.relation} GROUP BY ALL`);
  const pairs = await db.rows(
    z.object({ domain: z.string(), model: z.string() }),
    sql`SELECT DISTINCT domain, model FROM night_cells ORDER BY domain, model`,
  );
  const cells: NightCells[] = [];
  for (const pair of pairs)
    cells.push(await readPair(db, pair, rulesFor(configuration, pair.domain).editLoss));
  return { nights: { start: first, count: Math.floor((last - first) / lengthMs) + 1, lengthMs }, cells };
}

async function readPair(
  db: Database,
  { domain, model }: { readonly domain: string; readonly model: string },
  editLoss: number,
): Promise<NightCells> {
  const [decided, judged, band, eligible, drawn, loss, inclusion, decisions] = await db.doubles(
    sql`SELECT decided, judged, band, eligible, drawn, ${verdictLoss(sql`${editLoss}::DOUBLE`)} AS loss, inclusion, decisions
      FROM night_cells WHERE domain = ${domain} AND model = ${model}
      ORDER BY decided, band DESC, eligible, judged, drawn, loss, inclusion`,
  );
  const none = new Float64Array();
  return {
    ...{ domain, model, length: decided?.length ?? 0, decided: decided ?? none, judged: judged ?? none },
    ...{ band: band ?? none, eligible: eligible ?? none, drawn: drawn ?? none },
    ...{ loss: loss ?? none, inclusion: inclusion ?? none, decisions: decisions ?? none },
  };
}
