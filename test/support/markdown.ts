/** A fenced block: ```language title. */
export interface CodeBlock {
  readonly language: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Fenced code blocks of a Markdown text, in order. */
export function blocksOf(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', title = '', body = '']) => ({ language, title, lines: body.trimEnd().split('\n') }),
  );
}

/** Anchors of the headings of a Markdown text, as GitHub makes them. */
export function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
