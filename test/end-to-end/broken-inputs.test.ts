import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { complaint, leeway, ROOT, type Run } from '../support/leeway.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-broken-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = 'decision_id,domain,decided_at,confidence,verdict\n';
const line = (id: number, over: { domain?: string; confidence?: string } = {}): string =>
  `d${id},${over.domain ?? 'refunds'},2026-01-02T08:00:00Z,${over.confidence ?? '0.9'},agree\n`;
const lines = (count: number, from = 0, over = {}): string =>
  Array.from({ length: count }, (_, index) => line(from + index, over)).join('');
const GOOD = HEADER + lines(50);
const object = (id: string): string =>
  `{"decision_id":"${id}","domain":"refunds","decided_at":"2026-01-02T08:00:00Z","confidence":0.9,"verdict":"agree"}\n`;
const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);

/** Files that hold nothing to judge, and what is said of each, after its name. */
const REFUSED: Readonly<Record<string, { content: string | Buffer; said: RegExp }>> = {
  'empty.csv': { content: '', said: /the file is empty; export it again/ },
  'header.csv': { content: HEADER, said: /a header but no rows; export the decisions again/ },
  'binary.csv': {
    content: Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 256)),
    said: /neither text nor Parquet; give CSV, TSV, JSON or Parquet/,
  },
  'cut.csv.gz': {
    content: half(gzipSync(GOOD)),
    said: /gzip file is truncated or damaged .*; fetch it again/,
  },
  'cut.parquet': {
    content: half(readFileSync(join(ROOT, 'data/verdicts.parquet'))),
    said: /cannot be read .*damaged or cut short/,
  },
  'cut.json': { content: `[${object('d1').trim()},{"decision_id":"d2",`, said: /cannot be read .*cut short/ },
  'carets.csv': {
    content: GOOD.replaceAll(',', '^'),
    said: /no column for decision_id, domain, confidence \(columns found: decision_id\^domain.*comma, semicolon, tab or \|/,
  },
  'words.csv': {
    content: HEADER + lines(20, 0, { confidence: 'high' }),
    said: /all 20 rows were refused \(confidence is not a number, first at .* line 2 \("high"\)/,
  },
  'percent.csv': {
    content: HEADER + lines(20, 0, { confidence: '93' }),
    said: /confidence lies outside \[0, 1\].*if it is in percent, map it with "scale: percent"/,
  },
  'commas.csv': {
    content: HEADER + lines(20, 0, { confidence: '"0,93"' }),
    said: /a decimal comma is not understood, export with a point/,
  },
  'twice.csv': {
    content: GOOD.replace('domain', 'domain,domain'),
    said: /the header names the column "domain" twice; rename one/,
  },
  'wide.csv': { content: Buffer.from(`\uFEFF${GOOD}`, 'utf16le'), said: /text in UTF-16; save it as UTF-8/ },
};

/** Files of which something can be saved: rows that count, rows refused, and what is said of the first of those. */
const SAVED: Readonly<
  Record<string, { content: string | Buffer; counted: number; refused: number; said: RegExp }>
> = {
  'crlf.csv': { content: GOOD.replaceAll('\n', '\r\n'), counted: 50, refused: 0, said: /^$/ },
  'bom.csv': { content: `\uFEFF${GOOD}`, counted: 50, refused: 0, said: /^$/ },
  'semicolons.csv': { content: GOOD.replaceAll(',', ';'), counted: 50, refused: 0, said: /^$/ },
  'latin-1.csv': {
    content: Buffer.from(`${GOOD}${line(60, { domain: 'r\u00e9clamation' })}`, 'latin1'),
    ...{ counted: 50, refused: 1, said: /the line is not UTF-8, first at .* line 52/ },
  },
  'ragged.csv': {
    content: `${GOOD}d700,refunds\nd701,refunds,2026-01-01T00:00:00Z,0.9,agree,more,and more\n${line(702)}`,
    ...{ counted: 51, refused: 2, said: /line 52 \("d700,refunds"\)/ },
  },
  'open-quote.csv': {
    content: `${GOOD}d800,"refunds,2026-01-01T00:00:00Z,0.9,agree\n${line(801)}${line(802)}`,
    ...{ counted: 52, refused: 1, said: /a quote on this line is never closed.* line 52/ },
  },
  'long-value.csv': {
    content: `${GOOD}d999,refunds,2026-01-01T00:00:00Z,0.9,${'x'.repeat(10_000_000)}\n${line(1000)}`,
    ...{ counted: 51, refused: 1, said: /verdict is not one of agree, edit, override, unsure.* line 52/ },
  },
  'endless-line.csv': {
    content: `${GOOD}d999,refunds,${'x'.repeat(17_000_000)}\n${line(1000)}`,
    ...{ counted: 51, refused: 1, said: /the line is longer than 16 MB.* line 52/ },
  },
  'long.jsonl': {
    content: `${object('d1')}${object('x'.repeat(10_000_000))}{"half a line\n${object('d2')}`,
    ...{ counted: 3, refused: 1, said: /cannot be read as a row.* line 3/ },
  },
};

async function recommend(name: string): Promise<Run> {
  return leeway(['recommend', name, '--format', 'json'], { cwd: folder });
}

/** Two at a time: a process costs most of a second. */
async function runAll(names: readonly string[]): Promise<Map<string, Run>> {
  const runs = new Map<string, Run>();
  for (let at = 0; at < names.length; at += 2) {
    const pair = names.slice(at, at + 2);
    const done = await Promise.all(
      pair.map((name) => (name in REFUSED ? leeway(['recommend', name], { cwd: folder }) : recommend(name))),
    );
    pair.forEach((name, index) => {
      runs.set(name, done[index] as Run);
    });
  }
  return runs;
}

let runs: Map<string, Run>;

beforeAll(async () => {
  for (const [name, { content }] of Object.entries({ ...REFUSED, ...SAVED }))
    writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, 'nothing'));
  runs = await runAll([...Object.keys(REFUSED), ...Object.keys(SAVED)]);
}, 180_000);

