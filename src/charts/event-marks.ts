import type { Layer } from './chart-frame.ts';
import { onPaper } from './on-paper.ts';
import { moment } from './time-axis.ts';
import { labelWidth, shownName } from './words.ts';

/** Something that happened to a domain, to be marked on a time axis. */
export interface ChartEvent {
  readonly at: string;
  readonly kind: 'promotion' | 'demotion' | 'model' | 'alarm';
  /** In two or three words: `to 0.90`, `model 2026-05`. */
  readonly label: string;
}

const SHAPES = {
  promotion: { shape: 'triangle-up', style: 'event-dot', words: 'words' },
  demotion: { shape: 'triangle-down', style: 'event-dot', words: 'words' },
  model: { shape: 'diamond', style: 'proposed-diamond', words: 'words' },
  alarm: { shape: 'square', style: 'trouble-dot', words: 'trouble-words' },
} as const;

const ROWS = 3;
const EVENT_ROW = 18;

/** Times at the ends of the axis, and pixels between them. */
export interface EventPlot {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

interface PlacedEvent extends ChartEvent {
  readonly moment: number;
  readonly day: string;
  /** From below; -1 where there is no room for the label. */
  readonly row: number;
  readonly isLeft: boolean;
}

/** Later events stand lower: so the rule of an earlier one, further left, runs through no label. */
function placedEvents(events: readonly ChartEvent[], { from, to, width }: EventPlot): PlacedEvent[] {
  const taken: (readonly [number, number])[][] = Array.from({ length: ROWS }, () => []);
  return events
    .map((event) => ({ ...event, moment: moment(event.at), label: shownName(event.label, 24) }))
    .sort((a, b) => b.moment - a.moment)
    .map((event) => {
      const x = to > from ? ((event.moment - from) / (to - from)) * width : 0;
      const room = labelWidth(event.label) + 20;
      const isLeft = x + room > width && x > room;
      const [start, end] = isLeft ? [x - room, x + 8] : [x - 8, x + room];
      const row = taken.findIndex((spans) => spans.every(([left, right]) => end <= left || right <= start));
      if (row >= 0) taken[row]?.push([start, end]);
      return { ...event, day: event.at.slice(0, 10), row, isLeft };
    });
}

/**
 * Rules that stand, each with the shape of its kind and its label in rows above the plot. Where three rows do not
 * suffice a label is left out; its shape stays, and says on hover what it is.
 */
export function eventMarks(events: readonly ChartEvent[], plot: EventPlot): Layer[] {
  const placed = placedEvents(events, plot);
  return [...placed.map(eventRule), ...placed.flatMap(eventWords)];
}

const X = { field: 'moment', type: 'temporal', scale: { type: 'utc' } } as const;

function eventRule(event: PlacedEvent): Layer {
  return {
    data: { values: [{ moment: event.moment }] },
    mark: { type: 'rule', style: 'event' },
    encoding: { x: X, y: { value: heightOf(event) }, y2: { value: 'height' } },
  };
}

function heightOf({ row }: PlacedEvent): number {
  return -(10 + Math.max(0, row) * EVENT_ROW);
}

function eventWords(event: PlacedEvent): Layer[] {
  const { shape, style, words } = SHAPES[event.kind];
  const { kind, day, label, row, isLeft } = event;
  const data = { values: [{ moment: event.moment, day, kind, label }] };
  const y = { value: heightOf(event) };
  const tooltip = ['day', 'kind', 'label'].map((field) => ({ field, type: 'nominal' as const }));
  const point: Layer = { data, mark: { type: 'point', style, shape }, encoding: { x: X, y, tooltip } };
  if (row < 0) return [point];
  const side = isLeft ? ({ align: 'right', dx: -9 } as const) : ({ align: 'left', dx: 9 } as const);
  return [
    ...onPaper({
      data,
      mark: { type: 'text', style: words, baseline: 'middle', ...side },
      encoding: { x: X, y, text: { field: 'label' } },
    }),
    point,
  ];
}

/** How much room above the plot the rows take up. */
export function eventRoom(events: readonly ChartEvent[], plot: EventPlot): number {
  return (1 + Math.max(-1, ...placedEvents(events, plot).map(({ row }) => Math.max(0, row)))) * EVENT_ROW;
}
