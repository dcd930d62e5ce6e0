import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHART_TOKENS, type ChartMode } from '../../src/charts/theme.ts';

const STYLE = readFileSync(join(import.meta.dirname, '../../web/styles/tokens.css'), 'utf8');
const [SCREEN = '', PAPER = ''] = STYLE.split('@media print');

/** A colour in OKLCH as sRGB bytes (Ottosson 2020). */
function bytes(oklch: string): number[] {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(' ').map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const value = Math.min(1, Math.max(0, linear));
    return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
  });
}

/** A token of the page in a mode, without `oklch()`. */
function onPage(name: string, mode: ChartMode): string {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(mode === 'print' ? PAPER : SCREEN)?.[1] ?? '';
  const colours = [...value.matchAll(/oklch\(([^)]+)\)/g)].map(([, colour = '']) => colour);
  return colours[mode === 'dark' ? 1 : 0] ?? '';
}

describe.each(Object.keys(CHART_TOKENS) as ChartMode[])('the colours of the page, %s,', (mode) => {
  it.each(Object.entries(CHART_TOKENS[mode]))('are those of charts: %s', (name, hex) => {
    const wanted = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
    expect(bytes(onPage(name, mode))).toEqual(wanted);
  });
});
