import { CHART_TOKENS, type ChartTokens } from './theme.ts';

/** The colours of charts as variables of the page: a chart follows light, dark and paper without being drawn again. */
export const PAGE_TOKENS: ChartTokens = mapped((name) => `var(--${name})`);

function mapped(value: (name: keyof ChartTokens) => string): ChartTokens {
  const { light } = CHART_TOKENS;
  const tokens: Record<keyof ChartTokens, string> = { ...light };
  for (const name of Object.keys(light)) if (isToken(name)) tokens[name] = value(name);
  return tokens;
}

function isToken(name: string): name is keyof ChartTokens {
  return name in CHART_TOKENS.light;
}