describe('a file with nothing to judge', () => {
  it.each(Object.keys(REFUSED))('is refused in one line with the mend, exit code 3: %s', (name) => {
    const run = runs.get(name) as Run;
    expect(run.code).toBe(3);
    const said = complaint(run);
    expect(said).toContain(name);
    expect(said).toMatch(REFUSED[name]?.said as RegExp);
  });
});

describe('a file with broken lines', () => {
  it.each(Object.keys(SAVED))('loses no row, and says which were refused: %s', (name) => {
    const run = runs.get(name) as Run;
    const expected = SAVED[name] as (typeof SAVED)[string];
    expect(run.code).toBe(0);
    const { input } = RecommendationReport.parse(JSON.parse(run.out));
    expect(input).toMatchObject({ decisions: expected.counted, quarantined: expected.refused, known: 0 });
    expect(run.err.split('\n')[0]).toMatch(expected.said);
    expect(run.err).not.toMatch(/Error:|^\s+at /m);
  });
});

describe('names from outside', () => {
  const names = ["'; DROP TABLE decisions; --", 'two\nlines', '🦊', '=cmd()', '<img src=x>', '\u202Egnp.exe'];
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

  beforeAll(() => {
    const rows = names.map((domain, index) => lines(30, index * 100, { domain: quoted(domain) }));
    writeFileSync(join(folder, 'names.csv'), HEADER + rows.join(''));
  });

  it('are domains like any other', async () => {
    const { out, code } = await recommend('names.csv');
    expect(code).toBe(0);
    const { recommendations, input } = RecommendationReport.parse(JSON.parse(out));
    expect(input.decisions).toBe(30 * names.length);
    expect(recommendations.map((one) => one.domain).sort()).toEqual([...names].sort());
  });

  it('break no line of a table, and turn into no formula and no markup', async () => {
    const [table, csv, markdown] = await Promise.all(
      ['table', 'csv', 'md'].map((format) =>
        leeway(['recommend', 'names.csv', '--format', format], { cwd: folder }),
      ),
    );
    expect(table?.out).toContain('two\\nlines');
    expect(table?.out).not.toContain('\u202E');
    expect(csv?.out).toContain("'=cmd()");
    expect(markdown?.out).toContain('\\<img');
    expect(markdown?.out).not.toMatch(/[^\\]<img/);
  });
});

describe('what is no file', () => {
  it('is said to be none', async () => {
    expect(complaint(await recommend('nothing').then(asText))).toMatch(/no CSV, TSV, JSON or Parquet file/);
    expect(complaint(await recommend('absent.csv').then(asText))).toMatch(/no such file/);
  });
});

/** A refusal under `--format json`, as the line that it would be without. */
function asText(run: Run): Run {
  const { error } = JSON.parse(run.err) as { error: { message: string } };
  return { ...run, err: `leeway: ${error.message}\n` };
}
