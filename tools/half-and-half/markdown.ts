import { count, percent, percentUp, threshold, visible } from '../../src/reports/figures.ts';
import type { HalfAndHalf, HalvesRow, Way } from './half-and-half.ts';
import type { Outcome } from './outcome.ts';
import { type Totals, totalsOf } from './totals.ts';

const WAYS: Readonly<Record<Way, string>> = {
  certified: 'certified',
  firstLook: 'first look',
  naive: 'naive',
};
const NAMES = Object.keys(WAYS) as Way[];

/** What could become markup in a name from outside; an underscore inside a word cannot. */
const MARKUP = /[\\`*[\]<>|#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;

/** The comparison as a Markdown table: one line a domain, each way with its threshold, coverage and errors. */
export function halvesMarkdown(halves: HalfAndHalf): string {
  const { first, second, rows, risk, delta } = halves;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const headings = NAMES.flatMap((way) => [`${WAYS[way]} from`, 'coverage', 'errors']);
  const unversioned = rows.every((row) => row.model === 'unversioned');
  return [
    `First half: ${extent(first)}. Second half: ${extent(second)}. Limit ${percent(risk)}, delta ${percent(delta)}.`,
    '',
    line(['domain', 'decisions', ...headings]),
    line(['---', '---:', ...headings.map(() => '---:')]),
    ...rows.map((row) => line([nameOf(row, unversioned), count(row.decisions), ...cellsOf(row)])),
    line(['**all**', count(second.decisions), ...NAMES.flatMap((way) => totalCells(totalsOf(halves, way)))]),
    '',
    `Thresholds are found on the first half; decisions, coverage and errors are those of the second. In brackets: the`,
    `exact upper bound (${percent(1 - delta)} certain). Bold: above the limit; with †: so far above that chance alone explains it in at`,
    `most 1 % of cases.`,
    '',
    ...(rows.every((row) => row.judged)
      ? []
      : [
          'Not judged: only a sample of the second half was reviewed, which is no count of errors; left out of the totals.',
          '',
        ]),
    ...NAMES.map((way) => sentence(WAYS[way], totalsOf(halves, way))),
    '',
  ].join('\n');
}

function extent(half: HalfAndHalf['first']): string {
  return `${count(half.decisions)} decisions, ${half.from} to ${half.until}`;
}

function nameOf(row: HalvesRow, unversioned: boolean): string {
  const name = unversioned ? row.domain : `${row.domain} (${row.model})`;
  return visible(name).replace(MARKUP, (character) => `\\${character}`);
}

function cellsOf(row: HalvesRow): string[] {
  if (!row.judged) return ['not judged', ...Array<string>(3 * NAMES.length - 1).fill('')];
  return NAMES.flatMap((way) => {
    const outcome = row.outcomes[way];
    if (outcome === null) return ['–', '–', '–'];
    // Below the grid's digits a naive threshold is an observed confidence; three digits are enough to compare.
    const shown = way === 'naive' ? outcome.threshold.toFixed(3) : threshold(outcome.threshold);
    return [shown, percent(outcome.coverage), errorsCell(outcome)];
  });
}

function errorsCell(outcome: Outcome): string {
  const rate = percent(outcome.risk);
  const marked = outcome.overBeyondChance ? `**${rate}†**` : outcome.over ? `**${rate}**` : rate;
  return outcome.reviewed === 0 ? '–' : `${marked} (${percentUp(outcome.riskUpper)})`;
}

function totalCells(totals: Totals): string[] {
  const rate = totals.reviewed === 0 ? '–' : `${percent(totals.risk)} (${percentUp(totals.riskUpper)})`;
  return [`${totals.withThreshold} of ${totals.domains}`, percent(totals.coverage), rate];
}

function sentence(way: string, totals: Totals): string {
  if (totals.withThreshold === 0) return `- ${way}: no threshold found`;
  const chance =
    totals.overBeyondChance === 0 ? 'none beyond chance' : `${totals.overBeyondChance} beyond chance`;
  return `- ${way}: ${totals.over} of ${totals.withThreshold} thresholds above the limit (${chance}); ${percent(totals.coverageWhereThreshold)} of the decisions in domains with a threshold`;
}
