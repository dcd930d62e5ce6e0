import { describe, expect, it } from 'vitest';
import { readNotebook } from '../../tools/notebooks/notebook.ts';
import { runCommand } from '../../tools/notebooks/run-command.ts';
import { runSql } from '../../tools/notebooks/run-sql.ts';
import { gap, type Said, wordsInto } from '../../tools/notebooks/words.ts';
import { gapsOf, moduleOf } from '../../tools/notebooks/write-module.ts';
import { builtCommand, ROOT } from '../support/leeway.ts';

const FENCE = '```';
/** A gap in prose, as a notebook has it. */
const gapOf = (expression: string): string => `\${${expression}}`;

describe('a notebook', () => {
  it('is read as prose and cells, in order', () => {
    const text = `# A title\n\n> Why?\n\n${FENCE}sql rows\nselect 1 as n\n${FENCE}\n\nSo ${gapOf('rows[0].n')}.\n\n${FENCE}ts\ncount(1);\n${FENCE}\n`;
    const notebook = readNotebook('one', text);
    expect(notebook).toEqual({
      name: 'one',
      title: 'A title',
      parts: [
        { kind: 'prose', markdown: '> Why?' },
        { kind: 'cell', language: 'sql', name: 'rows', code: 'select 1 as n' },
        { kind: 'prose', markdown: `So ${gapOf('rows[0].n')}.` },
        { kind: 'cell', language: 'ts', name: null, code: 'count(1);' },
      ],
    });
    const answers = new Map([['rows', { rows: [], type: 'readonly { readonly n: number }[]' }]]);
    expect(moduleOf(notebook, answers)).toContain('$prose("So " + gap(rows[0].n) + ".");');
  });

  it('is refused without a title, and with a block that is no cell', () => {
    expect(() => readNotebook('one', 'No title.\n')).toThrow('begins with no title');
    expect(() => readNotebook('one', `# A\n\n${FENCE}python\nprint(1)\n${FENCE}\n`)).toThrow('neither ts');
  });

  it('has gaps with braces in them, and none without an end', () => {
    expect(gapsOf(`a ${gapOf('f({ b: {} })')} c`).map(({ text, expression }) => expression ?? text)).toEqual([
      'a ',
      'f({ b: {} })',
      ' c',
    ]);
    expect(() => gapsOf(`a ${gapOf('f({').slice(0, -1)}`)).toThrow('a gap has no end');
  });
});

describe('what is said', () => {
  it('is held to the figures', () => {
    const said: Said[] = [];
    const { claim, table } = wordsInto(said);
    claim('two is more than one', true);
    expect(() => claim('one is more than two', false)).toThrow('says more than the figures: one is more');
    table('Rows', [{ n: 1 }], { n: ({ n }) => String(n) });
    expect(said).toEqual([
      { kind: 'table', table: { caption: 'Rows', folded: false, headings: ['n'], rows: [['1']] } },
    ]);
  });

  it('has no number that nobody has rounded', () => {
    expect(gap(12345)).toBe('12\u2009345');
    expect(() => gap(0.1 + 0.2)).toThrow('round it');
    expect(() => gap(Number.NaN)).toThrow('round it');
  });
});

describe('a cell of SQL', () => {
  it('answers rows whose types it knows, and sees files from the root of the project', async () => {
    const [answer] = await runSql(
      [
        {
          name: 'one',
          code: `select count(*) as decisions, 'a' as word, null::double as none, timestamp '2026-03-01' as at
            from 'data/decisions.parquet'`,
        },
      ],
      ROOT,
    );
    expect(answer).toEqual({
      rows: [{ decisions: 60_000, word: 'a', none: null, at: '2026-03-01T00:00:00.000Z' }],
      type: 'readonly { readonly decisions: number; readonly word: string; readonly none: number | null; readonly at: string }[]',
    });
  });

  it('answers no count that a number cannot hold, and no list', async () => {
    const ask = (code: string) => runSql([{ name: 'one', code }], ROOT);
    await expect(ask('select 9007199254740993::bigint as n')).rejects.toThrow(
      'no count that a number can hold',
    );
    await expect(ask('select [1, 2] as n')).rejects.toThrow('answers in');
  });
});

describe('a command of a cell', () => {
  it('is leeway, one line, and answers JSON', async () => {
    const ask = (code: string) => runCommand(code, builtCommand(), ROOT);
    await expect(ask('npx leeway ledger --format json; rm -r x')).rejects.toThrow('is one line');
    await expect(ask('curl https://example.org --format json')).rejects.toThrow('is one line');
    await expect(ask('npx leeway recommend data/truth.json --format json')).rejects.toThrow('input-refused');
  });
});
