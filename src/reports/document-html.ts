import type { TopLevelSpec } from 'vega-lite';
import { unbroken } from '../contracts/figures.ts';
import { chartSvg } from './chart-svg.ts';
import type { Document, DocumentSection, DocumentTable } from './document.ts';
import { DOCUMENT_STYLE, pageMark } from './document-style.ts';
import { type Html, html, markup } from './html.ts';

const MODES = ['light', 'dark', 'print'] as const;

/**
 * A document as one HTML file: no script, nothing from outside, pictures inside. Light, dark and on paper by the reader's own
 * settings.
 */
export async function documentHtml(document: Document): Promise<string> {
  const sections: Html[] = [];
  for (const section of document.sections) sections.push(await sectionHtml(section));
  const style = `${DOCUMENT_STYLE}${document.mark === undefined ? '' : pageMark(document.mark)}`;
  return wholePage(
    document.title,
    style,
    html`<header><h1>${document.title}</h1><p class="provenance">${document.provenance}</p></header>
<main>
${sections}
</main>
<footer>${document.provenance}</footer>`,
  );
}

/** A page that is one file: it loads nothing, and runs no script. */
export function wholePage(title: string, style: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${markup(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.markup;
}

async function sectionHtml({
  title,
  facts = [],
  reading,
  points = [],
  chart,
  table,
  onNewPage,
}: DocumentSection): Promise<Html> {
  return html`<section${markup(onNewPage ? ' class="sheet"' : '')}>
<h2>${title}</h2>
${facts.length === 0 ? '' : factsHtml(facts)}${reading.map((sentence) => html`<p>${unbroken(sentence)}</p>\n`)}${points.length === 0 ? '' : pointsHtml(points)}${chart === null ? '' : await figureHtml(chart)}${table === null ? '' : tableHtml(table)}</section>
`;
}

function factsHtml(facts: NonNullable<DocumentSection['facts']>): Html {
  return html`<dl>
${facts.map(([name, text]) => html`<dt>${name}</dt><dd>${unbroken(text)}</dd>\n`)}</dl>
`;
}

function pointsHtml(points: readonly string[]): Html {
  return html`<ul>
${points.map((point) => html`<li>${unbroken(point)}</li>\n`)}</ul>
`;
}

async function figureHtml(chart: TopLevelSpec): Promise<Html> {
  const pictures: Html[] = [];
  for (const mode of MODES)
    pictures.push(html`<div class="${mode}">${markup(await chartSvg(chart, mode))}</div>`);
  return html`<figure>${pictures}</figure>\n`;
}

/** A table with its caption, folded where it is there for whoever asks. */
export function tableHtml({ caption, headings, rows, folded, words }: DocumentTable): Html {
  const isWords = headings.map((_, column) => {
    const said = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    return said.length > 0 && said.every(isWord);
  });
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table${markup(words ? ' class="words"' : '')}>
<thead><tr>${headings.map((heading, column) => html`<th scope="col"${markup(column > 0 && isWords[column] ? ' class="word"' : '')}>${heading}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first, ...rest]) =>
    html`<tr><th scope="row">${first ?? ''}</th>${rest.map(words ? wordHtml : cellHtml)}</tr>\n`,
)}</tbody>
</table></div>
`;
  return folded
    ? html`<details><summary>${caption}</summary>\n${table}</details>\n`
    : html`<p class="caption">${caption}</p>\n${table}`;
}

/** Numbers stand under numbers, words begin on the left. */
function cellHtml(cell: string): Html {
  return isWord(cell) ? html`<td class="word">${cell}</td>` : html`<td>${cell}</td>`;
}

function isWord(cell: string): boolean {
  return !/^(?:[\d–<+−-]|p [<=]|$)/.test(cell);
}

function wordHtml(cell: string): Html {
  return html`<td class="word">${unbroken(cell)}</td>`;
}
