import type { Database } from '../database.ts';
import { sql } from '../sql.ts';
import { DRAW_MACROS } from './simulate-draws.ts';
import type { SimulationScenario } from './simulate-scenario.ts';
import { loadScenario } from './simulate-tables.ts';

/** What DuckDB may hold while it draws rows. */
export const SIMULATION_MEMORY = '2500MB';

/** Which rows a history has, wherever they go. */
export interface SimulationRows {
  readonly scenario: SimulationScenario;
  /** How many decisions: 1 or more. */
  readonly decisions: number;
  /** Any whole number; the same arguments give the same rows. */
  readonly seed: number;
  /** Whether a share of the reviews is repeated blind; without it every decision has one row at most. Default true. */
  readonly doubleReview?: boolean;
}

/**
 * Readies what rows are drawn from. The run's figures are variables, because views take no parameters.
 *
 * @throws RangeError if `decisions` or `seed` is not a whole number, or `decisions` is below 1.
 */
export async function prepareSimulation(database: Database, rows: SimulationRows): Promise<void> {
  const { scenario, decisions, seed, doubleReview = true } = rows;
  requireWhole('decisions', decisions, 1);
  requireWhole('seed', seed, Number.MIN_SAFE_INTEGER);
  const { firstDay, days, alwaysReview, delayMedianHours, delaySpread } = scenario;
  await database.run(sql`SET VARIABLE seed = ${seed}::BIGINT`);
  await database.run(sql`SET VARIABLE first_day = ${firstDay}::DATE`);
  await database.run(sql`SET VARIABLE end_at = (${firstDay}::DATE + ${days}::INTEGER)::TIMESTAMP`);
  await database.run(sql`SET VARIABLE always_review = ${JSON.stringify(alwaysReview)}::JSON::VARCHAR[]`);
  await database.run(sql`SET VARIABLE delay_median_hours = ${delayMedianHours}::DOUBLE`);
  await database.run(sql`SET VARIABLE delay_spread = ${delaySpread}::DOUBLE`);
  await database.run(sql`SET VARIABLE double_review = ${doubleReview}::BOOLEAN`);
  for (const macro of DRAW_MACROS) await database.run(macro);
  await loadScenario(database, scenario);
}

/** Names the rows that `DECISION_TABLE` makes next: a row is the same whatever others are made with it. */
export async function takeRows(database: Database, first: number, end: number): Promise<void> {
  await database.run(sql`SET VARIABLE first_row = ${first}::BIGINT`);
  await database.run(sql`SET VARIABLE end_row = ${end}::BIGINT`);
}

function requireWhole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(
      `${name} must be a whole number${least > 0 ? ` of at least ${least}` : ''}, not ${value}`,
    );
  }
}
