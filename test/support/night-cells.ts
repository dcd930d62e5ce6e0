import type { NightCells } from '../../src/contracts/night-cells.ts';

/** A cell written out; what is absent is `decisions: 1`, fully reviewed on the night of the decision. */
export interface WrittenNightCell {
  readonly decided: number;
  readonly judged?: number | null;
  readonly band: number;
  readonly eligible?: boolean;
  readonly drawn?: boolean;
  readonly loss?: number | null;
  readonly inclusion?: number | null;
  readonly decisions?: number;
}

/** The columns of cells of one (domain, model), in the order of their nights. */
export function nightCellColumns(
  cells: readonly WrittenNightCell[],
  names: { readonly domain?: string; readonly model?: string } = {},
): NightCells {
  const ordered = [...cells].sort((a, b) => a.decided - b.decided);
  const column = (of: (cell: WrittenNightCell) => number | null): Float64Array =>
    Float64Array.from(ordered, (cell) => of(cell) ?? Number.NaN);
  return {
    domain: names.domain ?? 'refunds',
    model: names.model ?? 'v1',
    length: ordered.length,
    decided: column((cell) => cell.decided),
    judged: column((cell) => (cell.judged === undefined ? cell.decided : cell.judged)),
    band: column((cell) => cell.band),
    eligible: column((cell) => Number(cell.eligible ?? true)),
    drawn: column((cell) => Number(cell.drawn ?? false)),
    loss: column((cell) => (cell.loss === undefined ? 0 : cell.loss)),
    inclusion: column((cell) => cell.inclusion ?? null),
    decisions: column((cell) => cell.decisions ?? 1),
  };
}
