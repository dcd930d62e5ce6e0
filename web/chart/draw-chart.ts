/** The only file that knows the drawing library: it is loaded when the first chart is drawn. */
import embed from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import type { TopLevelSpec } from 'vega-lite';
import { PAGE_TOKENS } from '../../src/charts/page-tokens.ts';
import { themeOf } from '../../src/charts/theme.ts';
import { inLightColours } from './light-colours.ts';
import { mendTimes } from './mend-times.ts';
import { showTip } from './tip.ts';

export interface DrawnChart {
  /** The picture as a file that stands by itself. */
  readonly svg: () => Promise<string>;
  /** Gives a parameter of its spec another value. */
  readonly set: (name: string, value: number) => void;
  /** Lets go of what it holds. */
  readonly end: () => void;
}

mendTimes();

/** Draws a chart into an element, in the colours of the page, whatever these become. */
export async function drawChart(element: HTMLElement, spec: TopLevelSpec): Promise<DrawnChart> {
  const { view, finalize } = await embed(element, spec, {
    mode: 'vega-lite',
    renderer: 'svg',
    config: themeOf(PAGE_TOKENS),
    tooltip: (_handler, event, _item, value) => showTip(event, value),
    // The page allows no code that is made from text, and no style that a script writes.
    ...{ ast: true, expr: expressionInterpreter },
    ...{ actions: false, defaultStyle: false },
  });
  return {
    svg: async () => inLightColours(await view.toSVG()),
    set: (name, value) => void view.signal(name, value).runAsync(),
    end: finalize,
  };
}
