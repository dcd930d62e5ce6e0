import * as z from 'zod';
import type { Configuration } from '../contracts/configuration.ts';
import { isBlank, isTime, LARGEST_AMOUNT } from './checks.ts';
import { Contradiction } from './damage.ts';
import type { Database } from './database.ts';
import type { JudgedRows } from './decision-rows.ts';
import {
  evidenceCells,
  type RawCell,
  type SoundCell,
  type Understood,
  understoodRows,
} from './evidence-cells.ts';
import type { NormalisedSource } from './normalise.ts';
import { join, raw, sql } from './sql.ts';

/** Cells of all sound rows, and the rows they were counted from. */
export interface CountedRows {
  readonly cells: readonly SoundCell[];
  /** Sound rows only. */
  readonly understood: Understood;
  /** Whether some row breaks a rule. */
  readonly dirty: boolean;
}

/**
 * Counts the sound rows. Rows whose columns have their types already are counted first and judged by their
 * cells: a bad confidence, probability, verdict, domain or time shows as a cell, so that clean data pays nothing
 * for its validation. Where one shows, or a value does not fit its type, every row is looked at.
 */
export async function countRows(
  db: Database,
  sources: readonly NormalisedSource[],
  judged: JudgedRows,
  configuration: Configuration,
  asOf: string,
): Promise<CountedRows> {
  if (judged.lean !== null) {
    const understood = understoodRows(judged.lean, judged.absent, configuration, asOf);
    const cells = await optimistic(db, understood);
    const trusted = cells === null ? null : allSound(cells, asOf);
    if (trusted !== null && (await rangesAreSound(db, sources, asOf)))
      return { cells: trusted, understood, dirty: false };
  }
  const sound = sql`(SELECT * FROM ${judged.relation} WHERE rule IS NULL)`;
  const understood = understoodRows(sound, judged.absent, configuration, asOf);
  const { broken } = await db.row(
    z.object({ broken: z.boolean() }),
    sql`SELECT EXISTS (FROM ${judged.relation} WHERE rule IS NOT NULL) AS broken`,
  );
  const cells = allSound(await evidenceCells(db, understood), asOf);
  if (cells === null) throw new Contradiction('a row that breaks no rule made a cell that breaks one');
  return { cells, understood, dirty: broken };
}

function allSound(cells: readonly RawCell[], asOf: string): SoundCell[] | null {
  const until = Date.parse(asOf);
  const sound = cells.filter((cell): cell is SoundCell => isSound(cell, until));
  return sound.length === cells.length ? sound : null;
}

/** null where DuckDB could not even compute: NaN has no parts per million, an infinite amount no cents. */
async function optimistic(db: Database, understood: Understood): Promise<RawCell[] | null> {
  try {
    return await evidenceCells(db, understood);
  } catch (error) {
    if (error instanceof Error && /^(?:Conversion|Out of Range) Error/.test(error.message)) return null;
    throw error;
  }
}

const within = (value: number | null, low: number, high: number): boolean =>
  value !== null && value >= low && value <= high;

const FIRST_MOMENT = Date.parse('0001-01-01');

function isSound(cell: RawCell, asOf: number): cell is SoundCell {
  return (
    cell.domain !== null &&
    !isBlank(cell.domain) &&
    within(cell.band, 0, 1_000_000) &&
    within(cell.band === null ? null : cell.band + cell.excess / cell.decisions, 0, 1_000_000) &&
    (cell.inclusion === null || (cell.inclusion > 0 && cell.inclusion <= 1)) &&
    (cell.severity === null || within(cell.severity, 0, 1)) &&
    cell.verdict !== 'unknown' &&
    cell.immature !== null &&
    within(cell.first, FIRST_MOMENT, asOf) &&
    within(cell.last, FIRST_MOMENT, asOf)
  );
}

/**
 * What no cell shows: amounts out of range, verdicts from the future, and a confidence that exceeds 1 by less than
 * a cell can tell. Parquet answers it from its statistics.
 */
async function rangesAreSound(
  db: Database,
  sources: readonly NormalisedSource[],
  asOf: string,
): Promise<boolean> {
  const relation = join(
    sources.flatMap(({ lean }) =>
      lean === null
        ? []
        : [
            sql`SELECT max(confidence) AS confidence, min(amount) AS least, max(amount) AS most,
              min(reviewed_at) AS earliest, max(reviewed_at) AS latest FROM (${lean})`,
          ],
    ),
    ' UNION ALL ',
  );
  const conditions = [
    raw('confidence <= 1'),
    raw(`least >= 0 AND most <= ${LARGEST_AMOUNT}`),
    sql`${raw(isTime('earliest'))} AND latest <= ${asOf}::TIMESTAMP`,
  ].map((condition) => sql`coalesce(${condition}, true)`);
  const { sound } = await db.row(
    z.object({ sound: z.boolean() }),
    sql`SELECT coalesce(bool_and(${join(conditions, ' AND ')}), true) AS sound FROM (${relation})`,
  );
  return sound;
}
