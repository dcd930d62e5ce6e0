import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText, historyRows, jsonLines, jsonObjects } from '../support/history-files.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, ROOT } from '../support/leeway.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-broken-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = historyRows(200);
const csv = csvText(rows);
const write = (name: string, content: string | Uint8Array): void =>
  writeFileSync(join(folder, name), content);

/** A file that cannot be read at all, and the one line that says so. */
const REFUSED: readonly [name: string, content: string | Uint8Array, says: string | RegExp][] = [
  ['empty.csv', '', 'the file is empty; export it again with a header row'],
  ['blank.csv', '\n \n', 'the file holds only blanks; export it again with a header row'],
  ['header.csv', csvText([]), 'a header but no rows; export the decisions again'],
  ['late.csv', `\n${csv}`, 'the first line is blank; a CSV file begins with its header row'],
  [
    'random.bin',
    Uint8Array.from({ length: 5000 }, (_, index) => index * 7919 + 13 * index * index),
    'neither text nor Parquet; give CSV, TSV, JSON or Parquet (text in UTF-8)',
  ],
  [
    'utf16.csv',
    Buffer.from(`\uFEFF${csv}`, 'utf16le'),
    'this is text in UTF-16; save it as UTF-8 (iconv -f UTF-16 -t UTF-8)',
  ],
  [
    'book.xlsx',
    'PK\x03\x04\x14\0\0\0\b\0',
    'this is a ZIP archive or an Excel workbook; unpack it, or save the sheet as CSV',
  ],
  [
    'cut.csv.gz',
    gzipSync(csv).subarray(0, 900),
    'gzip file is truncated or damaged (unexpected end of file); fetch it again',
  ],
  [
    'cut.csv.zst',
    zstd(csv).subarray(0, 400),
    'zstd file is truncated or damaged (unexpected EOF); fetch it again',
  ],
  [
    'cut.parquet',
    readFileSync(join(ROOT, 'data/decisions.parquet')).subarray(0, 200_000),
    /^cannot be read \(No magic bytes found at end of file '.*'\); it is damaged or cut short, write or fetch it again$/,
  ],
  [
    'bent.parquet',
    bent(readFileSync(join(ROOT, 'data/decisions.parquet'))),
    /^cannot be read \(.*\); it is damaged or cut short, write or fetch it again$/,
  ],
  [
    'cut.json',
    JSON.stringify(jsonObjects(rows)).slice(0, 9000),
    /^cannot be read \(Malformed JSON .*: unexpected end of data\); it is damaged or cut short, write or fetch it again$/,
  ],
  [
    'pretty.json',
    JSON.stringify(jsonObjects(rows)[0], null, 2),
    'no JSON object found; give one object a line, or one array of objects',
  ],
  [
    'deep.json',
    '['.repeat(100_000) + ']'.repeat(100_000),
    'no JSON object found; give one object a line, or one array of objects',
  ],
  [
    'wrapped.json',
    JSON.stringify({ decisions: jsonObjects(rows) }),
    /^no column for decision_id, domain, confidence \(columns found: decisions\); /,
  ],
  [
    'carets.csv',
    csvText(rows, { delimiter: '^' }),
    'no column for decision_id, domain, confidence (columns found: decision_id^domain^decided_at^confidence^verdict); a CSV file begins with its header row, and has a comma, semicolon, tab or | between fields',
  ],
  [
    'twice.csv',
    csv.replace('verdict', 'Confidence'),
    'the header names the column "Confidence" twice; rename one',
  ],
  [
    'open.csv',
    csv.replace(',verdict', ',"verdict'),
    'the header opens a quote that it does not close on its line; mend the header',
  ],
  ['nul.csv', csv.replace('verdict', 'ver\0dict'), 'the header holds a NUL byte; export the file again'],
  [
    'verdicts.csv',
    'decision_id,verdict,reviewed_at\nd1,agree,2026-03-02T00:00:00Z\n',
    'verdicts only; give the file with their decisions too',
  ],
  ['nothing', '', /^no CSV, TSV, JSON or Parquet file in this folder$/],
  ['nowhere.csv', '', 'no such file; check the name, or quote a glob'],
  ['header.csv/nowhere', '', 'no such file; check the name, or quote a glob'],
];

