import { importsOf, withoutComments } from './imports-of.ts';

const LISTED = /^(?:import|export)\b[^'"`;{]*\{([^}]*)\}\s*from\s*['"]([^'"]+)['"]/gm;
const AWAITED = /\{([^{}]*)\}\s*=\s*await import\(\s*['"]([^'"]+)['"]\s*\)/g;
/** `(await import('./a.ts')).b`: its groups are the other way round. */
const PICKED = /\(await import\(\s*['"]([^'"]+)['"]\s*\)\)\.([\w$]+)/g;
const DECLARED = /^export (?:async )?(?:const|function|class)\*? ([\w$]+)/gm;
const HANDED_ON = /^export \{([^}]*)\}/gm;
const WHOLE = /^import \* as|^export \* from|(?:^|=>|return) *import\(/;

/** Every value that a source text exports: types may stand there to be read. Holds for formatted sources, as `importsOf`. */
export function namesExportedBy(source: string): string[] {
  const code = withoutComments(source);
  const handed = [...code.matchAll(HANDED_ON)].flatMap(([, list = '']) => namesIn(list, 'new'));
  return [...[...code.matchAll(DECLARED)].map(([, name = '']) => name), ...handed];
}

/** Every name that a source text takes from others, by their specifiers; `*` for all that there are. */
export function namesTakenBy(source: string): { readonly specifier: string; readonly name: string }[] {
  const code = withoutComments(source);
  const named = [LISTED, AWAITED].flatMap((form) =>
    [...code.matchAll(form)].flatMap(([, list = '', specifier = '']) =>
      namesIn(list, 'old').map((name) => ({ specifier, name })),
    ),
  );
  const picked = [...code.matchAll(PICKED)].map(([, specifier = '', name = '']) => ({ specifier, name }));
  const whole = code
    .split('\n')
    .filter((line) => WHOLE.test(line))
    .flatMap((line) => importsOf(line).map(({ specifier }) => ({ specifier, name: '*' })));
  return [...named, ...picked, ...whole];
}

/** Of `type a`, `b as c`, `b: c`: what it is called at its origin, or here. */
function namesIn(list: string, which: 'old' | 'new'): string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '' && !(which === 'new' && item.startsWith('type ')))
    .map(
      (item) =>
        item
          .replace(/^type\s+/, '')
          .split(/\s+as\s+|:\s*/)
          .at(which === 'old' ? 0 : -1) as string,
    );
}
