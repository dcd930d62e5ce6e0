import { VerdictWord } from '../../src/contracts/verdict.ts';
import type { CellColumns } from '../../src/store/evidence/cell-columns.ts';

/** A cell of rows that break no rule, written out. */
export interface WrittenCell {
  readonly domain: string;
  readonly model: string;
  readonly policy: string | null;
  readonly band: number;
  readonly eligible: boolean;
  readonly immature: boolean;
  readonly verdict: VerdictWord | null;
  readonly severity: number | null;
  readonly inclusion: number | null;
  readonly decisions: number;
  readonly excess: number;
  readonly excessSquared: number;
  readonly amountCents: number;
  readonly first: number;
  readonly last: number;
  readonly exact: boolean;
}

/** The columns of cells of one (domain, model). */
export function cellColumns(cells: readonly WrittenCell[]): CellColumns {
  const policies = [...new Set(cells.map((cell) => cell.policy))];
  const column = (of: (cell: WrittenCell) => number | null): Float64Array =>
    Float64Array.from(cells, (cell) => of(cell) ?? Number.NaN);
  return {
    domain: cells[0]?.domain ?? '',
    model: cells[0]?.model ?? '',
    length: cells.length,
    policy: column((cell) => policies.indexOf(cell.policy)),
    band: column((cell) => cell.band),
    eligible: column((cell) => Number(cell.eligible)),
    immature: column((cell) => Number(cell.immature)),
    word: column((cell) => (cell.verdict === null ? null : VerdictWord.options.indexOf(cell.verdict))),
    severity: column((cell) => cell.severity),
    inclusion: column((cell) => cell.inclusion),
    decisions: column((cell) => cell.decisions),
    excess: column((cell) => cell.excess),
    excessSquared: column((cell) => cell.excessSquared),
    amountCents: column((cell) => cell.amountCents),
    first: column((cell) => cell.first),
    last: column((cell) => cell.last),
    exact: column((cell) => Number(cell.exact)),
  };
}
