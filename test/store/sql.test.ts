import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Database } from '../../src/store/database.ts';
import { compile, id, join, raw, sql, text } from '../../src/store/sql.ts';

let db: Database;
beforeAll(async () => {
  db = await Database.open();
});
afterAll(() => db.close());

const NASTY = [
  `'; DROP TABLE decisions; --`,
  `"; DROP TABLE x; --`,
  '$1',
  '?',
  '\\',
  '\n',
  '🙂',
  `''`,
  '""',
  '--',
  '/*',
  '',
];
const anyText = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }))
  .filter((value) => !value.includes('\0') && Buffer.from(value).toString() === value);

describe('the sql tag', () => {
  it('makes a parameter of every value, numbered in reading order', () => {
    expect(compile(sql`SELECT ${'a'}, ${1} WHERE ${true} AND ${null} IS NULL`)).toEqual({
      text: 'SELECT $1, $2 WHERE $3 AND $4 IS NULL',
      values: ['a', 1, true, null],
    });
  });

  it('splices SQL with its own parameters, however deep', () => {
    const inner = sql`(${2} + ${sql`abs(${-3})`})`;
    expect(compile(sql`SELECT ${1}, ${inner}, ${inner}, ${4}`)).toEqual({
      text: 'SELECT $1, ($2 + abs($3)), ($4 + abs($5)), $6',
      values: [1, 2, -3, 2, -3, 4],
    });
  });

  it('joins parts, none too', () => {
    expect(compile(join([sql`a = ${1}`, raw('b'), sql`c = ${2}`], ' AND ')).text).toBe(
      'a = $1 AND b AND c = $2',
    );
    expect(compile(join([], ', ')).text).toBe('');
    expect(compile(join([sql`${1}`], ', '))).toEqual({ text: '$1', values: [1] });
  });

  it('does not change when it is compiled', () => {
    const query = Object.freeze(sql`SELECT ${'a'}`);
    expect(compile(query)).toEqual(compile(query));
  });

  it('quotes identifiers and text constants', () => {
    expect(compile(id('a"b')).text).toBe('"a""b"');
    expect(compile(text(`a'b\\`)).text).toBe(`'a''b\\'`);
    expect(compile(id('Select')).text).toBe('"Select"');
    expect(() => text('a\0b')).toThrow(RangeError);
  });

  it('gives every text back from the database, as a parameter, as a constant and as a name', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (value) => {
        const row = await db.row(
          z.object({ parameter: z.string(), constant: z.string() }),
          sql`SELECT ${value} AS parameter, ${text(value)} AS constant`,
        );
        expect(row).toEqual({ parameter: value, constant: value });
        if (value === '') return;
        const result = await db.execute(sql`SELECT 1 AS ${id(value)}`);
        expect(result.columnName(0)).toBe(value);
      }),
      { numRuns: 200, examples: NASTY.map((value): [string] => [value]) },
    );
  });

  it('binds every kind of value as itself', async () => {
    const shape = z.object({ a: z.number(), b: z.number(), c: z.boolean(), d: z.null(), e: z.string() });
    const query = sql`SELECT ${0.1}::DOUBLE AS a, ${1_777_885_920_123}::BIGINT::DOUBLE AS b, ${false} AS c, ${null} AS d, ${'x'} AS e`;
    expect(await db.row(shape, query)).toEqual({ a: 0.1, b: 1_777_885_920_123, c: false, d: null, e: 'x' });
  });
});

describe('a database', () => {
  it('reads many doubles column by column, NULL as NaN, beyond one chunk', async () => {
    const columns = await db.doubles(
      sql`SELECT i::DOUBLE, CASE WHEN i % 2 = 0 THEN NULL ELSE -i END::DOUBLE FROM range(5000) AS t (i) ORDER BY i`,
    );
    expect(columns.map((column) => column.length)).toEqual([5000, 5000]);
    expect([columns[0]?.[4999], columns[1]?.[4998], columns[1]?.[4999]]).toEqual([4999, Number.NaN, -4999]);
    expect(await db.doubles(sql`SELECT true, 7`)).toEqual([Float64Array.of(1), Float64Array.of(7)]);
    await expect(db.doubles(sql`SELECT 'seven'`)).rejects.toThrow('Could not convert');
  });

  it('keeps to UTC, whatever the zone of the machine', async () => {
    const row = await db.row(z.object({ zone: z.string() }), sql`SELECT current_setting('TimeZone') AS zone`);
    expect(row.zone).toBe('UTC');
    expect(process.env['TZ']).not.toBe('UTC');
  });

  it('says which query had no row', async () => {
    await expect(db.row(z.object({}), sql`SELECT 1 WHERE false`)).rejects.toThrow(
      'no row came back from: SELECT 1 WHERE false',
    );
  });
});
