/** What a notebook is written in: prose, and cells that are run. */
type Part =
  | { readonly kind: 'prose'; readonly markdown: string }
  | {
      readonly kind: 'cell';
      readonly language: 'ts' | 'sql' | 'sh';
      /** What later cells call its answer; null where it has none. */
      readonly name: string | null;
      readonly code: string;
    };

export interface Notebook {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly title: string;
  readonly parts: readonly Part[];
}

const FENCE = /^```(ts|sql|sh)(?: (\w+))?\n([\s\S]*?)^```$/gm;

/**
 * Reads a notebook: Markdown whose fenced blocks in `ts`, `sql` and `sh` are cells.
 *
 * @throws Error where it has no title, or a block that is no cell
 */
export function readNotebook(name: string, text: string): Notebook {
  const [, title] = /^# (.+)\n/.exec(text) ?? [];
  if (title === undefined) throw new Error(`${name}: begins with no title; write # and one`);
  const parts: Part[] = [];
  let from = title.length + 3;
  const prose = (until: number): void => {
    const markdown = text.slice(from, until).trim();
    if (markdown.includes('```'))
      throw new Error(`${name}: a block is neither ts, sql nor sh, or has no end`);
    if (markdown !== '') parts.push({ kind: 'prose', markdown });
  };
  for (const match of text.matchAll(FENCE)) {
    const [whole, language, called, code = ''] = match;
    prose(match.index);
    parts.push({
      kind: 'cell',
      language: language as 'ts' | 'sql' | 'sh',
      name: called ?? null,
      code: code.trimEnd(),
    });
    from = match.index + whole.length;
  }
  prose(text.length);
  return { name, title, parts };
}
