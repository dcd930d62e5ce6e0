import type { Config } from 'vega-lite';

export type ChartMode = 'light' | 'dark' | 'print';

/** What a colour stands for; a chart names the meaning and never the colour. */
export interface ChartTokens {
  readonly paper: string;
  readonly ink: string;
  /** Second ink: axis labels and notes. */
  readonly muted: string;
  readonly hairline: string;
  /** The certified or weighted figure. */
  readonly certified: string;
  /** Its uncertainty, as an area. */
  readonly uncertainty: string;
  readonly naive: string;
  readonly limit: string;
  /** What chance alone would do. */
  readonly chance: string;
  readonly trouble: string;
  /** Counts of all decisions, and of those among them that were looked at. */
  readonly volume: string;
  readonly reviewed: string;
}

/** sRGB forms of the colour tokens of the console, for Vega does not read OKLCH. */
export const CHART_TOKENS: Readonly<Record<ChartMode, ChartTokens>> = {
  light: {
    paper: '#ffffff',
    ink: '#1b1f24',
    muted: '#59616c',
    hairline: '#e1e5ea',
    certified: '#1a5abc',
    uncertainty: '#d3e2f8',
    naive: '#6b737e',
    limit: '#b04a05',
    chance: '#e9ecef',
    trouble: '#bf2323',
    volume: '#858d98',
    reviewed: '#252b33',
  },
  dark: {
    paper: '#14171c',
    ink: '#e6e9ee',
    muted: '#a6aeb9',
    hairline: '#2b313a',
    certified: '#7fb0ff',
    uncertainty: '#233a60',
    naive: '#9aa2ad',
    limit: '#f2a04d',
    chance: '#282e37',
    trouble: '#ff8a80',
    volume: '#707986',
    reviewed: '#e2e6eb',
  },
  print: {
    paper: '#ffffff',
    ink: '#000000',
    muted: '#444444',
    hairline: '#cccccc',
    certified: '#0b3d91',
    uncertainty: '#d3dcec',
    naive: '#666666',
    limit: '#8f4100',
    chance: '#e6e6e6',
    trouble: '#a11212',
    volume: '#8a8a8a',
    reviewed: '#111111',
  },
};

export const CHART_FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';
const LABEL_SIZE = 12;
const TITLE_SIZE = 14;

/** Vega-Lite configuration of a mode. */
export function chartTheme(mode: ChartMode): Config {
  return themeOf(CHART_TOKENS[mode]);
}

/**
 * Vega-Lite configuration in these colours: marks ask for their look by the `style` that names their meaning. Any colour
 * of SVG will do, a variable of the page too: nothing here reckons with colours.
 */
export function themeOf(tokens: ChartTokens): Config {
  const text = { font: CHART_FONT, fontSize: LABEL_SIZE };
  return {
    background: tokens.paper,
    padding: 8,
    font: CHART_FONT,
    // The picture has one description, in its spec: a screen reader is not to read out every dot.
    aria: false,
    view: { stroke: null },
    concat: { spacing: 16 },
    title: { color: tokens.ink, fontSize: TITLE_SIZE, fontWeight: 600, anchor: 'start', offset: 12 },
    text: { ...text, color: tokens.ink },
    axis: axisTheme(tokens),
    // The title of the upright axis lies: nobody should have to turn the head.
    axisY: {
      titleAngle: 0,
      titleAlign: 'left',
      titleBaseline: 'bottom',
      titleX: 0,
      titleY: -10,
      domain: false,
    },
    axisX: { grid: false, titleAnchor: 'end', titlePadding: 8 },
    style: { ...figureStyles(tokens), ...ruleStyles(tokens), ...countStyles(tokens), ...wordStyles(tokens) },
  };
}

