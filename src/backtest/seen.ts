import type { NightCells } from '../contracts/night-cells.ts';

/** Decisions of one night that are alike, as those who review know of them. */
export interface Seen {
  readonly night: number;
  readonly band: number;
  readonly eligible: boolean;
  /** Whether the AI took them alone. */
  readonly automated: boolean;
  /** When their verdict came; Infinity where it was due and never did; NaN where none was due. */
  readonly judged: number;
  /** NaN for `unsure`, and where no verdict comes. */
  readonly loss: number;
  /** Probability of a review, and the smallest one that anything had that night. */
  readonly inclusion: number;
  readonly smallestInclusion: number;
  readonly decisions: number;
}

/** What decides who reviews what. */
export interface ReviewRule {
  /** Where the history records no inclusion probability; null where nothing is known. */
  readonly declared: number | null;
  /** The smallest that the history records, or declares. */
  readonly smallest: number;
  /** Share of what the AI takes alone that is audited. */
  readonly auditRate: number;
}

/**
 * What is seen of a cell under a threshold in force: of decisions that the AI took alone only those on which the coin
 * of an audit fell, although the history may know the others' verdicts too.
 */
export function seenOf(
  cells: NightCells,
  place: number,
  thresholdPpm: number | null,
  rule: ReviewRule,
): Seen {
  const band = cells.band[place] as number;
  const eligible = cells.eligible[place] === 1;
  const automated = thresholdPpm !== null && eligible && band >= thresholdPpm;
  const own = ownInclusion(cells, place, rule.declared);
  const isDrawn = !automated || cells.drawn[place] === 1;
  const judged = cells.judged[place] as number;
  const due = !isDrawn ? Number.NaN : Number.isNaN(judged) && own === 1 ? Number.POSITIVE_INFINITY : judged;
  return {
    night: cells.decided[place] as number,
    band,
    eligible,
    automated,
    judged: due,
    loss: isDrawn ? (cells.loss[place] as number) : Number.NaN,
    inclusion: automated ? own * rule.auditRate : own,
    smallestInclusion: thresholdPpm === null ? rule.smallest : rule.smallest * rule.auditRate,
    decisions: cells.decisions[place] as number,
  };
}

/** Inclusion probability of the review that the history had; 1 where it is unknown, for figures that only describe. */
export function ownInclusion(cells: NightCells, place: number, declared: number | null): number {
  const recorded = cells.inclusion[place] as number;
  return Number.isNaN(recorded) ? (declared ?? 1) : recorded;
}
