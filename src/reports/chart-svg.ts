import { parse, resetSVGDefIds, View } from 'vega';
import { type Config, compile, type TopLevelSpec } from 'vega-lite';
import { type ChartMode, chartTheme } from '../charts/theme.ts';
import { markupText } from '../contracts/markup-text.ts';

/** What no XML document may hold, escaped or not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/**
 * A chart as SVG text, drawn without a browser. The same spec and mode give the same bytes, and names from outside
 * stand in it as text only.
 * @throws Error where Vega-Lite or Vega has a warning about the spec: a chart that is not quite right is not drawn
 */
export function chartSvg(spec: TopLevelSpec, mode: ChartMode): Promise<string> {
  return svgIn(spec, chartTheme(mode));
}

/** The same in any theme, one of variables of a page too. */
export async function svgIn(spec: TopLevelSpec, config: Config): Promise<string> {
  // Vega writes an id into every row that it draws.
  const { spec: compiled } = compile(structuredClone(spec), { config, logger: strictLogger() });
  const view = new View(parse(compiled), { renderer: 'none', logger: strictLogger() });
  try {
    await view.runAsync();
    resetSVGDefIds();
    const svg = await view.toSVG();
    return withOwnIds(withDescription(onePicture(svg).replace(NOT_XML, '\ufffd'), spec.description ?? ''));
  } finally {
    view.finalize();
  }
}

/** A picture has one description: a screen reader is not to be told of its lines one by one. */
function onePicture(svg: string): string {
  return svg.replace(/ role="graphics-[\w-]+" aria-roledescription="[^"]*"/g, '');
}

/** Screen readers say what the picture shows; digits stand in columns. */
function withDescription(svg: string, description: string): string {
  const label = markupText(description.replace(NOT_XML, '\ufffd'));
  return svg.replace('<svg ', () => `<svg role="img" aria-label="${label}" font-variant="tabular-nums" `);
}

/** Vega counts ids over all charts it draws: here they follow from the chart, and differ from those of its neighbours. */
function withOwnIds(svg: string): string {
  const ids = [
    ...new Set([...svg.matchAll(/ id="((?:clip|gradient)[\w-]*)"/g)].map((match) => match[1] as string)),
  ];
  if (ids.length === 0) return svg;
  const numbers = new Map(ids.map((id, index) => [id, index]));
  const renamed = (prefix: string): string =>
    svg.replace(
      /(?<= id="|url\(#)(?:clip|gradient)[\w-]*(?="|\))/g,
      (id) => `${prefix}-${numbers.get(id) ?? id}`,
    );
  return renamed(`c${checksum(renamed('c'))}`);
}

/** FNV-1a over UTF-16 units, as hexadecimal: tells pictures on a page apart, and is no proof of anything. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

interface Logger {
  level(value: number): Logger;
  level(): number;
  error(...reasons: readonly unknown[]): Logger;
  warn(...reasons: readonly unknown[]): Logger;
  info(...reasons: readonly unknown[]): Logger;
  debug(...reasons: readonly unknown[]): Logger;
}

function strictLogger(): Logger {
  const fail = (...reasons: readonly unknown[]): never => {
    throw new Error(`chart is not drawn: ${reasons.map(String).join(' ')}`);
  };
  function level(value: number): Logger;
  function level(): number;
  function level(value?: number): Logger | number {
    return value === undefined ? 0 : logger;
  }
  const quiet = (): Logger => logger;
  const logger: Logger = { level, error: fail, warn: fail, info: quiet, debug: quiet };
  return logger;
}