function axisTheme({ ink, muted, hairline }: ChartTokens): NonNullable<Config['axis']> {
  return {
    labelFont: CHART_FONT,
    labelFontSize: LABEL_SIZE,
    labelColor: muted,
    labelPadding: 6,
    labelFlush: false,
    titleFont: CHART_FONT,
    titleFontSize: LABEL_SIZE,
    titleFontWeight: 400,
    titleColor: ink,
    titleLimit: 0,
    labelLimit: 0,
    grid: true,
    gridColor: hairline,
    gridWidth: 1,
    domainColor: muted,
    domainWidth: 1,
    tickColor: muted,
    tickSize: 4,
  };
}

/** Vega-Lite reads `color` of a style alone: the stroke of lines, the fill of everything else. */
function figureStyles({ paper, certified, uncertainty, naive, trouble, ink }: ChartTokens): Styles {
  const dot = (color: string, stroke: string, strokeWidth: number, size: number) => ({
    filled: true,
    color,
    stroke,
    strokeWidth,
    size,
    opacity: 1,
  });
  return {
    'certified-line': { color: certified, strokeWidth: 2, strokeJoin: 'round' },
    'certified-thick': { color: certified, strokeWidth: 4, strokeCap: 'round' },
    'certified-thin': { color: certified, strokeWidth: 1 },
    'certified-dot': dot(certified, paper, 1, 64),
    'certified-open-dot': dot(paper, certified, 1.5, 64),
    'certified-interval': { color: certified, strokeWidth: 1.5, strokeCap: 'round' },
    uncertainty: { color: uncertainty, opacity: 1 },
    'naive-line': { color: naive, strokeWidth: 1 },
    'naive-dot': dot(paper, naive, 1, 24),
    'trouble-dot': dot(trouble, paper, 1, 64),
    'trouble-interval': { color: trouble, strokeWidth: 1.5, strokeCap: 'round' },
    'event-dot': dot(ink, paper, 1, 72),
    'level-in-the-loop': dot(paper, ink, 1.25, 64),
    'level-on-the-loop': dot(uncertainty, certified, 1.5, 64),
    'level-autonomous': dot(certified, paper, 1, 64),
    'level-floor': dot(naive, paper, 1, 64),
  };
}

function ruleStyles({ limit, ink, paper, chance, muted, hairline, uncertainty }: ChartTokens): Styles {
  return {
    limit: { color: limit, strokeWidth: 1.5, strokeDash: [6, 4] },
    goal: { color: ink, strokeWidth: 1, strokeDash: [2, 3] },
    current: { color: ink, strokeWidth: 1.5 },
    proposed: { color: ink, strokeWidth: 1.5 },
    'proposed-diamond': {
      filled: true,
      color: paper,
      stroke: ink,
      strokeWidth: 1.5,
      size: 90,
      shape: 'diamond',
      opacity: 1,
    },
    chance: { color: chance, opacity: 1 },
    'chance-line': { color: muted, strokeWidth: 1 },
    taken: { color: uncertainty, opacity: 0.35 },
    event: { color: muted, strokeWidth: 1 },
    hairline: { color: hairline, strokeWidth: 1 },
  };
}

function countStyles({ volume, reviewed }: ChartTokens): Styles {
  return { volume: { color: volume, opacity: 1 }, reviewed: { color: reviewed, opacity: 1 } };
}

function wordStyles(tokens: ChartTokens): Styles {
  const { ink, muted, certified, naive, limit, trouble, paper } = tokens;
  const words = (color: string, fontWeight: 400 | 600 = 400) => ({
    color,
    fontWeight,
    fontSize: LABEL_SIZE,
    font: CHART_FONT,
  });
  return {
    words: words(ink),
    'muted-words': words(muted),
    'certified-words': words(certified),
    'naive-words': words(naive),
    'limit-words': words(limit),
    'trouble-words': words(trouble, 600),
    'paper-words': words(paper, 600),
    'letter-words': words(ink, 600),
    halo: { ...words(paper), stroke: paper, strokeWidth: 4, strokeJoin: 'round' },
    'missing-words': { ...words(muted), size: TITLE_SIZE },
  };
}

type Styles = NonNullable<Config['style']>;
