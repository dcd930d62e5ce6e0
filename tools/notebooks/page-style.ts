import { CHART_FONT, CHART_TOKENS, type ChartMode } from '../../src/charts/theme.ts';

/** What only the page has: beneath code, and around what can be pressed. */
const GROUND = { light: '#f6f7f9', dark: '#1a1e24', print: '#ffffff' } as const;

function variables(mode: ChartMode): string {
  const own = Object.entries(CHART_TOKENS[mode]).map(([name, colour]) => `--${name}: ${colour};`);
  return [...own, `--ground: ${GROUND[mode]};`].join(' ');
}

/** How a notebook looks: on a screen, light or dark, and on paper; charts take their colours from the same variables. */
export const PAGE_STYLE = `
:root { color-scheme: light; ${variables('light')} }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark; ${variables('dark')} } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1304px; padding: 32px 24px 48px; background: var(--paper); color: var(--ink);
  font: 14px/1.5 ${CHART_FONT}; font-variant-numeric: tabular-nums; }
h1 { font-size: 28px; line-height: 1.2; font-weight: 600; margin: 0 0 8px; max-width: 32ch; text-wrap: balance; }
h2 { font-size: 20px; line-height: 1.3; font-weight: 600; margin: 0 0 8px; text-wrap: balance; }
h3 { font-size: 14px; line-height: 1.4; font-weight: 600; margin: 0 0 4px; }
p, ul, ol { margin: 0 0 12px; max-width: 72ch; overflow-wrap: break-word; text-wrap: pretty; }
ul, ol { padding-left: 20px; }
li { margin: 0 0 4px; }
a { color: var(--certified); text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible, pre:focus-visible { outline: 2px solid var(--certified); outline-offset: 2px; }
blockquote { margin: 0 0 16px; padding: 0; font-size: 16px; max-width: 64ch; }
blockquote p { max-width: none; }
.quiet { color: var(--muted); font-size: 12px; }
nav { display: flex; flex-wrap: wrap; gap: 0 16px; margin: 0 0 24px; font-size: 12px; color: var(--muted); }
nav a, nav span { min-height: 24px; line-height: 24px; }
nav span { color: var(--ink); font-weight: 600; }
main > section { border-top: 1px solid var(--hairline); padding-top: 24px; margin-top: 16px;
  display: grid; grid-template-columns: minmax(0, 656px); gap: 8px 48px; }
main > section > * { min-width: 0; }
main > section:first-child { border-top: none; padding-top: 0; margin-top: 0; }
.shown { position: relative; }
.from { position: absolute; right: 0; top: -6px; font-size: 12px; color: var(--muted); text-decoration: none; min-width: 24px; min-height: 24px; text-align: right; }
.shown:has(> .caption) > .from, .shown:has(> details) > .from { top: 0; }
.code { margin: 0 0 12px; scroll-margin-top: 16px; }
.code:target pre { outline: 2px solid var(--certified); }
.code figcaption { color: var(--muted); font-size: 12px; margin: 0 0 4px; }
pre { margin: 0; padding: 8px 12px; background: var(--ground); overflow-x: auto; }
pre, code { font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; }
pre .note { color: var(--muted); }
figure.chart { margin: 12px 0 16px; }
figure.chart svg { display: block; max-width: 100%; height: auto; }
.grid { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px 24px; margin: 12px 0 16px; }
.grid figure.chart { margin: 0; }
.grid figcaption { font-weight: 600; margin: 0 0 4px; }
details { margin: 8px 0 16px; }
summary { cursor: pointer; color: var(--certified); min-height: 24px; width: fit-content; }
.caption { color: var(--muted); font-size: 12px; margin: 16px 0 0; }
.scroll { overflow-x: auto; margin: 4px 0 16px; }
table { border-collapse: collapse; }
th, td { padding: 5px 16px 5px 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--hairline); font-weight: 400; }
thead th { font-size: 12px; color: var(--muted); vertical-align: bottom; white-space: normal; line-height: 1.3; }
th:first-child, th.word, td.word, .words thead th { text-align: left; }
td.word { white-space: normal; }
.words td.word { min-width: 14ch; vertical-align: baseline; }
footer { border-top: 1px solid var(--hairline); margin-top: 32px; padding-top: 12px; }
/* Long code is there to be read, but not to push apart what it says. */
@media screen {
  .how pre { max-height: 320px; overflow-y: auto; background: linear-gradient(var(--ground) 40%, transparent) 0 0 / 100% 32px local no-repeat,
    linear-gradient(transparent, var(--ground) 60%) 0 100% / 100% 32px local no-repeat,
    linear-gradient(var(--volume), transparent) 0 0 / 100% 6px scroll no-repeat,
    linear-gradient(transparent, var(--volume)) 0 100% / 100% 6px scroll no-repeat, var(--ground); }
}
@media (min-width: 1280px) {
  main > section:has(.how) { grid-template-columns: 656px minmax(0, 1fr); }
  .how { padding-top: 2px; }
  .from { right: -36px; }
}
@media (max-width: 600px) { .grid { grid-template-columns: minmax(0, 1fr); } body { padding: 16px 16px 32px; } }
@page { margin: 18mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
@media print {
  :root { color-scheme: light; ${variables('print')} }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  h1 { font-size: 19pt; }
  h2 { font-size: 13pt; break-after: avoid; }
  main > section { display: block; }
  pre { font-size: 7.5pt; white-space: pre-wrap; padding: 0; }
  .code { break-inside: avoid; }
  figure.chart, tr { break-inside: avoid; }
  .caption { break-after: avoid; }
  table { font-size: 8.5pt; }
  th, td { padding: 2.5px 12px 2.5px 0; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; color: var(--muted); }
  a { color: inherit; text-decoration: none; }
}
`;
