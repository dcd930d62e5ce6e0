import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TopLevelSpec } from 'vega-lite';
import { unbroken } from '../../src/contracts/figures.ts';
import type { Column } from '../table/column.ts';
import { DataTable } from '../table/data-table.tsx';
import type { Sort } from '../table/sort.ts';
import { ChartMenu } from './chart-menu.tsx';
import type { DrawnChart } from './draw-chart.ts';
import { loadDrawing } from './load-drawing.ts';
import { useWidth } from './use-width.ts';

interface ChartProps<Row> {
  /** What it is called in menus and files. */
  readonly name: string;
  /** The chart at a width in pixels; its description is the reading above it. */
  readonly draw: (width: number) => TopLevelSpec;
  /** Its height in pixels or more, so that nothing moves when it comes. */
  readonly height: number;
  /** Narrower than this it is scrolled, and wider than that it is not drawn. */
  readonly widths?: readonly [least: number, most: number];
  /** What it shows, as figures. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Whether these figures stand below it already. */
  readonly isListed?: boolean;
  /** Values of the parameters of its spec: they move without its being drawn anew, where `draw` stays the same. */
  readonly signals?: Readonly<Record<string, number>>;
}

/** A reading of one line, the picture, and behind quiet buttons its figures and files. */
export function Chart<Row>({
  name,
  draw,
  height,
  widths = [320, 720],
  columns,
  rows,
  isListed = false,
  signals = NONE,
}: ChartProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [hasTable, setHasTable] = useState(false);
  const [sort, setSort] = useState<Sort | null>(null);
  const drawnWidth = Math.min(widths[1], Math.max(widths[0], width ?? widths[1]));
  const spec = useMemo(() => draw(drawnWidth), [draw, drawnWidth]);
  const reading = spec.description ?? name;
  const drawn = useDrawn(frame, width === null ? null : spec, signals);
  return (
    <figure class="chart" aria-label={name}>
      <figcaption>{unbroken(reading)}</figcaption>
      <div
        class="picture"
        ref={frame}
        style={{ '--height': `${height}px` }}
        {...(isScrolled(width, widths) ? { tabIndex: 0 } : {})}
      />
      <div class="chart-tools">
        {!isListed && (
          <button type="button" class="quiet" aria-expanded={hasTable} onClick={() => setHasTable(!hasTable)}>
            {hasTable ? 'Hide the figures' : 'Show the figures'}
          </button>
        )}
        <ChartMenu name={name} spec={spec} columns={columns} rows={rows} drawn={drawn} />
      </div>
      {hasTable && <DataTable caption={name} columns={columns} rows={rows} sort={sort} onSort={setSort} />}
    </figure>
  );
}

function isScrolled(width: number | null, [least]: readonly [number, number]): boolean {
  return width !== null && width < least;
}

const NONE = {};

/** Draws what the spec says whenever that becomes another, and moves what its parameters move. */
function useDrawn(
  frame: RefObject<HTMLElement>,
  spec: TopLevelSpec | null,
  signals: Readonly<Record<string, number>>,
): RefObject<DrawnChart> {
  const drawn = useRef<DrawnChart>(null);
  const now = useRef(signals);
  now.current = signals;
  const text = useMemo(() => (spec === null ? null : JSON.stringify(spec)), [spec]);
  useEffect(() => {
    const element = frame.current;
    if (spec === null || element === null) return;
    let isOver = false;
    // Beside the one that stands there, which goes when this one has come.
    const canvas = document.createElement('div');
    loadDrawing()
      .then(({ drawChart }) => drawChart(canvas, structuredClone(spec)))
      .then((chart) => {
        if (isOver) return chart.end();
        element.replaceChildren(asPicture(canvas, spec.description ?? ''));
        drawn.current?.end();
        drawn.current = chart;
        moved(chart, now.current);
      })
      .catch((error: unknown) => {
        if (isOver) return;
        element.textContent = 'The picture could not be drawn. Its figures are here all the same.';
        reportError(error);
      });
    return () => {
      isOver = true;
    };
  }, [text]);
  useEffect(() => moved(drawn.current, signals), [signals]);
  useEffect(() => () => drawn.current?.end(), []);
  return drawn;
}

function moved(chart: DrawnChart | null, signals: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(signals)) chart?.set(name, value);
}

/** To those who do not see it, it is one picture with the reading for a name. */
function asPicture(canvas: HTMLElement, reading: string): HTMLElement {
  const picture = document.createElement('div');
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', reading);
  canvas.setAttribute('aria-hidden', 'true');
  picture.append(canvas);
  return picture;
}
