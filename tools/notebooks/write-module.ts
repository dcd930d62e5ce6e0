import type { Notebook } from './notebook.ts';
import type { Answer } from './run-sql.ts';

/** Answers of the cells in SQL and sh, by name; those of a command are of no known type. */
export type Answers = ReadonlyMap<string, Answer | null>;

const WORDS = 'chart, charts, table, percent, exactly, count, threshold, digits, range, day, claim';

/**
 * A notebook as one TypeScript module: its cells in order, and its prose, whose gaps `${…}` are expressions over them.
 * `run` says all of it by the words that it is given.
 */
export function moduleOf(notebook: Notebook, answers: Answers): string {
  const imports: string[] = [];
  const body = notebook.parts.map((part, place) => {
    if (part.kind === 'prose') return `$prose(${template(part.markdown)});`;
    if (part.language !== 'ts') return `$code(${place});`;
    const own = part.code.replace(/^import [\s\S]*?;\n?/gm, (line) => {
      imports.push(line.trim());
      return '';
    });
    return `$code(${place});\n${own}`;
  });
  const data = [...answers].map(([name, answer]) => `  readonly ${name}: ${answer?.type ?? 'unknown'};`);
  return [
    `import { gap, type Said, wordsInto } from 'notebook';`,
    ...imports,
    `interface Answers {\n${data.join('\n')}\n}`,
    `export function run({ ${[...answers.keys()].join(', ')} }: Answers): Said[] {`,
    'const $said: Said[] = [];',
    `const { ${WORDS} } = wordsInto($said);`,
    "const $prose = (markdown: string) => $said.push({ kind: 'prose', markdown });",
    "const $code = (part: number) => $said.push({ kind: 'code', part });",
    ...body,
    'return $said;',
    '}',
    '',
  ].join('\n');
}

/** Pieces of text and of expressions, joined. */
function template(markdown: string): string {
  return gapsOf(markdown)
    .map(({ text, expression }) => (expression === null ? JSON.stringify(text) : `gap(${expression})`))
    .join(' + ');
}

/** Text, cut at its gaps; braces within an expression come in pairs. */
export function gapsOf(markdown: string): { readonly text: string; readonly expression: string | null }[] {
  const pieces: { text: string; expression: string | null }[] = [];
  let from = 0;
  for (let at = markdown.indexOf('${'); at >= 0; at = markdown.indexOf('${', from)) {
    let [depth, end] = [1, at + 2];
    for (; depth > 0 && end < markdown.length; end += 1)
      depth += markdown[end] === '{' ? 1 : markdown[end] === '}' ? -1 : 0;
    if (depth > 0) throw new Error(`a gap has no end: ${markdown.slice(at, at + 40)}`);
    pieces.push({ text: markdown.slice(from, at), expression: null });
    pieces.push({ text: '', expression: markdown.slice(at + 2, end - 1) });
    from = end;
  }
  pieces.push({ text: markdown.slice(from), expression: null });
  return pieces;
}
