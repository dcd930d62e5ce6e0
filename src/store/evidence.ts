import type { DomainRules } from '../contracts/configuration.ts';
import type { Evidence, EvidenceCell, Outcome, Selection } from '../contracts/evidence.ts';
import { VerdictWord } from '../contracts/verdict.ts';
import type { RawCell } from './evidence-cells.ts';
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
  cells: readonly RawCell[],
  startConfidences: readonly number[],
  rules: DomainRules,
): Evidence {
  const allJudged = cells.every((cell) => cell.verdict !== null);
  const mature = allJudged ? cells : cells.filter((cell) => cell.immature !== true);
  const { selection, audits } = selectionOf(mature, rules.reviewProbability);
  const inclusionOf = (cell: RawCell): number | null =>
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
    cells: merge(
      mature.map((cell) => ({
        domain: span.domain,
        model: span.model,
        band: cell.band ?? 0,
        eligible: cell.eligible ?? false,
        outcome: outcomeOf(cell, selection === 'unknown' ? null : inclusionOf(cell)),
        loss: lossOf(cell, rules.editLoss),
        inclusion: inclusionOf(cell),
        smallestInclusion: smallest.get(cell.policy) ?? null,
        decisions: cell.decisions,
        excess: cell.excess,
        excessSquared: cell.excessSquared,
        amountCents: cell.amountCents,
      })),
    ),
  };
}

/** How decisions were chosen for review, and whether what came in agrees with what was declared. */
function selectionOf(
  cells: readonly RawCell[],
  declared: number | undefined,
): { selection: Selection; audits: Evidence['audits'] } {
  const rateOf = (cell: RawCell): number | null => cell.inclusion ?? declared ?? null;
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
  cells: readonly RawCell[],
  inclusionOf: (cell: RawCell) => number | null,
): Map<string | null, number> {
  const smallest = new Map<string | null, number>();
  for (const cell of cells) {
    const rate = inclusionOf(cell);
    if (cell.eligible !== true || rate === null) continue;
    smallest.set(cell.policy, Math.min(rate, smallest.get(cell.policy) ?? 1));
  }
  return smallest;
}

function outcomeOf(cell: RawCell, inclusion: number | null): Outcome {
  if (cell.verdict !== null) return VerdictWord.parse(cell.verdict);
  return inclusion === 1 ? 'pending' : 'unreviewed';
}

function lossOf(cell: RawCell, editLoss: number): number | null {
  if (cell.verdict === null || cell.verdict === 'unsure') return null;
  if (cell.severity !== null) return cell.severity;
  return cell.verdict === 'agree' ? 0 : cell.verdict === 'edit' ? editLoss : 1;
}

/** Adds up cells that differ in nothing that is kept. */
function merge(cells: readonly EvidenceCell[]): EvidenceCell[] {
  const merged = new Map<string, EvidenceCell>();
  for (const cell of cells) {
    const key = `${cell.band} ${cell.eligible} ${cell.outcome} ${cell.loss} ${cell.inclusion} ${cell.smallestInclusion}`;
    const same = merged.get(key);
    if (same === undefined) {
      merged.set(key, { ...cell });
      continue;
    }
    same.decisions += cell.decisions;
    same.excess += cell.excess;
    same.excessSquared += cell.excessSquared;
    same.amountCents += cell.amountCents;
  }
  return [...merged.values()];
}

function count(cells: readonly RawCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.decisions, 0);
}
