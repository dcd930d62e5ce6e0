import type { Configuration } from '../../contracts/configuration.ts';
import { DAY_MS } from '../../contracts/time.ts';
import type { Database } from '../database.ts';
import { auditCounts } from '../evidence/audit-nights.ts';
import { type CellColumns, readPairColumns } from '../evidence/cell-columns.ts';
import { confidenceCounts } from '../evidence/confidence-nights.ts';
import { exactCells, MOST_EXACT_VALUES } from '../evidence/evidence-cells.ts';
import { Beginning } from '../evidence/start-confidences.ts';
import { MODEL_NAME, type Understood, understoodRows } from '../evidence/understood-rows.ts';
import { resolvedVotes } from '../reading/resolved-verdicts.ts';
import { judgedBy, ofDomain, votesOn } from '../record/kept-rows.ts';
import { id, raw, type Sql, sql } from '../sql.ts';
import { inBands } from './in-bands.ts';
import type { KeptState } from './kept-state.ts';
import { AUDITS, CONFIDENCES, COVERAGE, JUDGED } from './kept-tables.ts';

/** What counts that were kept, and the few rows that are younger, say together. */
export interface KeptEvidence {
  readonly cells: readonly CellColumns[];
  readonly nights: NonNullable<Understood['nights']>;
  readonly starts: readonly Beginning[];
  readonly votes: number;
}

/** What is asked of counts that are kept. */
export interface KeptQuestion {
  readonly state: KeptState;
  readonly until: string;
  readonly only: string | null;
  readonly mayKeep: boolean;
}

const CELLS = raw('decisions, excess, excess_squared, cents');

/**
 * Reads the counts of a store, and adds the decisions that are too young to be in them.
 *
 * @param asked how far the counts follow; an ISO time, no earlier than anything in the store; one domain, or null for all;
 *   whether what is found in them may be kept beside them
 */
export async function readKept(
  db: Database,
  configuration: Configuration,
  { state, until, only, mayKeep }: KeptQuestion,
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
  await gatherCells(db, only, exactCells(rows));
  return {
    cells: await readPairColumns(db),
    nights: {
      confidences: sql`(SELECT domain, model AS name, day, band, decisions FROM ${raw(CONFIDENCES.name)} JOIN pairs ON pairs.id = pair
        UNION ALL FROM ${confidenceCounts(rows)})`,
      audits: sql`(SELECT domain, model AS name, night, band, holding, false AS immature, verdict, severity, inclusion, decisions
        FROM ${raw(AUDITS.name)} JOIN pairs ON pairs.id = pair
        UNION ALL FROM ${auditCounts(rows)})`,
      settled: mayKeep ? { before: Date.parse(state.decidedBefore) / DAY_MS, refresh: state.refresh } : null,
    },
    starts: await keptStarts(db),
    votes: state.votes + (await db.count(raw('young_votes'))),
  };
}

/**
 * Makes `kept_cells`, all that is counted by (domain, model): those without a verdict are what the coverage has beyond the
 * judged. And `cell_pairs`, what of each is known beside them.
 *
 * @param young cells of the decisions that are not in the counts
 */
async function gatherCells(db: Database, only: string | null, young: Sql): Promise<void> {
  const own = only === null ? raw('') : sql`WHERE pair IN (SELECT id FROM pairs WHERE domain = ${only})`;
  const key = raw('pair, policy, band, inclusion, holding AS eligible, false AS immature');
  const minus = raw(
    '-decisions AS decisions, -excess AS excess, -excess_squared AS excess_squared, -cents AS cents',
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE young_cells AS
    SELECT pairs.id AS pair, cells.* EXCLUDE (domain, model) REPLACE (nullif(policy, '') AS policy)
    FROM (SELECT * REPLACE (${MODEL_NAME} AS model) FROM (${young})) AS cells
    JOIN pairs ON pairs.domain = cells.domain AND pairs.model = cells.model`);
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE kept_cells AS ${addedUpIn(
      raw('exact'),
      sql`(SELECT ${key}, verdict, severity, ${CELLS} FROM ${id(JUDGED.name)} ${own}
      UNION ALL BY NAME SELECT ${key}, ${CELLS} FROM ${id(COVERAGE.name)} ${own}
      UNION ALL BY NAME SELECT ${key}, ${minus} FROM ${id(JUDGED.name)} ${own}
      UNION ALL BY NAME SELECT * EXCLUDE (first, last) FROM young_cells)`,
    )}`,
  );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE many_values AS
    SELECT pair FROM kept_cells JOIN pairs ON pairs.id = pair WHERE exact
    GROUP BY pair HAVING count(DISTINCT band) > ${raw(String(MOST_EXACT_VALUES))}`);
  // Few young decisions can be what a record has too many values by.
  const isExact = raw('exact AND pair NOT IN (FROM many_values)');
  if (await db.exists(raw('FROM many_values')))
    await db.run(
      sql`CREATE OR REPLACE TEMP TABLE kept_cells AS ${addedUpIn(isExact, raw('(FROM kept_cells)'))}`,
    );
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cell_pairs AS
    SELECT pair, domain, model, ${isExact} AS exact, min(first) AS first, max(last) AS last
    FROM (SELECT pair, first, last FROM spans UNION ALL SELECT pair, first, last FROM young_cells) JOIN pairs ON pairs.id = pair
    WHERE pair IN (SELECT pair FROM kept_cells) GROUP BY ALL`);
}

/** Signed cells added up, in the bands in which they are read. */
function addedUpIn(exact: Sql, cells: Sql): Sql {
  return sql`SELECT pair, band, immature, verdict, inclusion, policy, eligible, severity, sum(decisions::DOUBLE) AS decisions,
      sum(excess::DOUBLE) AS excess, sum(excess_squared::DOUBLE) AS excess_squared, sum(cents::DOUBLE) AS cents
    FROM ${inBands(cells, exact)} GROUP BY ALL HAVING sum(decisions::DOUBLE) <> 0`;
}

async function keptStarts(db: Database): Promise<Beginning[]> {
  return db.rows(
    Beginning,
    raw(`SELECT domain, model, decisions::DOUBLE AS decisions, epoch_ms(until)::DOUBLE AS until, confidences
      FROM starts JOIN pairs ON pairs.id = pair`),
  );
}
