import * as z from 'zod';
import { DAY_MS, utcDay } from '../../contracts/time.ts';
import type { Database } from '../database.ts';
import { join, raw, sql } from '../sql.ts';
import type { SimulationScenario } from './simulate-scenario.ts';
import { type SimulationTruth, type SimulationTruthRow, TRUTH_THRESHOLDS } from './simulate-truth.ts';

/** One per domain, model, eligibility, handicap and confidence band: how many TRUTH_THRESHOLDS it reaches. */
const Cell = z.strictObject({
  domain: z.string(),
  model: z.string(),
  is_eligible: z.boolean(),
  is_handicapped: z.boolean(),
  band: z.int(),
  decisions: z.number(),
  p_right: z.number(),
  right: z.number(),
  loss: z.number(),
  confidence: z.number(),
});
type Cell = z.infer<typeof Cell>;

const Reviewed = z.strictObject({
  domain: z.string(),
  model: z.string(),
  verdicts: z.number(),
  reviewed: z.number(),
  errors: z.number(),
  confirmed: z.number(),
});
type Reviewed = z.infer<typeof Reviewed>;

const BAND = join(
  TRUTH_THRESHOLDS.map((threshold) => sql`(confidence >= ${raw(String(threshold))}::DOUBLE)::INTEGER`),
  ' + ',
);

/** Sums are of whole numbers, so that threads cannot change a digit; divided back in the outer query. */
const CELLS = sql`
  SELECT domain, model, is_eligible, is_handicapped, band, n::DOUBLE AS decisions, p_right / 1e4 AS p_right,
    "right"::DOUBLE AS "right", loss / 10 AS loss, confidence / 1e6 AS confidence
  FROM (
    SELECT domain, model, is_eligible, is_handicapped,
      (${BAND})::INTEGER AS band,
      count(*) AS n, sum(round(p_right * 1e4)::BIGINT) AS p_right, count(*) FILTER (is_right) AS "right",
      sum(round(loss * 10)::BIGINT) AS loss, sum(round(confidence * 1e6)::BIGINT) AS confidence
    FROM decision GROUP BY ALL)
  ORDER BY ALL`;

const REVIEWED = sql`
  SELECT domain, model, count(verdict)::DOUBLE AS verdicts,
    count(verdict) FILTER (n = 1)::DOUBLE AS reviewed,
    count(verdict) FILTER (n = 1 AND NOT is_right)::DOUBLE AS errors,
    count(verdict) FILTER (n = 1 AND NOT is_right AND verdict = 'agree')::DOUBLE AS confirmed
  FROM review GROUP BY ALL`;

/**
 * Reads what is true of the history in `decision` and `review`: counts per domain, model and confidence band from
 * two queries, ratios here. Ratios are rounded to 6 digits; one without decisions under it is null.
 */
export async function readSimulationTruth(
  database: Database,
  scenario: SimulationScenario,
  seed: number,
): Promise<SimulationTruth> {
  const cells = await database.rows(Cell, CELLS);
  const reviewed = await database.rows(Reviewed, REVIEWED);
  const domains = scenario.domains.flatMap((domain) =>
    domain.models.flatMap(({ model }) => {
      const own = cells.filter((cell) => cell.domain === domain.name && cell.model === model);
      const reviews = reviewed.find((row) => row.domain === domain.name && row.model === model);
      return reviews === undefined ? [] : [truthRow(domain.name, model, domain.features, own, reviews)];
    }),
  );
  const lastDay = Date.parse(`${scenario.firstDay}T00:00:00Z`) + (scenario.days - 1) * DAY_MS;
  return {
    version: 1,
    scenario: scenario.name,
    seed,
    from: scenario.firstDay,
    to: utcDay(lastDay),
    decisions: total(cells, 'decisions'),
    verdicts: reviewed.reduce((sum, row) => sum + row.verdicts, 0),
    domains,
  };
}

function truthRow(
  domain: string,
  model: string,
  planted: readonly string[],
  cells: readonly Cell[],
  reviews: Reviewed,
): SimulationTruthRow {
  const decisions = total(cells, 'decisions');
  const eligible = cells.filter((cell) => cell.is_eligible);
  const inside = cells.filter((cell) => cell.is_handicapped);
  const outside = cells.filter((cell) => !cell.is_handicapped);
  return {
    domain,
    model,
    planted,
    decisions,
    eligible: total(eligible, 'decisions'),
    reviewed: reviews.reviewed,
    accuracy: ratio(total(cells, 'p_right'), decisions) ?? 0,
    realisedAccuracy: ratio(total(cells, 'right'), decisions) ?? 0,
    meanConfidence: ratio(total(cells, 'confidence'), decisions) ?? 0,
    handicap:
      inside.length === 0
        ? null
        : {
            decisions: total(inside, 'decisions'),
            accuracy: ratio(total(inside, 'p_right'), total(inside, 'decisions')),
            elsewhere: ratio(total(outside, 'p_right'), total(outside, 'decisions')),
          },
    errorsReviewed: reviews.errors,
    errorsConfirmed: reviews.confirmed,
    thresholds: TRUTH_THRESHOLDS.map((threshold, place) => {
      const above = eligible.filter((cell) => cell.band > place);
      const n = total(above, 'decisions');
      return {
        threshold,
        decisions: n,
        coverage: ratio(n, decisions) ?? 0,
        risk: ratio(n - total(above, 'p_right'), n),
        realisedRisk: ratio(n - total(above, 'right'), n),
        realisedLoss: ratio(total(above, 'loss'), n),
      };
    }),
  };
}

function total(
  cells: readonly Cell[],
  key: 'decisions' | 'p_right' | 'right' | 'loss' | 'confidence',
): number {
  return cells.reduce((sum, cell) => sum + cell[key], 0);
}

/** Null for no evidence, never 0. */
function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1e6) / 1e6;
}
