import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import { Level } from '../../contracts/decision.ts';
import { type Oversight, OversightCounts, RoleOversight } from '../../contracts/oversight.ts';
import type { Database } from '../database.ts';
import { perDomain } from '../evidence/understood-rows.ts';
import { keptRows } from '../record/kept-rows.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { verdictColumn } from './verdict-column.ts';

/** Which decisions, and as of when. ISO times. */
export interface OversightSpan {
  readonly from: string | null;
  readonly to: string | null;
  readonly asOf: string;
}

const COUNTS = raw(`count(*)::DOUBLE AS decisions, count(verdict)::DOUBLE AS judged,
  count(*) FILTER (verdict = 'agree')::DOUBLE AS agreed, count(*) FILTER (verdict = 'edit')::DOUBLE AS edited,
  count(*) FILTER (verdict = 'override')::DOUBLE AS overridden, count(*) FILTER (verdict = 'unsure')::DOUBLE AS unsure,
  count(*) FILTER (due)::DOUBLE AS due, count(*) FILTER (waits AND NOT old)::DOUBLE AS pending,
  count(*) FILTER (waits AND old)::DOUBLE AS overdue,
  quantile_cont(hours, 0.5)::DOUBLE AS "medianHours", quantile_cont(hours, 0.9)::DOUBLE AS "p90Hours",
  (sum(hidden) / nullif(sum(told), 0))::DOUBLE AS "blindShare"`);

const Group = z.object({
  isWhole: z.boolean(),
  domain: z.string().nullable(),
  level: Level.nullable(),
  ...OversightCounts.shape,
});

/** Counts how people oversaw the decisions of a span of time, set by set. */
export async function oversightCounts(
  db: Database,
  span: OversightSpan,
  configuration: Configuration,
): Promise<Pick<Oversight, 'total' | 'byDomain' | 'byLevel' | 'byTrigger' | 'byRole'>> {
  const blind = await verdictColumn(db, 'blind', 'BOOLEAN');
  await makeOverseen(db, span, configuration, blind);
  const groups = await db.rows(
    Group,
    sql`SELECT grouping(level) = 1 AS "isWhole", domain, level, ${COUNTS} FROM overseen
      GROUP BY GROUPING SETS ((), (level), (domain, level)) ORDER BY domain NULLS FIRST, overseen.level NULLS LAST`,
  );
  const byTrigger = await db.rows(
    z.strictObject({ trigger: z.string(), ...OversightCounts.shape }),
    sql`SELECT trigger, ${COUNTS} FROM (SELECT unnest(list_distinct(triggers)) AS trigger, * EXCLUDE (triggers) FROM overseen)
      GROUP BY trigger ORDER BY decisions DESC, trigger`,
  );
  const byRole = await db.rows(RoleOversight, roleCounts(span, configuration, blind));
  await db.run(raw('DROP TABLE temp.overseen'));
  const ofGroup = ({ isWhole: _, domain: __, level: ___, ...counts }: z.infer<typeof Group>) => counts;
  const [total] = groups.filter(({ isWhole }) => isWhole);
  if (total === undefined) throw new TypeError('no total came back');
  const parts = groups.filter(({ isWhole }) => !isWhole);
  return {
    total: ofGroup(total),
    byDomain: parts.flatMap((one) =>
      one.domain === null ? [] : [{ domain: one.domain, level: one.level, ...ofGroup(one) }],
    ),
    byLevel: parts.flatMap((one) => (one.domain === null ? [{ level: one.level, ...ofGroup(one) }] : [])),
    ...{ byTrigger, byRole },
  };
}

async function makeOverseen(
  db: Database,
  { from, to, asOf }: OversightSpan,
  configuration: Configuration,
  blind: Sql,
): Promise<void> {
  const { relation } = await keptRows(db, asOf, { often: false, only: null });
  const declared = perDomain(configuration, (rules) => sql`${rules.reviewProbability ?? null}::DOUBLE`);
  const old = perDomain(
    configuration,
    ({ maturity }) => sql`decided_at <= ${asOf}::TIMESTAMP - to_milliseconds(${maturity}::BIGINT)`,
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE overseen AS
    WITH said AS (SELECT decision_id, min(reviewed_at) AS first, count(blind) AS told, count(*) FILTER (blind) AS hidden
      FROM (SELECT decision_id, reviewed_at, ${blind} AS blind FROM verdicts WHERE ${knownBy(asOf)}) GROUP BY decision_id),
    judged AS (SELECT decision_id, domain, decided_at, triggers, verdict,
        coalesce(coalesce(inclusion, ${declared}) = 1, false) AS due, ${old} AS old
      FROM ${relation} AS rows WHERE ${within({ from, to })})
    SELECT judged.domain, circumstances.route AS level, judged.triggers, verdict, due, old, due AND verdict IS NULL AS waits,
      (epoch(first) - epoch(judged.decided_at)) / 3600 AS hours, told, hidden
    FROM judged JOIN decisions USING (decision_id) JOIN circumstances ON circumstances.id = decisions.circumstances
      LEFT JOIN said USING (decision_id)`);
}

function roleCounts({ from, to, asOf }: OversightSpan, { people }: Configuration, blind: Sql): Sql {
  const known = Object.entries(people).map(([name, { roles }]) => sql`(${name}, ${roles.join(', ')})`);
  const roles =
    known.length === 0
      ? raw(`(SELECT '' AS name, '' AS role WHERE false)`)
      : sql`(SELECT * FROM (VALUES ${join(known, ', ')}) AS people(name, role))`;
  return sql`SELECT CASE WHEN reviewer IS NULL THEN '(no name)' ELSE coalesce(people.role, '(none)') END AS role,
      count(DISTINCT reviewer)::DOUBLE AS reviewers, count(*)::DOUBLE AS verdicts,
      count(*) FILTER (word = 'agree')::DOUBLE AS agreed, count(*) FILTER (word = 'edit')::DOUBLE AS edited,
      count(*) FILTER (word = 'override')::DOUBLE AS overridden, count(*) FILTER (word = 'unsure')::DOUBLE AS unsure,
      quantile_cont(hours, 0.5)::DOUBLE AS "medianHours", quantile_cont(hours, 0.9)::DOUBLE AS "p90Hours",
      (count(*) FILTER (blind) / nullif(count(blind), 0))::DOUBLE AS "blindShare"
    FROM (SELECT nullif(reviewer_id, '') AS reviewer, ${blind} AS blind, (epoch(reviewed_at) - epoch(decided_at)) / 3600 AS hours,
        coalesce(verdict, CASE WHEN verdicts.answer = decisions.answer THEN 'agree' ELSE 'override' END) AS word
      FROM verdicts JOIN decisions USING (decision_id)
      WHERE ${knownBy(asOf)} AND ${within({ from, to })} AND decided_at <= ${asOf}::TIMESTAMP
        AND (verdict IS NOT NULL OR decisions.answer IS NOT NULL)) AS said LEFT JOIN ${roles} AS people ON people.name = said.reviewer
    GROUP BY ALL ORDER BY verdicts DESC, role`;
}

function knownBy(asOf: string): Sql {
  return sql`(reviewed_at IS NULL OR reviewed_at <= ${asOf}::TIMESTAMP)`;
}

function within({ from, to }: Pick<OversightSpan, 'from' | 'to'>): Sql {
  const conditions = [
    ...(from === null ? [] : [sql`decided_at >= ${from}::TIMESTAMP`]),
    ...(to === null ? [] : [sql`decided_at < ${to}::TIMESTAMP`]),
  ];
  return join([raw('true'), ...conditions], ' AND ');
}
