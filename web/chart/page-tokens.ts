import { CHART_TOKENS, type ChartTokens } from '../../src/charts/theme.ts';

/** The colours of charts as variables of the page: a chart follows light, dark and paper without being drawn again. */
export const PAGE_TOKENS: ChartTokens = mapped((name) => `var(--${name})`);

/** A picture with the colours written into it, for where there is no page around it. */
export function inLightColours(svg: string): string {
  const values = new Map<string, string>(Object.entries(CHART_TOKENS.light));
  return svg.replace(/var\(--(\w+)\)/g, (variable, name: string) => values.get(name) ?? variable);
}

function mapped(value: (name: keyof ChartTokens) => string): ChartTokens {
  const { light } = CHART_TOKENS;
  const tokens: Record<keyof ChartTokens, string> = { ...light };
  for (const name of Object.keys(light)) if (isToken(name)) tokens[name] = value(name);
  return tokens;
}

function isToken(name: string): name is keyof ChartTokens {
  return name in CHART_TOKENS.light;
}
