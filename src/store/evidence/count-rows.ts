import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import type { Database } from '../database.ts';
import { isBlank } from '../reading/checks.ts';
import { Contradiction } from '../reading/damage.ts';
import type { HopefulRows, JudgedRows } from '../reading/decision-rows.ts';
import { sql } from '../sql.ts';
import { type CellColumns, UNKNOWN_WORD } from './cell-columns.ts';
import { evidenceCells } from './evidence-cells.ts';
import { soundRows, type Understood, understoodRows } from './understood-rows.ts';

/** Cells of all sound rows, and the rows they were counted from. */
export interface CountedRows {
  readonly cells: readonly CellColumns[];
  /** Sound rows only. */
  readonly understood: Understood;
  /** Whether some row breaks a rule. */
  readonly dirty: boolean;
}

/**
 * Counts rows that nobody looked at, and judges them by their cells: a bad confidence, probability, verdict, domain
 * or time shows as a cell, so that clean data pays nothing for its validation. null where one shows, or a value does
 * not fit its type: then every row must be looked at.
 */
export async function countHopefully(
  db: Database,
  hopeful: HopefulRows,
  configuration: Configuration,
  asOf: string,
): Promise<CountedRows | null> {
  const understood = understoodRows(hopeful.relation, hopeful.absent, configuration, asOf);
  try {
    const cells = await evidenceCells(db, understood, hopeful.rows);
    return allSound(cells, asOf) ? { cells, understood, dirty: false } : null;
  } catch (error) {
    // NaN has no parts per million, an infinite amount no cents.
    if (error instanceof Error && /^(?:Conversion|Out of Range) Error/.test(error.message)) return null;
    throw error;
  }
}

/** Counts the rows that break no rule, each of them looked at. */
export async function countRows(
  db: Database,
  judged: JudgedRows,
  configuration: Configuration,
  asOf: string,
): Promise<CountedRows> {
  const understood = soundRows(judged.relation, judged.absent, configuration, asOf);
  const { broken, rows } = await db.row(
    z.object({ broken: z.boolean(), rows: z.number() }),
    sql`SELECT coalesce(bool_or(rule IS NOT NULL), false) AS broken, count(*)::DOUBLE AS rows FROM ${judged.relation}`,
  );
  const cells = await evidenceCells(db, understood, rows);
  if (!allSound(cells, asOf))
    throw new Contradiction('a row that breaks no rule made a cell that breaks one');
  return { cells, understood, dirty: broken };
}

function allSound(cells: readonly CellColumns[], asOf: string): boolean {
  const until = Date.parse(asOf);
  return cells.every((one) => isSound(one, until));
}

const FIRST_MOMENT = Date.parse('0001-01-01');
const within = (value: number, low: number, high: number): boolean => value >= low && value <= high;

function isSound(cells: CellColumns, until: number): boolean {
  if (cells.domain === null || isBlank(cells.domain)) return false;
  for (let i = 0; i < cells.length; i++) {
    const band = cells.band[i] as number;
    const mean = band + (cells.excess[i] as number) / (cells.decisions[i] as number);
    const inclusion = cells.inclusion[i] as number;
    const severity = cells.severity[i] as number;
    const isOne =
      within(band, 0, 1_000_000) &&
      within(mean, 0, 1_000_000) &&
      (Number.isNaN(inclusion) || (inclusion > 0 && inclusion <= 1)) &&
      (Number.isNaN(severity) || within(severity, 0, 1)) &&
      cells.word[i] !== UNKNOWN_WORD &&
      !Number.isNaN(cells.immature[i]) &&
      within(cells.first[i] as number, FIRST_MOMENT, until) &&
      within(cells.last[i] as number, FIRST_MOMENT, until);
    if (!isOne) return false;
  }
  return true;
}
