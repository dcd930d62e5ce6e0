import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Database } from '../../../src/store/database.ts';
import { locateRecords } from '../../../src/store/reading/locate-records.ts';
import { STRICT } from '../../../src/store/reading/read-text.ts';
import { siftText } from '../../../src/store/reading/sift-text.ts';
import {
  type Dialect,
  eachTextRecord,
  LONGEST_RECORD_BYTES,
} from '../../../src/store/reading/text-records.ts';
import { sql, text } from '../../../src/store/sql.ts';

let db: Database;
beforeAll(async () => {
  db = await Database.open();
});
afterAll(() => db.close());

const CSV: Dialect = { delimiter: ',', fields: 3 };

function fileOf(content: string | Buffer): string {
  const path = join(db.scratch, 'records');
  writeFileSync(path, content);
  return path;
}

/** What the scan says of every record: its first line, its text, its fault. */
function recordsOf(content: string | Buffer, dialect: Dialect = CSV): [number, string, string | null][] {
  const records: [number, string, string | null][] = [];
  eachTextRecord(fileOf(content), dialect, ({ line, bytes, isBlank, fault }) => {
    if (!isBlank) records.push([line, bytes.toString('utf8'), fault]);
  });
  return records;
}

/** Rows that the database reads, null where it refuses the file. */
async function rowsRead(path: string, dialect: Dialect): Promise<number | null> {
  const source =
    dialect === 'lines'
      ? sql`SELECT line FROM read_csv(${text(path)}, delim = chr(31), quote = '', escape = '', header = false,
          strict_mode = false, columns = {'line': 'VARCHAR'}, ${STRICT}) WHERE line IS NOT NULL AND trim(line) <> ''`
      : sql`FROM read_csv(${text(path)}, delim = ',', quote = '"', escape = '"', header = true,
          columns = {'a': 'VARCHAR', 'b': 'VARCHAR', 'c': 'VARCHAR'}, null_padding = false, ${STRICT})`;
  try {
    // Into a table: a column that nobody asks for would not be looked at.
    await db.run(sql`CREATE OR REPLACE TEMP TABLE read AS ${source}`);
  } catch {
    return null;
  }
  const { rows } = await db.row(
    z.object({ rows: z.number() }),
    sql`SELECT count(*)::DOUBLE AS rows FROM read`,
  );
  return rows;
}

const cell = fc.constantFrom(
  ...[
    'a',
    '',
    '"q"',
    '"a,b"',
    '"x""y"',
    '"two\nlines"',
    '"three\r\n\r\nlines"',
    ' lead',
    ' "sp" ',
    'a"b',
    'é',
  ],
  ...['"a"b', '"open', '"""', '""', '"', '" "', 'caf\uFFFFe'],
);
const line = fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(','));
const soup = fc
  .array(fc.constantFrom(',', ',', '"', '"', '\n', '\r\n', ' ', 'a', '""', 'x,"y"'), { maxLength: 14 })
  .map((parts) => parts.join(''));
const lineBreak = fc.constantFrom('\n', '\r\n', '\r');

