import { marked } from 'marked';
import { PAGE_TOKENS } from '../../src/charts/page-tokens.ts';
import { themeOf } from '../../src/charts/theme.ts';
import { counted, unbroken } from '../../src/contracts/figures.ts';
import { svgIn } from '../../src/reports/chart-svg.ts';
import { tableHtml, wholePage } from '../../src/reports/document-html.ts';
import { type Html, html, markup } from '../../src/reports/html.ts';
import type { Notebook } from './notebook.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { Said } from './words.ts';

const THEME = { ...themeOf(PAGE_TOKENS), background: 'transparent' };
const LANGUAGES = { ts: 'TypeScript', sql: 'SQL', sh: 'the command' } as const;

/** A part of the page under one heading: what is said, and beside it the code that says it. */
interface Section {
  readonly said: Html[];
  readonly code: Html[];
}

/**
 * A notebook as one HTML file: no script, nothing from outside, pictures inside, the code beside what it says.
 *
 * @param all notebooks, which the page links to
 */
export async function pageOf(
  notebook: Notebook,
  said: readonly Said[],
  all: readonly Pick<Notebook, 'name' | 'title'>[],
): Promise<string> {
  return wholePage(
    notebook.title,
    PAGE_STYLE,
    html`<nav aria-label="Notebooks">${all.map(({ name, title }) =>
      name === notebook.name
        ? html`<span aria-current="page">${title}</span>\n`
        : html`<a href="${name}.html">${title}</a>\n`,
    )}</nav>
<header><h1>${notebook.title}</h1></header>
<main>
${(await sectionsOf(notebook, said)).map(sectionHtml)}</main>
<footer class="quiet"><p>Written by <code>npm run notebooks</code> from <code>notebooks/${notebook.name}.md</code> and the files in
<code>data</code>. Every figure above is computed by the code on this page; a test makes it again and compares.</p></footer>`,
  );
}

/** A heading begins a section; cells are numbered over the whole page, and what they show says which it is from. */
async function sectionsOf({ parts }: Notebook, said: readonly Said[]): Promise<Section[]> {
  const sections: Section[] = [{ said: [], code: [] }];
  let cell = 0;
  for (const one of said) {
    const last = (): Section => sections.at(-1) as Section;
    if (one.kind === 'prose')
      for (const piece of one.markdown.split(/^(?=## )/m)) {
        if (piece.startsWith('## ')) sections.push({ said: [], code: [] });
        last().said.push(proseHtml(piece));
      }
    else if (one.kind === 'code') {
      const part = parts[one.part];
      if (part?.kind !== 'cell') continue;
      cell += 1;
      last().code.push(codeHtml(cell, part.language, part.code));
    } else {
      const shown = one.kind === 'table' ? tableHtml(one.table) : await chartsHtml(one.charts);
      last().said.push(
        html`<div class="shown"><a class="from" href="#cell-${String(cell)}" aria-label="from cell ${String(cell)}">[${String(cell)}]</a>${shown}</div>\n`,
      );
    }
  }
  return sections;
}

function sectionHtml({ said, code }: Section): Html {
  const beside = code.length === 0 ? '' : html`<div class="how">\n${code}</div>\n`;
  return html`<section><div class="said">\n${said}</div>\n${beside}</section>\n`;
}

/** Links lead from where the page stands, one folder below the source. */
function proseHtml(markdown: string): Html {
  const text = marked.parse(unbroken(markdown), { async: false });
  const led = text.replace(/<a href="(?!https?:|#)([^"]+)"/g, (_, target: string) =>
    /^\d-[\w-]+\.md$/.test(target) ? `<a href="${target.replace(/md$/, 'html')}"` : `<a href="../${target}"`,
  );
  return markup(led);
}

function codeHtml(cell: number, language: keyof typeof LANGUAGES, code: string): Html {
  const lines = code.split('\n').map((line) => {
    const [, before = '', note = ''] = /^(.*?)((?:^|(?<=\s))(?:\/\/|--) .*)?$/.exec(line) ?? [];
    return html`${before}${note === '' ? '' : html`<span class="note">${note}</span>`}\n`;
  });
  return html`<figure class="code" id="cell-${String(cell)}"><figcaption>[${String(cell)}] ${LANGUAGES[language]}, ${counted(lines.length, 'line')}</figcaption><pre tabindex="0"><code>${lines}</code></pre></figure>\n`;
}

async function chartsHtml(charts: Extract<Said, { kind: 'charts' }>['charts']): Promise<Html> {
  const figures: Html[] = [];
  for (const { title, spec } of charts)
    figures.push(
      html`<figure class="chart">${title === null ? '' : html`<figcaption>${title}</figcaption>`}${markup(await svgIn(spec, THEME))}</figure>\n`,
    );
  return figures.length === 1 ? (figures[0] as Html) : html`<div class="grid">${figures}</div>\n`;
}
