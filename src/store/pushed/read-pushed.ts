import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import type { CountsReach } from '../../contracts/counts.ts';
import { Problem } from '../../contracts/problem.ts';
import { Rule } from '../../contracts/rule.ts';
import type { Database } from '../database.ts';
import { readCellColumns } from '../evidence/cell-columns.ts';
import { named, rolledUp } from '../evidence/evidence-cells.ts';
import { countOf, historyEvidence } from '../evidence/history-evidence.ts';
import type { Understood } from '../evidence/understood-rows.ts';
import type { History } from '../history.ts';
import { rulesDigest } from '../kept/kept-state.ts';
import { raw, type Sql, sql } from '../sql.ts';

const NO_ROWS =
  raw(`(SELECT NULL::VARCHAR AS decision_id, NULL::VARCHAR AS domain, NULL::VARCHAR AS model, NULL::VARCHAR AS policy,
  NULL::TIMESTAMP AS decided_at, NULL::TIMESTAMP AS reviewed_at, NULL::INTEGER AS p, NULL::BOOLEAN AS eligible, NULL::BOOLEAN AS immature,
  NULL::VARCHAR AS verdict, NULL::DOUBLE AS severity, NULL::DOUBLE AS inclusion, NULL::BIGINT AS cents WHERE false)`);

/**
 * Reads the evidence that an engine has counted: the same as of the decisions themselves.
 *
 * @param asOf ISO time; null means the newest time of the counts
 * @param only one domain; null means all
 * @throws Problem configuration: rules other than those by which the engine counted; usage: a time before theirs
 */
export async function readPushed(
  db: Database,
  configuration: Configuration,
  state: CountsReach,
  { asOf, only }: { readonly asOf: string | null; readonly only: string | null },
): Promise<History> {
  if (state.rules !== rulesDigest(configuration))
    throw new Problem(
      'configuration',
      'leeway.yaml: these rules count decisions in another way than those by which the engine has counted them; ask it again with leeway evidence pull',
    );
  if (asOf !== null && asOf < state.asOf)
    throw new Problem(
      'usage',
      `--as-of ${asOf}: older than the counts of the engine, which stand for ${state.asOf} only; leave it out`,
    );
  const own = (table: string): Sql =>
    only === null ? raw(table) : sql`(FROM ${raw(table)} WHERE domain = ${only})`;
  const counts = sql`SELECT domain, model, band, immature, verdict, inclusion, policy, eligible, severity, decisions, excess, excess_squared, cents,
      first, last, exactly FROM ${own('pushed_cells')}`;
  await db.run(sql`CREATE OR REPLACE TEMP TABLE counted_cells AS ${named(rolledUp(counts))}`);
  const cells = await readCellColumns(db);
  const { votes } = await db.row(
    z.object({ votes: z.number() }),
    sql`SELECT coalesce(sum(votes), 0)::DOUBLE AS votes FROM ${own('pushed_cells')}`,
  );
  const understood: Understood = {
    relation: NO_ROWS,
    keys: {
      policy: raw('policy'),
      eligible: raw('eligible'),
      holding: raw('eligible'),
      severity: raw('severity'),
    },
    nights: {
      confidences: sql`(SELECT domain, model AS name, day, band, decisions FROM ${own('pushed_confidences')})`,
      audits: sql`(SELECT domain, model AS name, night, band, holding, immature, verdict, severity, inclusion, decisions FROM ${own('pushed_audits')})`,
      settled: null,
    },
    beginnings: own('pushed_starts'),
  };
  const rules = await db.rows(
    z.object({ rule: Rule, rows: z.number() }),
    raw('SELECT rule, sum(rows)::DOUBLE AS rows FROM pushed_refused GROUP BY rule ORDER BY rule'),
  );
  return {
    asOf: asOf ?? state.asOf,
    summary: {
      decisions: cells.reduce((sum, one) => sum + countOf(one), 0),
      verdicts: votes,
      known: 0,
      quarantined: rules.reduce((sum, { rows }) => sum + rows, 0),
      quarantinedByRule: Object.fromEntries(rules.map(({ rule, rows }) => [rule, rows])),
    },
    quarantined: [],
    ...(await historyEvidence(db, understood, cells, configuration)),
    understood,
    atFirstWord: understood,
    gatherSliceValues: async () => {
      throw new Problem('configuration', 'leeway.yaml: slices: an engine has counted without them');
    },
    gatherVotes: () => {
      throw new Problem('configuration', 'leeway.yaml: onAnchoring: an engine has counted without it');
    },
  };
}
