import type { TopLevelSpec as Spec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { CHART_TOKENS, type ChartMode } from '../../src/charts/theme.ts';
import { chartSvg } from '../../src/reports/chart-svg.ts';
import { EDGES, EMPTY, HOSTILE_NAMES, SAMPLES } from '../charts/samples.ts';

const MODES = Object.keys(CHART_TOKENS) as ChartMode[];
const ALL = [SAMPLES, EMPTY, HOSTILE_NAMES, EDGES].flatMap((group) => Object.entries(group));

/** What is left of XML when every well-formed tag is taken away: nothing but text. */
function textOf(svg: string): string {
  return svg.replace(/<\/?[a-z][\w-]*(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/gi, '\u0000');
}

const inLight = new Map<Spec, Promise<string>>();

/** A chart; each is drawn in light once, whatever is asked of it. */
function drawn(spec: Spec, mode: ChartMode): Promise<string> {
  if (mode !== 'light') return chartSvg(spec, mode);
  const known = inLight.get(spec) ?? chartSvg(spec, mode);
  inLight.set(spec, known);
  return known;
}

describe.each(MODES)('chartSvg in %s', (mode) => {
  it.each(ALL)('draws %s without a warning', async (_, spec) => {
    const svg = await drawn(spec, mode);
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"<]{20,}" /);
    expect(textOf(svg)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#\d+;)/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|href|<script|<style|url\((?!#)/);
  });

  it.each(Object.entries(EMPTY))('says in words what %s is missing', async (_, spec) => {
    const words = spec.description?.match(/[^.]+\.$/)?.[0]?.trim() ?? '';
    expect(textOf(await drawn(spec, mode))).toMatch(/\b(?:No|Nobody|yet)\b/);
    expect(words).not.toBe('');
  });
});

describe('chartSvg', () => {
  it('gives the same bytes for the same spec, whatever is drawn before and meanwhile', async () => {
    const specs = Object.values(SAMPLES);
    const alone: string[] = [];
    for (const spec of specs) alone.push(await drawn(spec, 'light'));
    const together = await Promise.all([...specs].reverse().map((spec) => chartSvg(spec, 'light')));
    expect(together.reverse()).toEqual(alone);
  });

  it('leaves the spec as it was', async () => {
    for (const spec of Object.values(SAMPLES)) {
      const before = structuredClone(spec);
      const drawn = structuredClone(spec);
      await chartSvg(drawn, 'print');
      expect(drawn).toEqual(before);
    }
  });

  it('gives charts on one page ids of their own', async () => {
    const ids = await Promise.all(
      Object.values(SAMPLES).map(async (spec) => {
        const svg = await drawn(spec, 'light');
        return [...new Set([...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]))];
      }),
    );
    expect(new Set(ids.flat()).size).toBe(ids.flat().length);
    expect(ids.flat().length).toBeGreaterThan(0);
  });

  it.each(Object.entries(HOSTILE_NAMES))('shows a hostile name in %s as text', async (_, spec) => {
    const svg = await drawn(spec, 'light');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toMatch(/<script|\u202e/);
  });

  it('refuses a spec that Vega-Lite warns of', async () => {
    const wrong = {
      data: { values: [{ a: 1 }] },
      mark: 'bar',
      encoding: { x: { field: 'a', type: 'quantitative', scale: { type: 'point' } } },
    } as const;
    await expect(chartSvg(wrong, 'light')).rejects.toThrow('chart is not drawn');
  });
});
