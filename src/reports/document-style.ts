/** How a report looks: on a screen, light or dark, and on paper. */
export const DOCUMENT_STYLE = `
:root { --paper: #ffffff; --ink: #1c2126; --quiet: #5a646e; --line: #d9dee3; --accent: #1f5fae; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181c; --ink: #e6e9ec; --quiet: #a3adb7; --line: #343b43; --accent: #7fb2f0; }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body { margin: 0 auto; max-width: 880px; padding: 24px 16px 48px; background: var(--paper); color: var(--ink);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 28px; line-height: 1.2; font-weight: 600; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 20px; line-height: 1.3; font-weight: 600; margin: 32px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); }
p { margin: 0 0 8px; max-width: 72ch; overflow-wrap: anywhere; }
.provenance, footer, .caption { color: var(--quiet); font-size: 12px; }
footer { margin-top: 48px; border-top: 1px solid var(--line); padding-top: 8px; }
ul { margin: 0 0 8px; padding-left: 20px; max-width: 72ch; overflow-wrap: anywhere; }
li { margin: 0 0 4px; }
dl { display: grid; grid-template-columns: minmax(9ch, 20ch) 1fr; gap: 12px 16px; margin: 16px 0; max-width: 84ch; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 520px) { dl { grid-template-columns: 1fr; gap: 4px; } dd { margin-bottom: 12px; } }
figure { margin: 16px 0; }
figure svg { max-width: 100%; height: auto; display: block; }
figure .dark, figure .print { display: none; }
@media (prefers-color-scheme: dark) { figure .light { display: none; } figure .dark { display: block; } }
details { margin: 8px 0 16px; }
summary { cursor: pointer; color: var(--accent); min-height: 24px; width: fit-content; }
summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
td.word { text-align: left; white-space: normal; min-width: 14ch; }
.scroll { overflow-x: auto; margin: 8px 0 16px; }
table { border-collapse: collapse; }
.caption { margin: 16px 0 0; }
th, td { padding: 5px 16px 5px 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-size: 12px; color: var(--quiet); vertical-align: bottom; white-space: normal; }
tbody th { min-width: 14ch; }
.words thead th, th.word { text-align: left; }
th:first-child { text-align: left; white-space: normal; overflow-wrap: anywhere; }
@page { margin: 18mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #333333; --line: #999999; --accent: #000000; }
  html { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  figure .light, figure .dark { display: none; } figure .print { display: block; }
  figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; font-size: 14pt; }
  h1 { font-size: 19pt; }
  dt, dd, li { break-inside: avoid; }
  .caption { break-after: avoid; }
  table { font-size: 9pt; }
  th, td { padding: 2.5px 14px 2.5px 0; }
  h2 { margin-top: 20px; padding-top: 12px; }
  .sheet { break-before: page; }
  .sheet h2 { border-top: none; margin-top: 0; padding-top: 0; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  /* Nobody can unfold paper. */
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; font-size: 9pt; }
  details:has(table) { break-inside: auto; }
}
`;

/** What stands at the foot of every sheet, on the left. */
export function pageMark(mark: string): string {
  const safe = mark.replace(/[^A-Za-z0-9 .,:-]/g, '');
  return `@page { @bottom-left { content: "${safe}"; font-size: 7pt; } }`;
}
