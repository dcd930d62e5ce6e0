import { percentExact } from '../contracts/figures.ts';
import type { Layer } from './chart-frame.ts';
import type { Obstacle } from './line-labels.ts';
import { onPaper } from './on-paper.ts';
import { labelWidth, limitWords, thresholdWords } from './words.ts';

/** Thresholds to mark; null and absent are not drawn. */
export interface ThresholdMarks {
  readonly current?: number | null;
  readonly proposed?: number | null;
}

/** The limit as a rule that lies, labelled at one of its ends. */
export function limitRule(
  limit: number | null | undefined,
  { words, end = 'right' }: { readonly words?: string; readonly end?: 'left' | 'right' } = {},
): Layer[] {
  if (limit === null || limit === undefined) return [];
  const data = { values: [{ limit, words: words ?? limitWords(limit) }] };
  const y = { field: 'limit', type: 'quantitative' } as const;
  return [
    { data, mark: { type: 'rule', style: 'limit' }, encoding: { y } },
    ...onPaper({
      data,
      mark: {
        type: 'text',
        style: 'limit-words',
        align: end,
        baseline: 'bottom',
        dx: end === 'right' ? -2 : 2,
        dy: -3,
      },
      encoding: { x: { value: end === 'right' ? 'width' : 0 }, y, text: { field: 'words' } },
    }),
  ];
}

/** The limit as a rule that stands, labelled at its upper end. */
export function uprightLimit(limit: number | null | undefined): Layer[] {
  if (limit === null || limit === undefined) return [];
  const data = { values: [{ limit, words: limitWords(limit) }] };
  const x = { field: 'limit', type: 'quantitative' } as const;
  return [
    { data, mark: { type: 'rule', style: 'limit' }, encoding: { x } },
    {
      data,
      mark: { type: 'text', style: 'limit-words', align: 'center', baseline: 'bottom', dy: -4 },
      encoding: { x, y: { value: 0 }, text: { field: 'words' } },
    },
  ];
}

/** Where thresholds are marked: the domain of the axis, the width of the plot, and how they read. */
export interface ThresholdPlot {
  readonly domain: readonly [number, number];
  readonly width: number;
  readonly unit: 'share' | 'percent';
}

const ROW = 18;
const GAP = 10;

interface PlacedThreshold {
  readonly threshold: number;
  readonly style: 'current' | 'proposed';
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly isLeft: boolean;
}

/** The current threshold as a rule, the proposed one as a rule with an open diamond; each says which it is. */
export function thresholdRules(marks: ThresholdMarks, plot: ThresholdPlot): Layer[] {
  // All rules first: the words of one may lie over the rule of the other.
  const words = placed(marks, plot).flatMap(({ threshold, style, words, y: height, isLeft }): Layer[] => {
    const data = { values: [{ threshold, words }] };
    const x = { field: 'threshold', type: 'quantitative' } as const;
    const y = { value: height };
    const side = isLeft ? ({ align: 'right', dx: -GAP } as const) : ({ align: 'left', dx: GAP } as const);
    const layers = onPaper({
      data,
      mark: { type: 'text', style: 'words', baseline: 'middle', ...side },
      encoding: { x, y, text: { field: 'words' } },
    });
    if (style === 'proposed')
      layers.push({ data, mark: { type: 'point', style: 'proposed-diamond' }, encoding: { x, y } });
    return layers;
  });
  return [...bareThresholdRules(marks), ...words];
}

/** The same rules without words, for a panel below one that has them. */
export function bareThresholdRules({ current, proposed }: ThresholdMarks): Layer[] {
  return [
    ...(typeof current === 'number' ? bareRule(current, 'current') : []),
    ...(typeof proposed === 'number' ? bareRule(proposed, 'proposed') : []),
  ];
}

/** What the rules and their words take up. */
export function thresholdObstacles(marks: ThresholdMarks, plot: ThresholdPlot): Obstacle[] {
  return placed(marks, plot).flatMap(({ words, x, y, isLeft }) => {
    const room = labelWidth(words) + GAP;
    return [
      { left: x - 2, right: x + 2, top: 0, bottom: Number.POSITIVE_INFINITY },
      { left: isLeft ? x - room : x, right: isLeft ? x : x + room, top: y - ROW / 2, bottom: y + ROW / 2 },
    ];
  });
}

function bareRule(threshold: number, style: 'current' | 'proposed'): Layer[] {
  return [
    {
      data: { values: [{ threshold }] },
      mark: { type: 'rule', style },
      encoding: { x: { field: 'threshold', type: 'quantitative' } },
    },
  ];
}

/** The lower one has its words on the left, so that they do not lie over the other; what finds no room turns round. */
function placed(
  { current, proposed }: ThresholdMarks,
  { domain, width, unit }: ThresholdPlot,
): PlacedThreshold[] {
  const given = [
    { threshold: current, word: 'now', style: 'current' as const },
    { threshold: proposed, word: 'proposed', style: 'proposed' as const },
  ];
  return given.flatMap(({ threshold, word, style }, row) => {
    if (threshold === null || threshold === undefined) return [];
    const words =
      unit === 'percent' ? `${word} ${percentExact(threshold)} %` : thresholdWords(word, threshold);
    const x = ((threshold - domain[0]) / (domain[1] - domain[0])) * width;
    const other = style === 'current' ? proposed : current;
    const isLower = typeof other === 'number' && threshold < other;
    const room = labelWidth(words) + GAP;
    const isLeft = isLower ? x > room : x + room > width;
    return [{ threshold, style, words, x, y: 8 + row * ROW, isLeft }];
  });
}
