import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recommendationsTable } from '../../src/cli/print-table.ts';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { csvText, historyRows, jsonLines, jsonObjects } from '../support/history-files.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, jsonComplaint, type Run } from '../support/leeway.ts';
import { rowsOf } from '../support/rows-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-lines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = historyRows(300);
const lines = csvText(rows).trimEnd().split('\n');
const objects = jsonLines(rows).trimEnd().split('\n');

/** Puts lines into others, before the ones with these numbers (counted from 1, as they then stand). */
function withLines(all: readonly string[], extra: Readonly<Record<number, string>>): string {
  const copy = [...all];
  for (const [number, text] of Object.entries(extra)) copy.splice(Number(number) - 1, 0, text);
  return `${copy.join('\n')}\n`;
}

interface Outcome {
  readonly run: Run;
  readonly report: RecommendationReport;
  /** line, rule, and the value's beginning */
  readonly refused: readonly [number, string, string][];
}

async function outcomeOf(name: string, content: string | Buffer): Promise<Outcome> {
  writeFileSync(join(folder, name), content);
  const quarantine = `${name}.refused.jsonl`;
  const run = await leeway(['recommend', name, '--format', 'json', '--quarantine', quarantine], {
    cwd: folder,
  });
  expect(run.code, run.err).toBe(0);
  const report = RecommendationReport.parse(JSON.parse(run.out));
  const refused = (await rowsOf(join(folder, quarantine))).map(
    ({ line, rule, value }): [number, string, string] => [
      Number(line),
      String(rule),
      String(value).slice(0, 24),
    ],
  );
  expect(report.input.quarantined).toBe(refused.length);
  return { run, report, refused };
}

