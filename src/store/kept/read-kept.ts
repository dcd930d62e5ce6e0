import type { Configuration } from '../../contracts/configuration.ts';
import type { Database } from '../database.ts';
import { auditCounts } from '../evidence/audit-nights.ts';
import { type CellColumns, readCellColumns } from '../evidence/cell-columns.ts';
import { confidenceCounts } from '../evidence/confidence-nights.ts';
import { exactCells, named, rolledUp } from '../evidence/evidence-cells.ts';
import { Beginning } from '../evidence/start-confidences.ts';
import { type Understood, understoodRows } from '../evidence/understood-rows.ts';
import { resolvedVotes } from '../reading/resolved-verdicts.ts';
import { judgedBy, ofDomain, votesOn } from '../record/kept-rows.ts';
import { id, raw, type Sql, sql } from '../sql.ts';
import { addedUp } from './compact-kept.ts';
import type { KeptState } from './kept-state.ts';
import { AUDITS, CONFIDENCES, COVERAGE, JUDGED, type KeptTable } from './kept-tables.ts';

/** What counts that were kept, and the few rows that are younger, say together. */
export interface KeptEvidence {
  readonly cells: readonly CellColumns[];
  readonly nights: NonNullable<Understood['nights']>;
  readonly starts: readonly Beginning[];
  readonly votes: number;
}

const CELLS = raw('decisions, excess, excess_squared, cents');

/**
 * Reads the counts of a store, and adds the decisions that are too young to be in them.
 *
 * @param asked how far the counts follow; an ISO time, no earlier than anything in the store; one domain, or null for all
 */
export async function readKept(
  db: Database,
  configuration: Configuration,
  { state, until, only }: { readonly state: KeptState; readonly until: string; readonly only: string | null },
): Promise<KeptEvidence> {
  // Runs that came since are counted the next time: what is read is the store as it was after one run.
  const run = sql`${state.run}::INTEGER`;
  const young = sql`(FROM decisions WHERE decided_at >= ${state.decidedBefore}::TIMESTAMP AND run <= ${run} ${ofDomain(only)})`;
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE young_votes AS ${await votesOn(db, young, sql`verdicts.run <= ${run}`)}`,
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE young_words AS ${resolvedVotes('young_votes')}`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE young_rows AS FROM ${judgedBy(young, raw('young_words'))}`);
  const rows = understoodRows(raw('young_rows'), new Set(), configuration, until);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE counted_cells AS
    ${named(rolledUp(sql`${settledCells(only)} UNION ALL BY NAME SELECT *, true AS exactly FROM (${exactCells(rows)})`))}`);
  return {
    cells: await readCellColumns(db),
    nights: {
      confidences: sql`(SELECT domain, model AS name, day, band, decisions FROM ${raw(CONFIDENCES.name)} JOIN pairs ON pairs.id = pair
        UNION ALL FROM ${confidenceCounts(rows)})`,
      audits: sql`(SELECT domain, model AS name, night, band, holding, false AS immature, verdict, severity, inclusion, decisions
        FROM ${raw(AUDITS.name)} JOIN pairs ON pairs.id = pair
        UNION ALL FROM ${auditCounts(rows)})`,
    },
    starts: await keptStarts(db),
    votes: state.votes + (await db.count(raw('young_votes'))),
  };
}

/** All that is counted, as cells of rows: those without a verdict are what the coverage has beyond the judged. */
function settledCells(only: string | null): Sql {
  const cells = (table: KeptTable): Sql =>
    only === null
      ? addedUp(table)
      : addedUp(
          table,
          sql`(SELECT kept.* FROM ${id(table.name)} AS kept SEMI JOIN (SELECT id AS pair FROM pairs WHERE domain = ${only}) USING (pair))`,
        );
  const key = raw('pair, policy, band, inclusion, holding');
  const minus = raw(
    '-decisions AS decisions, -excess AS excess, -excess_squared AS excess_squared, -cents AS cents',
  );
  return sql`SELECT domain, model, band, false AS immature, verdict, inclusion, policy, holding AS eligible, severity,
      decisions, excess, excess_squared, cents, first, last, exact AS exactly
    FROM (
      SELECT * FROM (${cells(JUDGED)})
      UNION ALL BY NAME
      SELECT ${key}, NULL::VARCHAR AS verdict, NULL::DOUBLE AS severity, sum(decisions) AS decisions, sum(excess) AS excess,
        sum(excess_squared) AS excess_squared, sum(cents) AS cents
      FROM (SELECT ${key}, ${CELLS} FROM (${cells(COVERAGE)}) UNION ALL SELECT ${key}, ${minus} FROM (${cells(JUDGED)}))
      GROUP BY ALL HAVING sum(decisions) <> 0)
    JOIN pairs ON pairs.id = pair
    JOIN (SELECT pair, min(first) AS first, max(last) AS last FROM spans GROUP BY pair) AS spans USING (pair)`;
}

async function keptStarts(db: Database): Promise<Beginning[]> {
  return db.rows(
    Beginning,
    raw(`SELECT domain, model, decisions::DOUBLE AS decisions, epoch_ms(until)::DOUBLE AS until, confidences
      FROM starts JOIN pairs ON pairs.id = pair`),
  );
}
