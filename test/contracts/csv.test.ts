import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/contracts/csv.ts';

/** RFC 4180 by the letter: one table, LF between records. */
function parsed(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\n|$)/y;
  for (let at = 0; at < text.length; at = field.lastIndex) {
    field.lastIndex = at;
    const [, value = '', end] = field.exec(text) ?? [];
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '\n') rows.push([]);
    if (field.lastIndex === at) throw new Error(`no CSV at ${at}`);
  }
  return rows.slice(0, -1);
}

describe('csv', () => {
  it('reads back as the texts that went in, but for the apostrophe before a formula', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', '=', '-', 'é', '🙂') });
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { minLength: 1, maxLength: 4 }), (rows) => {
        const back = parsed(csv(rows));
        expect(back.map((row) => row.map((text) => text.replace(/^'/, '')))).toEqual(rows);
      }),
    );
  });

  it.each([
    '=1+1',
    '=HYPERLINK("http://evil.example";"refunds")',
    '+1',
    "-1+cmd|'/C calc'!A0",
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1+1',
    '＝1+1',
    '＠SUM(A1)',
  ])('does not let a spreadsheet run %j', (text) => {
    const [[field = ''] = []] = parsed(csv([[text]]));
    expect(field).toBe(`'${text}`);
  });

  it.each(['refunds', 'a=b', 'billing/refund.issue', "it's", '1-2', '', "'; DROP TABLE decisions; --"])(
    'leaves %j as it is',
    (text) => {
      expect(csv([[text]])).toBe(`${text}\n`);
    },
  );

  it('writes numbers as they are, also negative ones, and nothing for null', () => {
    expect(csv([[0.1 + 0.2, -1, null, 1e-7]])).toBe('0.30000000000000004,-1,,1e-7\n');
  });

  it('quotes what would break a row', () => {
    expect(csv([['a,b', 'say "no"', 'two\nlines']])).toBe('"a,b","say ""no""","two\nlines"\n');
  });
});