describe('a broken line', () => {
  it('is refused with its number, and the rows around it are all read: CSV', async () => {
    const { report, refused, run } = await outcomeOf(
      'lines.csv',
      withLines(lines, {
        3: 'e1,refunds,2026-03-01T00:00:00Z,0.9,agree,too,many',
        5: 'e2,refunds',
        7: 'e3,"refunds,2026-03-01T00:00:00Z,0.9,agree',
        9: 'e4,"re"funds,2026-03-01T00:00:00Z,0.9,agree',
        100: '  ',
        200: 'e5,"refunds,2026-03-01T00:00:00Z,0.9,agree',
      }),
    );
    expect(refused).toEqual([
      [3, 'line_malformed', 'e1,refunds,2026-03-01T00'],
      [5, 'line_malformed', 'e2,refunds'],
      [7, 'line_quote_broken', 'e3,"refunds,2026-03-01T0'],
      [9, 'line_quote_broken', 'e4,"re"funds,2026-03-01T'],
      [200, 'line_quote_broken', 'e5,"refunds,2026-03-01T0'],
    ]);
    expect(report.input).toMatchObject({ decisions: 300, verdicts: 300, known: 0 });
    expect(run.err).toContain(
      '3 rows quarantined: a quote on this line is never closed, or closes too early, first at lines.csv line 7 ("e3,',
    );
  });

  it('is refused with its number, and the rows around it are all read: JSON lines', async () => {
    const { report, refused } = await outcomeOf(
      'lines.jsonl',
      withLines(objects, {
        2: '{"decision_id": "e1", "domain": ',
        4: '["e2", "refunds"]',
        6: 'null',
        8: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
        10: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
        12: '{"decision_id":"e3","domain":"a\0b"}',
        14: '',
      }),
    );
    expect(refused.map(([line, rule]) => [line, rule])).toEqual([
      [2, 'line_malformed'],
      [4, 'line_malformed'],
      [6, 'line_malformed'],
      [8, 'line_malformed'],
      [10, 'decision_id_missing'],
      [12, 'line_malformed'],
    ]);
    expect(report.input).toMatchObject({ decisions: 300, verdicts: 300, known: 0 });
  });

  it('is refused with its number, and the elements around it are all read: JSON array', async () => {
    const elements: unknown[] = [...jsonObjects(rows)];
    elements.splice(1, 0, 5, 'x', [1], null);
    const { report, refused } = await outcomeOf(
      'array.json',
      `[\n${elements.map((one) => JSON.stringify(one)).join(',\n')}\n]`,
    );
    expect(refused).toEqual([
      [3, 'line_malformed', '5'],
      [4, 'line_malformed', '"x"'],
      [5, 'line_malformed', '[1]'],
      [6, 'line_malformed', 'null'],
    ]);
    expect(report.input).toMatchObject({ decisions: 300, verdicts: 300, known: 0 });
  });

  it.each(['csv', 'jsonl'])(
    'of ten megabytes is a line, one of twenty is refused alone: %s',
    async (format) => {
      const all = format === 'csv' ? lines : objects;
      const long = (id: string, length: number): string =>
        format === 'csv'
          ? `${id},${'x'.repeat(length)},2026-03-01T00:00:00Z,0.9,agree`
          : JSON.stringify({ ...jsonObjects(rows)[0], decision_id: id, domain: 'x'.repeat(length) });
      const junk = 'x'.repeat(10_000_000);
      const { report, refused, run } = await outcomeOf(
        `long.${format}`,
        withLines(all, { 20: long('e1', 10_000_000), 30: long('e2', 20_000_000), 40: junk }),
      );
      expect(refused.map(([line, rule]) => [line, rule])).toEqual([
        [30, 'line_too_long'],
        [40, 'line_malformed'],
      ]);
      expect(report.input).toMatchObject({ decisions: 301, verdicts: 301, known: 0 });
      expect(run.err.length).toBeLessThan(2000);
      const table = recommendationsTable(report);
      expect(
        table
          .split('\n')
          .map((line) => line.length)
          .filter((length) => length > 200),
      ).toEqual([]);
    },
  );

  it('that is not UTF-8 is refused with what to do', async () => {
    const latin = (all: readonly string[]): Buffer =>
      Buffer.from(
        all
          .map((line, index) => (index % 100 === 5 ? line.replace(/refunds|billing/, 'r\u00fcckgabe') : line))
          .join('\n'),
        'latin1',
      );
    for (const [name, all] of [
      ['latin.csv', lines],
      ['latin.jsonl', objects],
    ] as const) {
      const { report, refused, run } = await outcomeOf(name, latin(all));
      expect(refused.map(([line, rule]) => [line, rule])).toEqual(
        [6, 106, 206].map((line) => [line, 'line_not_utf8']),
      );
      expect(report.input.decisions + refused.length).toBe(300);
      expect(run.err).toMatch(
        /^3 rows quarantined: the line is not UTF-8, first at latin\.(?:csv|jsonl) line 6 .*; save the file as UTF-8 \(iconv -f LATIN1 -t UTF-8\)\n/,
      );
    }
  });

  it('may hold NUL bytes, and its name is then shown with them', async () => {
    const { report, refused } = await outcomeOf(
      'nul.csv',
      withLines(lines, { 50: 'e1,re\0funds,2026-03-01T00:00:00Z,0.9,agree' }),
    );
    expect(refused).toEqual([]);
    expect(report.recommendations.map((one) => one.domain)).toEqual(['billing', 're\0funds', 'refunds']);
    const table = await leeway(['recommend', 'nul.csv'], { cwd: folder });
    expect(table.out).toContain('\nre\\u0000funds  ');
    expect(table.out).not.toContain('\0');
  });
});

