import type { DomainRules } from '../../contracts/configuration.ts';
import { declaredInclusion } from '../../contracts/declared-inclusion.ts';
import type { Evidence, EvidenceCell, Outcome, Selection } from '../../contracts/evidence.ts';
import { VerdictWord } from '../../contracts/verdict.ts';
import type { CellColumns } from './cell-columns.ts';
import type { Span } from './start-confidences.ts';

/** Beyond this many standard deviations the audits that came in contradict the rates that were declared. */
const CONTRADICTION_SD = 5;
const CONTRADICTION_SHARE = 0.05;

/**
 * Evidence on one (domain, model) from its cells: settles which decisions count, how they were chosen for
 * review, and what is pending.
 *
 * Decisions younger than `maturity` are left out whole, since overrides may take longer than agreements; not
 * where every decision has its verdict already.
 *
 * @param fewestSteps how many amount steps must let the AI take a decision; 1 means any, or that there are none
 */
export function evidenceOf(
  span: Span,
  columns: CellColumns,
  startConfidences: readonly number[],
  rules: DomainRules,
  fewestSteps = 1,
): Evidence {
  const allJudged = columns.word.every((word) => !Number.isNaN(word));
  const cells = cellsOf(columns, allJudged, fewestSteps);
  const { selection, audits } = selectionOf(cells, rules.reviewProbability);
  const declared = declaredInclusion(rules, selection);
  const inclusionOf = (cell: Cell): number | null => cell.inclusion ?? declared;
  const smallest = smallestInclusions(cells, inclusionOf);
  return {
    domain: span.domain,
    model: span.model,
    selection,
    audits,
    firstDecidedAt: new Date(span.first).toISOString(),
    lastDecidedAt: new Date(span.last).toISOString(),
    decisions: span.decisions,
    immature: span.decisions - count(cells),
    bands: columns.exact.every((exact) => exact === 1) ? 'exact' : 'decimal',
    startConfidences: [...startConfidences],
    cells: mergedCells(cells, columns, span, (cell) => {
      const inclusion = inclusionOf(cell);
      return {
        outcome: outcomeOf(cell, selection === 'unknown' ? null : inclusion),
        loss: lossOf(cell, rules.editLoss),
        inclusion,
        smallestInclusion: smallest.get(cell.policy) ?? null,
      };
    }),
  };
}

/** What decides of a cell, and its place in the columns. */
interface Cell {
  readonly place: number;
  readonly verdict: VerdictWord | null;
  readonly inclusion: number | null;
  readonly policy: number;
  readonly eligible: boolean;
  readonly severity: number | null;
  readonly decisions: number;
}

function cellsOf(columns: CellColumns, immatureToo: boolean, fewestSteps: number): Cell[] {
  const cells: Cell[] = [];
  for (let place = 0; place < columns.length; place++) {
    if (!immatureToo && columns.immature[place] === 1) continue;
    const word = columns.word[place] as number;
    cells.push({
      place,
      verdict: VerdictWord.options[word] ?? null,
      inclusion: known(columns.inclusion[place]),
      policy: columns.policy[place] as number,
      eligible: (columns.eligible[place] as number) >= fewestSteps,
      severity: known(columns.severity[place]),
      decisions: columns.decisions[place] as number,
    });
  }
  return cells;
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** How decisions were chosen for review, and whether what came in agrees with what was declared. */
function selectionOf(
  cells: readonly Cell[],
  declared: DomainRules['reviewProbability'],
): { selection: Selection; audits: Evidence['audits'] } {
  if (declared === 'unknown') return { selection: 'unknown', audits: null };
  const rateOf = (cell: Cell): number | null => cell.inclusion ?? declared ?? null;
  if (cells.some((cell) => rateOf(cell) === null)) {
    return { selection: cells.every((cell) => cell.verdict !== null) ? 'full' : 'unknown', audits: null };
  }
  const audited = cells.filter((cell) => (rateOf(cell) ?? 1) < 1);
  if (audited.length === 0) return { selection: 'full', audits: null };
  let [expected, variance] = [0, 0];
  for (const cell of audited) {
    const rate = rateOf(cell) ?? 1;
    expected += cell.decisions * rate;
    variance += cell.decisions * rate * (1 - rate);
  }
  const observed = count(audited.filter((cell) => cell.verdict !== null));
  const gap = Math.abs(observed - expected);
  const contradicted = gap > CONTRADICTION_SD * Math.sqrt(variance) && gap > CONTRADICTION_SHARE * expected;
  return { selection: contradicted ? 'unknown' : 'audited', audits: { expected, observed } };
}

/** The smallest rate that each policy gave to any decision: what bounds a bet made under it (METHODS 4.3). */
function smallestInclusions(
  cells: readonly Cell[],
  inclusionOf: (cell: Cell) => number | null,
): Map<number, number> {
  const smallest = new Map<number, number>();
  for (const cell of cells) {
    const rate = inclusionOf(cell);
    if (cell.eligible !== true || rate === null) continue;
    smallest.set(cell.policy, Math.min(rate, smallest.get(cell.policy) ?? 1));
  }
  return smallest;
}

function outcomeOf(cell: Cell, inclusion: number | null): Outcome {
  if (cell.verdict !== null) return cell.verdict;
  return inclusion === 1 ? 'pending' : 'unreviewed';
}

function lossOf(cell: Cell, editLoss: number): number | null {
  if (cell.verdict === null || cell.verdict === 'unsure') return null;
  if (cell.severity !== null) return cell.severity;
  return cell.verdict === 'agree' ? 0 : cell.verdict === 'edit' ? editLoss : 1;
}

type Judged = Pick<EvidenceCell, 'outcome' | 'loss' | 'inclusion' | 'smallestInclusion'>;

/** Adds up cells that differ in nothing that is kept. They come band by band, so only a band's own are compared. */
function mergedCells(
  cells: readonly Cell[],
  columns: CellColumns,
  { domain, model }: Span,
  judge: (cell: Cell) => Judged,
): EvidenceCell[] {
  const merged: EvidenceCell[] = [];
  let bandStart = 0;
  for (const cell of cells) {
    const { place, decisions, eligible } = cell;
    const band = columns.band[place] as number;
    const excess = columns.excess[place] as number;
    const excessSquared = columns.excessSquared[place] as number;
    const amountCents = columns.amountCents[place] as number;
    const judged = judge(cell);
    if (merged.at(-1)?.band !== band) bandStart = merged.length;
    const same = findSame(merged, bandStart, eligible, judged);
    if (same === undefined) {
      const { outcome, loss, inclusion, smallestInclusion } = judged;
      merged.push({
        domain,
        model,
        band,
        eligible,
        outcome,
        loss,
        inclusion,
        smallestInclusion,
        decisions,
        excess,
        excessSquared,
        amountCents,
      });
    } else {
      same.decisions += decisions;
      same.excess += excess;
      same.excessSquared += excessSquared;
      same.amountCents += amountCents;
    }
  }
  return merged;
}

function findSame(
  merged: readonly EvidenceCell[],
  from: number,
  eligible: boolean,
  judged: Judged,
): EvidenceCell | undefined {
  for (let index = from; index < merged.length; index++) {
    const one = merged[index] as EvidenceCell;
    if (
      one.eligible === eligible &&
      one.outcome === judged.outcome &&
      one.loss === judged.loss &&
      one.inclusion === judged.inclusion &&
      one.smallestInclusion === judged.smallestInclusion
    ) {
      return one;
    }
  }
  return undefined;
}

function count(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.decisions, 0);
}
