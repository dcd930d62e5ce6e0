import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import { OTHER_VALUES } from '../../contracts/no-value.ts';
import type { SliceEvidence, SliceName } from '../../contracts/slice.ts';
import type { Database } from '../database.ts';
import type { History } from '../history.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import type { CellColumns } from './cell-columns.ts';
import { evidenceOf } from './evidence.ts';
import {
  type CountedSlices,
  countSlices,
  leavingRows,
  type NamedSlice,
  sliceRows,
  UNNAMED,
} from './slice-cells.ts';
import { sliceColumns } from './slice-values.ts';
import type { Understood } from './understood-rows.ts';

/** A domain, and its slices. */
interface SlicedEvidence {
  readonly evidence: Evidence;
  readonly slices: readonly SliceEvidence[];
}

/** Evidence on the slices of a history. */
export interface SlicedDomains {
  /** In the order of the columns and, within one, of how frequent the values are; undefined where a domain has none. */
  readonly of: (evidence: Evidence) => readonly SliceEvidence[] | undefined;
  /** How many slices a domain may ever have: settled by its first decisions, without their verdicts. */
  readonly possible: (evidence: Evidence) => number;
  /** A domain of whose decisions those of some slices are a person's, whatever the confidence. */
  readonly without: (evidence: Evidence, excluded: readonly SliceName[]) => Promise<SlicedEvidence>;
  /** The rows of the history, where those of excluded slices are never the AI's to take. */
  readonly leaving: (excluded: ReadonlyMap<Evidence, readonly SliceName[]>) => Understood;
}

/**
 * Reads the slices of the domains that are sliced; nothing is asked of the rows where no domain is. Which slices there
 * are is settled by the first decisions in time (as the starts of the search are), without their verdicts: a value that
 * one of twenty of them has is a slice, all others, those that come up later too, are one slice together.
 *
 * @throws Problem configuration: a column that no file has, or that a verdict fills
 */
export async function sliceEvidence(
  db: Database,
  { evidence, understood, gatherSliceValues }: Pick<History, 'evidence' | 'understood' | 'gatherSliceValues'>,
  configuration: Configuration,
): Promise<SlicedDomains> {
  const columns = sliceColumns(configuration);
  const asked = evidence.filter(
    ({ domain, selection }) => selection !== 'unknown' && columnsOf(configuration, domain).length > 0,
  );
  if (columns.length > 0) await gatherSliceValues(columns);
  if (asked.length === 0) return unsliced(understood);
  const named = await sliceRows(db, understood, asked, columns, configuration);
  const placeOf = new Map(asked.map((one, place) => [one, place]));
  const at = (one: Evidence): number => placeOf.get(one) ?? -1;
  const read = (counted: CountedSlices, one: Evidence): SliceEvidence[] =>
    slicesIn(one, { columns, named, place: at(one) }, counted, configuration);
  const counted = await countSlices(db, understood, raw('true'), null);
  const found = new Map(asked.map((one) => [one, read(counted, one)]));
  const isOf = (one: Evidence, { column, value }: SliceName): Sql => {
    const [place, col] = [at(one), columns.indexOf(column)];
    const slice = named.findIndex((name) => name.place === place && name.col === col && name.value === value);
    return sql`(place = ${place}::INTEGER AND col = ${col}::INTEGER AND slice = ${slice}::INTEGER)`;
  };
  const left = (one: Evidence, excluded: readonly SliceName[]): Sql[] =>
    excluded.map((name) => isOf(one, name));
  return {
    of: (one) => found.get(one),
    possible: (one) =>
      named.filter(({ place }) => place === at(one)).length + columnsOf(configuration, one.domain).length,
    without: async (one, excluded) => {
      const conditions = join(left(one, excluded), ' OR ');
      const rest = await countSlices(db, understood, sql`place = ${at(one)}::INTEGER`, conditions);
      const cells = rest.whole(at(one));
      const amended = cells === undefined ? [] : withCells(one, cells, configuration).cells;
      return { evidence: { ...one, cells: amended }, slices: read(rest, one) };
    },
    leaving: (excluded) => {
      const conditions = [...excluded].flatMap(([one, names]) => left(one, names));
      return conditions.length === 0 ? understood : leavingRows(understood, join(conditions, ' OR '));
    },
  };
}

function unsliced(understood: Understood): SlicedDomains {
  return {
    of: () => undefined,
    possible: () => 0,
    without: (evidence) => Promise.resolve({ evidence, slices: [] }),
    leaving: () => understood,
  };
}

function columnsOf(configuration: Configuration, domain: string): readonly string[] {
  return rulesFor(configuration, domain).slices ?? [];
}

function withCells(whole: Evidence, cells: CellColumns, configuration: Configuration): Evidence {
  const { domain, model, firstDecidedAt, lastDecidedAt } = whole;
  const decisions = cells.decisions.reduce((sum, one) => sum + one, 0);
  const span = {
    domain,
    model,
    decisions,
    first: Date.parse(firstDecidedAt),
    last: Date.parse(lastDecidedAt),
  };
  return evidenceOf(span, cells, [], rulesFor(configuration, domain));
}

function slicesIn(
  whole: Evidence,
  { columns, named, place }: { columns: readonly string[]; named: readonly NamedSlice[]; place: number },
  counted: CountedSlices,
  configuration: Configuration,
): SliceEvidence[] {
  const read = (column: string, value: string, slice: number): SliceEvidence => {
    const cells = counted.slice(place, columns.indexOf(column), slice);
    const evidence =
      cells === undefined
        ? { ...whole, decisions: 0, immature: 0, cells: [], audits: null }
        : withCells(whole, cells, configuration);
    return { column, value, evidence };
  };
  return columnsOf(configuration, whole.domain).flatMap((column) => {
    const own = named.flatMap((one, slice) =>
      one.place === place && columns[one.col] === column ? [read(column, one.value, slice)] : [],
    );
    // What never is the AI's to take needs no test.
    return [...own, read(column, OTHER_VALUES, UNNAMED)].filter(({ evidence }) =>
      evidence.cells.some(({ eligible }) => eligible),
    );
  });
}