describe('a history of nothing but broken rows', () => {
  const refusedWith = async (name: string, content: string): Promise<Run> => {
    writeFileSync(join(folder, name), content);
    return leeway(['recommend', name], { cwd: folder });
  };
  const all = (confidence: (value: string) => string, delimiter = ',') =>
    csvText(
      historyRows(100, (row) => ({ confidence: confidence(row.confidence) })),
      { delimiter },
    );

  it('is refused, with the likely mend', async () => {
    const runs = [
      await refusedWith(
        'words.csv',
        all(() => 'high'),
      ),
      await refusedWith(
        'percent.csv',
        all((value) => String(Number(value) * 100)),
      ),
      await refusedWith(
        'commas.csv',
        all((value) => value.replace('.', ','), ';'),
      ),
    ];
    expect(runs.map((run) => [run.code, complaint(run)])).toEqual([
      [
        3,
        'no decision is left to judge: all 100 rows were refused (confidence is not a number, first at words.csv line 2 ("high")); --quarantine FILE writes the refused rows out',
      ],
      [
        3,
        'no decision is left to judge: all 100 rows were refused (confidence lies outside [0, 1], first at percent.csv line 2 ("50"); if it is in percent, map it with "scale: percent" (--map)); --quarantine FILE writes the refused rows out',
      ],
      [
        3,
        'no decision is left to judge: all 100 rows were refused (confidence is not a number, first at commas.csv line 2 ("0,50"); a decimal comma is not understood, export with a point); --quarantine FILE writes the refused rows out',
      ],
    ]);
  });

  it('is told to a program by rule', async () => {
    writeFileSync(
      join(folder, 'words.csv'),
      all(() => 'high'),
    );
    const run = await leeway(
      ['recommend', 'words.csv', '--format', 'json', '--quarantine', 'words.parquet'],
      { cwd: folder },
    );
    expect(run.code).toBe(3);
    expect(jsonComplaint(run)).toMatchObject({
      code: 'input-refused',
      message: expect.stringContaining('the refused rows stand in words.parquet'),
      details: {
        quarantined: [
          {
            rule: 'confidence_not_a_number',
            rows: 100,
            example: { file: 'words.csv', line: 2, value: 'high' },
          },
        ],
      },
    });
    expect(await rowsOf(join(folder, 'words.parquet'))).toHaveLength(100);
  });

  it('in percent is read once the mapping says so', async () => {
    writeFileSync(
      join(folder, 'percent.csv'),
      all((value) => String(Math.round(Number(value) * 100))),
    );
    writeFileSync(
      join(folder, 'plain.csv'),
      all((value) => value),
    );
    writeFileSync(
      join(folder, 'map.yaml'),
      'columns: { confidence: { column: confidence, scale: percent } }',
    );
    const [mapped, plain] = await Promise.all([
      leeway(['recommend', 'percent.csv', '--map', 'map.yaml', '--format', 'json'], { cwd: folder }),
      leeway(['recommend', 'plain.csv', '--format', 'json'], { cwd: folder }),
    ]);
    expect(mapped).toEqual(plain);
    expect(mapped.code).toBe(0);
  });
});

describe('rows', () => {
  it('are decisions, known or refused: none is lost, whatever is done to a history', async () => {
    const verdicts = rows.map((row) => `${row.decision_id},${row.verdict},${row.decided_at}`);
    const decisions = rows.map(
      (row) => `${row.decision_id},${row.domain},${row.decided_at},${row.confidence}`,
    );
    const parts = {
      'a.csv': [
        'decision_id,domain,decided_at,confidence',
        ...decisions,
        ...decisions.slice(0, 40),
        'd1,other,2026-03-01T00:00:00Z,0.9',
        'x,y',
        '',
      ],
      'b.csv': [
        'decision_id,verdict,reviewed_at',
        ...verdicts,
        ...verdicts.slice(10, 20),
        'nobody,agree,2026-03-02T00:00:00Z',
        'd1,never,2026-03-02T00:00:00Z',
        '',
      ],
    };
    for (const [name, content] of Object.entries(parts))
      writeFileSync(join(folder, name), content.join('\n'));
    const run = await leeway(['recommend', 'a.csv', 'b.csv', '--format', 'json'], { cwd: folder });
    const { input } = RecommendationReport.parse(JSON.parse(run.out));
    expect(input).toEqual({
      decisions: 300,
      verdicts: 300,
      known: 50,
      quarantined: 4,
      quarantinedByRule: {
        line_malformed: 1,
        decision_id_conflict: 1,
        verdict_unknown: 1,
        verdict_without_decision: 1,
      },
    });
  });
});