beforeAll(() => {
  for (const [name, content] of REFUSED)
    if (!name.startsWith('no') && !name.includes('/')) write(name, content);
  mkdirSync(join(folder, 'nothing'));
});

describe('a file that cannot be read', () => {
  it('is refused in one line that names it and says what to do', { timeout: 120_000 }, async () => {
    for (const [name, , says] of REFUSED) {
      const run = await leeway(['recommend', name], { cwd: folder });
      expect(run.code, name).toBe(3);
      const said = complaint(run);
      expect(said).toMatch(new RegExp(`^${name}: `));
      expect(said.slice(name.length + 2), name).toEqual(
        typeof says === 'string' ? says : expect.stringMatching(says),
      );
    }
  });

  it('is named as standard input where it came from there', async () => {
    const run = await leewayProcess(['recommend', '-'], {
      cwd: folder,
      input: gzipSync(csv).subarray(0, 500),
    });
    expect([run.code, complaint(run)]).toEqual([
      3,
      'standard input: gzip file is truncated or damaged (unexpected end of file); fetch it again',
    ]);
  });
});

describe('a file of another make', () => {
  const same: readonly [string, string | Uint8Array][] = [
    ['crlf.csv', csvText(rows, { lineBreak: '\r\n' })],
    ['cr.csv', csvText(rows, { lineBreak: '\r' })],
    [
      'mixed.csv',
      csvText(rows.slice(0, 50)) + csvText(rows.slice(50), { lineBreak: '\r\n' }).replace(/^.*\r\n/, ''),
    ],
    ['mark.csv', `\uFEFF${csv}`],
    ['semicolon.csv', csvText(rows, { delimiter: ';' })],
    ['tabs.txt', csvText(rows, { delimiter: '\t' })],
    ['spaced.csv', csv.replace(/^.*/, ' decision_id , Domain ,DECIDED_AT, confidence,verdict ')],
    ['trailing.csv', csv.replace(/(?<=.)\n/g, ',\n').replace(',\n', '\n')],
    ['blanks.csv', `${csv.replaceAll('\n', '\n\n')}\n  \n`],
    ['unended.csv', csv.trimEnd()],
    ['packed.csv.gz', gzipSync(csv)],
    ['packed.zst', zstd(csv)],
    ['mark.jsonl', `\uFEFF${jsonLines(rows)}`],
    ['crlf.jsonl', jsonLines(rows).replaceAll('\n', '\r\n\r\n')],
    ['array.json', `\uFEFF${JSON.stringify(jsonObjects(rows), null, 2)}`],
  ];

  it('says what the same history says elsewhere', { timeout: 120_000 }, async () => {
    write('history.csv', csv);
    for (const [name, content] of same) write(name, content);
    const said = (name: string) => leeway(['recommend', name, '--format', 'json'], { cwd: folder });
    const expected = await said('history.csv');
    expect(expected).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(expected.out).input).toMatchObject({ decisions: 200, verdicts: 200, quarantined: 0 });
    for (const [name] of same) expect(await said(name), name).toEqual(expected);
  });
});

/** A zstd frame (RFC 8878) of one stored block. */
function zstd(content: string): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x80, 0x58, 0, 0, 0, 0]);
  header.writeUInt32LE(bytes.length, 6);
  const size = Buffer.alloc(4);
  size.writeUInt32LE((bytes.length << 3) | 1);
  return Buffer.concat([header, size.subarray(0, 3), bytes]);
}

/** Whole at both ends, damaged between. */
function bent(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 100_000; at < 100_200; at += 1) copy[at] = (copy[at] ?? 0) ^ 0xa5;
  return copy;
}
