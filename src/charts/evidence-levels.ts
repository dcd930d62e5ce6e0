import { percentExact } from '../contracts/figures.ts';
import type { Layer } from './chart-frame.ts';
import { shortNumber } from './words.ts';

export type Span = readonly [number, number];

/** Below this it makes no difference how little the evidence is worth. */
export const LEAST_EVIDENCE = 0.01;

const EVIDENCE_TICKS = 'datum.value < 1e6 ? format(datum.value, "~r") : format(datum.value, ".0e")';

/** What the axis has to hold. */
export function evidenceDomain(values: readonly number[], need: number): Span {
  return [Math.min(0.5, ...values) * 0.8, Math.max(need, ...values) * 2];
}

const ABOVE = { align: 'left', baseline: 'bottom', dx: 6, dy: -3 } as const;
const BELOW = { align: 'right', baseline: 'top', dx: -6, dy: 4 } as const;

/** What is enough, and below what it speaks against: a rule each, on a logarithmic axis that stands. */
export function evidenceLevels(
  delta: number,
  { domain, title }: { readonly domain: Span; readonly title: string },
): Layer[] {
  const need = 1 / delta;
  const rules = [
    {
      value: need,
      style: 'goal',
      words: `enough: 1 / ${percentExact(delta)} % = ${shortNumber(need)}`,
      x: 0,
      side: ABOVE,
    },
    { value: 1, style: 'event', words: 'below 1: against', x: 'width', side: BELOW },
  ] as const;
  return rules.flatMap(({ value, style, words, x, side }): Layer[] => {
    const data = { values: [{ value, words }] };
    const y = {
      field: 'value',
      type: 'quantitative' as const,
      scale: { type: 'log' as const, domain: [...domain], nice: false as const },
      axis: { title, values: decades(domain), labelExpr: EVIDENCE_TICKS },
    };
    return [
      { data, mark: { type: 'rule', style }, encoding: { y } },
      {
        data,
        mark: { type: 'text', style: 'muted-words', ...side },
        encoding: { x: { value: x }, y, text: { field: 'words' } },
      },
    ];
  });
}

/** Powers of ten inside the axis, at most eight. */
function decades([low, high]: Span): number[] {
  const [from, to] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const step = Math.ceil((to - from + 1) / 8);
  return Array.from(
    { length: Math.floor((to - from) / step) + 1 },
    (_, index) => 10 ** (from + index * step),
  );
}
