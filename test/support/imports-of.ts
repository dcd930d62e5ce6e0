/** One module that a file asks for. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

const STATIC = /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])([^'"]+)\1/gm;
const DYNAMIC = /\bimport\s*\(\s*(?:(['"])([^'"]+)\1\s*\))?/g;

/**
 * Every module that a source text imports or re-exports, types included; `<computed>` for one whose name is
 * not written out. Comments are no code. Holds for formatted sources: a statement begins its line.
 */
export function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const lineAt = (index: number): number => code.slice(0, index).split('\n').length;
  return [
    ...[...code.matchAll(STATIC)].map((match) => ({ specifier: match[2] ?? '', line: lineAt(match.index) })),
    ...[...code.matchAll(DYNAMIC)].map((match) => ({
      specifier: match[2] ?? '<computed>',
      line: lineAt(match.index),
    })),
  ];
}

/** The same text with comments blanked out, line for line; what stands in quotes stays. */
export function withoutComments(source: string): string {
  const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;
  return source.replace(token, (text) =>
    text.startsWith('//') || text.startsWith('/*') ? text.replace(/[^\n]/g, ' ') : text,
  );
}
