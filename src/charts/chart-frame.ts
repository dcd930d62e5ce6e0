import type { TopLevelSpec } from 'vega-lite';

/** Size of the whole picture in pixels, with its axes; every chart has its own default. */
export interface ChartSize {
  readonly width?: number;
  readonly height?: number;
}

type Layered = Extract<TopLevelSpec, { layer: unknown }>;
/** One layer of a picture. */
export type Layer = Layered['layer'][number];

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** What every spec begins with. `description` is the alternative text: one sentence. */
export function frame(description: string): { $schema: string; description: string } {
  return { $schema: SCHEMA, description };
}

/** A picture of one panel, as wide and high as asked, axes and labels included. */
export function onePanel(
  description: string,
  { width, height }: Required<ChartSize>,
  layer: Layer[],
): TopLevelSpec {
  return {
    ...frame(description),
    width,
    height,
    autosize: { type: 'fit', contains: 'padding' },
    layer,
  };
}

/** Room that axes of panels above one another take up, left of the plot and around it. */
const GUTTER = { left: 44, right: 16 } as const;
/** An upright axis that takes up the same room in every panel, so that what lies above one another stands above. */
export const FIXED_EXTENT = { minExtent: GUTTER.left, maxExtent: GUTTER.left } as const;

/** Width of the plot in a picture of several panels. */
export function plotWidth(width: number): number {
  return Math.max(80, width - GUTTER.left - 2 * GUTTER.right);
}
