import { CHART_TOKENS } from '../../src/charts/theme.ts';

/** A picture with the colours written into it, for where there is no page around it. */
export function inLightColours(svg: string): string {
  const values = new Map<string, string>(Object.entries(CHART_TOKENS.light));
  return svg.replace(/var\(--(\w+)\)/g, (variable, name: string) => values.get(name) ?? variable);
}
