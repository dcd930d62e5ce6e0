import type { DomainRules } from '../contracts/configuration.ts';
import type { Evidence, EvidenceCell, Outcome, Selection } from '../contracts/evidence.ts';
import type { SoundCell } from './evidence-cells.ts';
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
 */
export function evidenceOf(
  span: Span,
  cells: readonly SoundCell[],
  startConfidences: readonly number[],
  rules: DomainRules,
): Evidence {
  const allJudged = cells.every((cell) => cell.verdict !== null);
  const mature = allJudged ? cells : cells.filter((cell) => cell.immature !== true);
  const { selection, audits } = selectionOf(mature, rules.reviewProbability);
  const inclusionOf = (cell: SoundCell): number | null =>
    cell.inclusion ?? rules.reviewProbability ?? (selection === 'full' ? 1 : null);
  const smallest = smallestInclusions(mature, inclusionOf);
  return {
    domain: span.domain,
    model: span.model,
    selection,
    audits,
    firstDecidedAt: new Date(span.first).toISOString(),
    lastDecidedAt: new Date(span.last).toISOString(),
    decisions: span.decisions,
    immature: span.decisions - count(mature),
    bands: cells.every((cell) => cell.exact) ? 'exact' : 'decimal',
    startConfidences: [...startConfidences],
    cells: mergedCells(mature, span, (cell) => {
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

/** How decisions were chosen for review, and whether what came in agrees with what was declared. */
function selectionOf(
  cells: readonly SoundCell[],
  declared: number | undefined,
): { selection: Selection; audits: Evidence['audits'] } {
  const rateOf = (cell: SoundCell): number | null => cell.inclusion ?? declared ?? null;
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
  cells: readonly SoundCell[],
  inclusionOf: (cell: SoundCell) => number | null,
): Map<string | null, number> {
  const smallest = new Map<string | null, number>();
  for (const cell of cells) {
    const rate = inclusionOf(cell);
    if (cell.eligible !== true || rate === null) continue;
    smallest.set(cell.policy, Math.min(rate, smallest.get(cell.policy) ?? 1));
  }
  return smallest;
}

function outcomeOf(cell: SoundCell, inclusion: number | null): Outcome {
  if (cell.verdict !== null) return cell.verdict;
  return inclusion === 1 ? 'pending' : 'unreviewed';
}

function lossOf(cell: SoundCell, editLoss: number): number | null {
  if (cell.verdict === null || cell.verdict === 'unsure') return null;
  if (cell.severity !== null) return cell.severity;
  return cell.verdict === 'agree' ? 0 : cell.verdict === 'edit' ? editLoss : 1;
}

type Judged = Pick<EvidenceCell, 'outcome' | 'loss' | 'inclusion' | 'smallestInclusion'>;

/** Adds up cells that differ in nothing that is kept. They come band by band, so only a band's own are compared. */
function mergedCells(
  cells: readonly SoundCell[],
  span: Span,
  judge: (cell: SoundCell) => Judged,
): EvidenceCell[] {
  const { domain, model } = span;
  const merged: EvidenceCell[] = [];
  let bandStart = 0;
  for (const cell of cells) {
    const { decisions, excess, excessSquared, amountCents, eligible } = cell;
    const band = cell.band;
    const judged = judge(cell);
    if (merged.at(-1)?.band !== band) bandStart = merged.length;
    const same = findSame(merged, bandStart, eligible, judged);
    if (same === undefined) {
      merged.push({
        domain,
        model,
        band,
        eligible,
        ...judged,
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

function count(cells: readonly SoundCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.decisions, 0);
}
