import type { Layer } from './chart-frame.ts';
import { onPaper } from './on-paper.ts';
import { labelWidth } from './words.ts';

/** A point in pixels of the plot, y downwards. */
interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** A line that wants its name on it; the points stand in order of x. */
export interface NamedLine {
  readonly points: readonly Pixel[];
  readonly words: string;
  readonly style: string;
}

/** What no name may cover, in pixels of the plot. */
export interface Obstacle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const STEP = 8;
const LINE = 14;
const GAP = 4;

/**
 * Names right above or below their lines, where no line, rule or other name is in the way; where every place has
 * something in the way, in the place with the least.
 */
export function lineLabels(
  lines: readonly NamedLine[],
  {
    width,
    height,
    taken,
  }: { readonly width: number; readonly height: number; readonly taken: readonly Obstacle[] },
): Layer[] {
  const named = lines.filter(({ points }) => points.length > 0);
  const dots = named.flatMap(({ points }) => sampled(points));
  const boxes = [...taken];
  return named.flatMap(({ points, words, style }) => {
    const room = labelWidth(words);
    const places = sampled(points)
      .flatMap(({ x, y }) => [y - GAP - LINE, y + GAP].map((top) => box(x, top, room)))
      .filter(
        ({ left, right, top, bottom }) => left >= 2 && right <= width && top >= 0 && bottom <= height - 2,
      );
    const cost = (place: Obstacle): number =>
      dots.filter(({ x, y }) => x > place.left && x < place.right && y > place.top && y < place.bottom)
        .length +
      10 * boxes.filter((other) => touches(place, other)).length;
    const best = places.reduce<readonly [Obstacle, number] | null>((least, place) => {
      const own = cost(place);
      return least === null || own < least[1] ? [place, own] : least;
    }, null);
    if (best === null) return [];
    const { left, right, top } = best[0];
    boxes.push(best[0]);
    return onPaper({
      data: { values: [{}] },
      mark: { type: 'text', style, align: 'center', baseline: 'top' },
      encoding: {
        x: { value: Math.round((left + right) / 2) },
        y: { value: Math.round(top) },
        text: { value: words },
      },
    });
  });
}

function box(x: number, top: number, room: number): Obstacle {
  return { left: x - room / 2, right: x + room / 2, top, bottom: top + LINE };
}

/** Whether two of them have a place in common. */
export function touches(a: Obstacle, b: Obstacle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Points of a line at equal steps of x, and its corners. */
function sampled(points: readonly Pixel[]): Pixel[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    if (next === undefined) return [point];
    const parts = Math.max(1, Math.ceil(Math.max(next.x - point.x, Math.abs(next.y - point.y)) / STEP));
    return Array.from({ length: parts }, (_, part) => ({
      x: point.x + ((next.x - point.x) * part) / parts,
      y: point.y + ((next.y - point.y) * part) / parts,
    }));
  });
}
