import type { Layer } from './chart-frame.ts';
import { type Obstacle, touches } from './line-labels.ts';
import { onPaper } from './on-paper.ts';
import { labelWidth } from './words.ts';

/** A mark in pixels of the plot, y downwards. */
interface Mark {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A point that wants its name beside it. */
export interface PointLabel extends Mark {
  readonly words: string;
  /** In data. */
  readonly at: { readonly x: number; readonly y: number };
}

/** Where the names may stand, and where they may not. */
export interface LabelPlot {
  readonly width: number;
  readonly height: number;
  readonly style: string;
  readonly marks: readonly Mark[];
  readonly taken: readonly Obstacle[];
}

const HALF_LINE = 8;

/**
 * Names beside their points, in the order given: right of it, left, above or below, wherever nothing stands yet. Where
 * no place is free a name is left out, for two names on one another are none.
 */
export function placeLabels(
  labels: readonly PointLabel[],
  { width, height, style, marks, taken }: LabelPlot,
): Layer[] {
  const boxes = [...taken, ...marks.map(({ x, y, radius }) => box(x, y, radius, radius))];
  return labels.flatMap((label): Layer[] => {
    const room = labelWidth(label.words);
    const gap = label.radius + 4;
    const places = [
      { align: 'left', dx: gap, dy: 0, middle: gap + room / 2 },
      { align: 'right', dx: -gap, dy: 0, middle: -gap - room / 2 },
      { align: 'center', dx: 0, dy: -gap - HALF_LINE, middle: 0 },
      { align: 'center', dx: 0, dy: gap + HALF_LINE, middle: 0 },
      { align: 'left', dx: label.radius, dy: -gap - HALF_LINE + 2, middle: label.radius + room / 2 },
      { align: 'left', dx: label.radius, dy: gap + HALF_LINE - 2, middle: label.radius + room / 2 },
      { align: 'right', dx: -label.radius, dy: -gap - HALF_LINE + 2, middle: -label.radius - room / 2 },
      { align: 'right', dx: -label.radius, dy: gap + HALF_LINE - 2, middle: -label.radius - room / 2 },
      { align: 'right', dx: -gap, dy: HALF_LINE + 2, middle: -gap - room / 2 },
      { align: 'right', dx: -gap, dy: -HALF_LINE - 2, middle: -gap - room / 2 },
      { align: 'left', dx: gap, dy: HALF_LINE + 2, middle: gap + room / 2 },
      { align: 'left', dx: gap, dy: -HALF_LINE - 2, middle: gap + room / 2 },
    ] as const;
    for (const { align, dx, dy, middle } of places) {
      const wanted = box(label.x + middle, label.y + dy, room / 2, HALF_LINE);
      const isInside =
        wanted.left >= 0 && wanted.right <= width && wanted.top >= -8 && wanted.bottom <= height - 2;
      if (!isInside || boxes.some((other) => touches(wanted, other))) continue;
      boxes.push(wanted);
      return onPaper({
        data: { values: [{ ...label.at, words: label.words }] },
        mark: { type: 'text', style, align, baseline: 'middle', dx, dy },
        encoding: {
          x: { field: 'x', type: 'quantitative' },
          y: { field: 'y', type: 'quantitative' },
          text: { field: 'words' },
        },
      });
    }
    return [];
  });
}

/** What a mark or a name around a middle takes up. */
export function box(x: number, y: number, halfWidth: number, halfHeight: number): Obstacle {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}
