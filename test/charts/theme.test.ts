import { describe, expect, it } from 'vitest';
import { CHART_TOKENS, type ChartMode, type ChartTokens, chartTheme } from '../../src/charts/theme.ts';
import { EDGES, EMPTY, SAMPLES } from './samples.ts';

const MODES = Object.keys(CHART_TOKENS) as ChartMode[];

/** Relative luminance (WCAG 2.2) of #rrggbb. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** How a colour looks to eyes without one kind of cone (Viénot, Brettel & Mollon 1999), in linear RGB. */
const BLINDNESS = {
  protanopia: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  deuteranopia: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
} as const;

function seen(hex: string, matrix: readonly number[]): number[] {
  const linear = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [0, 3, 6].map((row) => {
    const value = linear.reduce((total, part, index) => total + part * matrix[row + index]!, 0);
    return Math.max(0, Math.min(1, value)) ** (1 / 2.4);
  });
}

describe.each(MODES)('the %s theme', (mode) => {
  const tokens = CHART_TOKENS[mode];
  const names = (...some: (keyof ChartTokens)[]) => some;

  it.each(names('ink', 'muted', 'certified', 'naive', 'limit', 'trouble'))('has %s words to read', (name) => {
    expect(contrast(tokens[name], tokens.paper)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['muted', 'chance'],
    ['certified', 'uncertainty'],
    ['muted', 'uncertainty'],
    ['ink', 'uncertainty'],
    ['paper', 'certified'],
    ['paper', 'naive'],
  ] as const)('has %s words to read on %s', (words, ground) => {
    expect(contrast(tokens[words], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(names('certified', 'naive', 'limit', 'trouble', 'volume', 'reviewed', 'ink', 'muted'))(
    'has %s marks to see',
    (name) => {
      expect(contrast(tokens[name], tokens.paper)).toBeGreaterThanOrEqual(3);
    },
  );

  it.each([
    ['reviewed', 'volume'],
    ['certified', 'chance'],
    ['limit', 'uncertainty'],
    ['trouble', 'chance'],
  ] as const)('parts %s from the %s below it', (mark, ground) => {
    expect(contrast(tokens[mark], tokens[ground])).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(BLINDNESS))('keeps blue from orange and red under %s', (_, matrix) => {
    for (const other of [tokens.limit, tokens.trouble]) {
      const [a, b] = [seen(tokens.certified, matrix), seen(other, matrix)];
      expect(Math.hypot(...a.map((part, index) => part - b[index]!))).toBeGreaterThan(0.25);
    }
  });

  it('has a style for every name that a chart uses, and none besides', () => {
    const used = new Set(
      [...JSON.stringify([SAMPLES, EMPTY, EDGES]).matchAll(/"style":"([^"]+)"/g)].map((match) => match[1]),
    );
    expect(Object.keys(chartTheme(mode).style ?? {}).sort()).toEqual([...used].sort());
  });
});

it('has the same names in every mode', () => {
  for (const mode of MODES) expect(Object.keys(CHART_TOKENS[mode])).toEqual(Object.keys(CHART_TOKENS.light));
});