describe('the records of a text file', () => {
  it('are those that the database reads, and what it refuses is parted from them', async () => {
    const csv = fc
      .tuple(fc.constantFrom('', '\uFEFF'), lineBreak, fc.array(fc.oneof(line, line, soup), { maxLength: 6 }))
      .map(([mark, end, lines]) => mark + ['a,b,c', ...lines].join(end));
    await fc.assert(
      fc.asyncProperty(csv, fc.boolean(), async (content, isLatin) => {
        // U+FFFF stands for a byte that no UTF-8 text holds.
        const bytes = Buffer.from(
          content.replaceAll('\uFFFF', isLatin ? '\u00FF' : ''),
          isLatin ? 'latin1' : 'utf8',
        );
        const sound = recordsOf(bytes)
          .slice(1)
          .filter(([, , fault]) => fault === null).length;
        const path = fileOf(bytes);
        const accepted = await rowsRead(path, CSV);
        if (accepted === null) {
          const parted = siftText(path, CSV, path);
          expect(await rowsRead(parted.sound, CSV), readFileSync(parted.sound, 'utf8')).toBe(sound);
        } else {
          expect(
            recordsOf(bytes)
              .slice(1)
              .filter(([, , fault]) => fault !== null),
          ).toEqual([]);
          expect(accepted).toBe(sound);
        }
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  it('account for every line, each once', () => {
    const csv = fc
      .array(fc.oneof(line, soup), { maxLength: 8 })
      .map((lines) => ['a,b,c', ...lines].join('\n'));
    fc.assert(
      fc.property(csv, (content) => {
        let next = 1;
        let whole = '';
        eachTextRecord(fileOf(content), CSV, ({ line: at, bytes }) => {
          expect(at).toBe(next);
          next += bytes.toString('utf8').split(/\r\n?|\n/).length - 1;
          whole += bytes.toString('utf8');
        });
        expect(whole).toBe(content);
      }),
      { numRuns: 300 },
    );
  });

  it('lose one line to a quote that is never closed, and none of those after it', () => {
    const rows = ['a,b,c', '1,"x,y', '2,"two\nlines",y', '3,"x"y,z', '4,"x ""y""",z', ''];
    expect(recordsOf(rows.join('\n')).map(([at, , fault]) => [at, fault])).toEqual([
      [1, null],
      [2, 'line_quote_broken'],
      [3, null],
      [5, 'line_quote_broken'],
      [6, null],
    ]);
  });

  it('have as many fields as the header; empty ones beyond it do no harm', () => {
    const rows = ['a,b,c', '1,2,3,', '1,2,3,"",', '1,2', '1,2,3,4', '1,2,3,,""""', ' ', '1,2,3'];
    expect(recordsOf(rows.join('\r\n')).map(([at, , fault]) => [at, fault])).toEqual([
      [1, null],
      [2, null],
      [3, null],
      [4, 'line_malformed'],
      [5, 'line_malformed'],
      [6, 'line_malformed'],
      [8, null],
    ]);
  });

  it('may be as long as the limit, and no longer', () => {
    const long = (length: number): string => `${'x'.repeat(length - 5)},2,3\n`;
    const rows = [`a,b,c\n`, long(LONGEST_RECORD_BYTES), long(5 * LONGEST_RECORD_BYTES), '1,2,3\n'];
    expect(recordsOf(rows.join('')).map(([at, bytes, fault]) => [at, bytes.length, fault])).toEqual([
      [1, 6, null],
      [2, LONGEST_RECORD_BYTES, null],
      [3, LONGEST_RECORD_BYTES, 'line_too_long'],
      [4, 6, null],
    ]);
    // One quote that opens a gigabyte costs its line, not the gigabyte.
    const open = `a,b,c\n1,"x,3\n${'1,2,3\n'.repeat(LONGEST_RECORD_BYTES / 6 + 1)}`;
    const faults = recordsOf(open).filter(([, , fault]) => fault !== null);
    expect(faults.map(([at, , fault]) => [at, fault])).toEqual([[2, 'line_quote_broken']]);
  });

  it('of JSON lines are its lines', () => {
    const bytes = Buffer.concat([
      Buffer.from('\uFEFF{"a":1}\r\n\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('{"b":"\u001f"}'),
    ]);
    expect(recordsOf(bytes, 'lines').map(([at, , fault]) => [at, fault])).toEqual([
      [1, null],
      [3, 'line_not_utf8'],
      [4, 'line_malformed'],
    ]);
    expect(locateRecords(fileOf('\n{"a":1}\n \n{"a":2}'), 'lines', [1, 2])).toEqual(
      new Map([
        [1, 2],
        [2, 4],
      ]),
    );
  });
});
