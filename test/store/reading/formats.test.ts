import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../src/store/database.ts';
import { sql, text } from '../../../src/store/sql.ts';
import { jsonComplaint, leeway } from '../../support/leeway.ts';
import { readFiles } from '../../support/read-files.ts';
import {
  FORMATS,
  type Format,
  PACKINGS,
  temporaryFolder,
  textFile,
  type WrittenRow,
  writeHistory,
} from '../../support/write-history.ts';

const DECISIONS: readonly WrittenRow[] = Object.freeze([
  decision('1', 0.93, { triggers: ['legal', 'vip'], amount: 12.5 }),
  decision('2', 0.93 + 2 ** -53, { review_probability: 0.1, amount: 100 }),
  decision('3', 1, { domain: 'écran, "plat"\n🙂', model: 'b', policy: '7' }),
  decision('4', 0, { domain: 'écran, "plat"\n🙂', model: 'b', policy: '7', amount: 0.005 }),
  decision('5', 0.1 + 0.2, {
    amount: 0,
    review_probability: 1,
    decided_at: '2026-03-02T01:30:00.123456+02:00',
  }),
]);
const VERDICTS: readonly WrittenRow[] = Object.freeze([
  { decision_id: '1', verdict: 'agree', reviewed_at: '2026-03-10T00:00:00Z', reviewer_id: 'ann' },
  {
    decision_id: '3',
    verdict: 'override',
    reviewed_at: '2026-03-10T00:00:00Z',
    reviewer_id: 'bob',
    severity: 0.25,
  },
  { decision_id: '4', verdict: 'edit', reviewed_at: '2026-03-11T00:00:00Z', reviewer_id: 'ann' },
]);
const PAIRED = DECISIONS.map((row) => ({
  ...row,
  ...VERDICTS.find((one) => one['decision_id'] === row['decision_id']),
}));
const CONFIG = { defaults: { alwaysReview: ['legal'], maxAmount: 100, editLoss: 0.5 } };

function decision(decision_id: string, confidence: number, over: WrittenRow = {}): WrittenRow {
  return { decision_id, domain: 'refunds', decided_at: '2026-03-01T12:00:00Z', confidence, ...over };
}

describe('the same history', () => {
  it('says the same in every format and packing, in two files or one', async () => {
    const folder = temporaryFolder();
    const expected = await readFiles(
      [
        await writeHistory(join(folder, 'decisions.jsonl'), DECISIONS),
        await writeHistory(join(folder, 'verdicts.jsonl'), VERDICTS),
      ],
      { config: CONFIG },
    );
    expect(expected.summary).toMatchObject({ decisions: 5, verdicts: 3, known: 0, quarantined: 0 });
    expect(expected.asOf).toBe('2026-03-11T00:00:00.000Z');
    expect(expected.evidence.map(({ domain, model }) => [domain, model])).toEqual([
      ['refunds', 'unversioned'],
      ['écran, "plat"\n🙂', 'b'],
    ]);
    expect(expected.evidence[0]?.startConfidences).toEqual([930_000, 300_000]);
    expect(
      expected.evidence.flatMap(({ cells }) => cells).map((cell) => [cell.band, cell.loss, cell.amountCents]),
    ).toEqual([
      [930_000, 0, 1250],
      [930_000, null, 10_000],
      [300_000, null, 0],
      [1_000_000, 0.25, 0],
      [0, 0.5, 1],
    ]);
    for (const format of FORMATS) {
      const at = (name: string): string => join(folder, `${name}.${format}`);
      const apart = [
        await writeHistory(at('verdicts'), VERDICTS),
        await writeHistory(at('decisions'), DECISIONS),
      ];
      expect(await readFiles(apart, { config: CONFIG }), apart.join()).toEqual(expected);
      for (const packing of PACKINGS) {
        const paired = await writeHistory(at('paired'), PAIRED, packing);
        expect(await readFiles(paired, { config: CONFIG }), paired).toEqual(expected);
      }
    }
  });

  it.each(FORMATS)('may lie in several files, a folder or a glob: %s', async (format) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'history/2026/03'), { recursive: true });
    const whole = await readFiles(await writeHistory(join(folder, `whole.${format}`), PAIRED));
    const parts = [
      await writeHistory(join(folder, `history/a.${format}`), PAIRED.slice(0, 2)),
      await writeHistory(join(folder, `history/2026/b.${format}`), PAIRED.slice(2, 4), 'gzip'),
      await writeHistory(join(folder, `history/2026/03/c.${format}`), PAIRED.slice(4), 'zstd'),
    ];
    writeFileSync(join(folder, 'history/README'), 'not a history');
    expect(await readFiles(parts)).toEqual(whole);
    expect(await readFiles(parts.toReversed())).toEqual(whole);
    expect(await readFiles(join(folder, 'history'))).toEqual(whole);
    expect(await readFiles(join(folder, `history/**/*.${format}*`))).toEqual(whole);
  });

  it('may lie in files of different formats and columns', async () => {
    const folder = temporaryFolder();
    const names = await Promise.all(
      FORMATS.map((format, index) =>
        writeHistory(join(folder, `part.${format}`), PAIRED.slice(index, index + 1)),
      ),
    );
    const whole = await readFiles(await writeHistory(join(folder, 'whole.csv'), PAIRED));
    expect(await readFiles(names)).toEqual(whole);
  });

  it('is read out of four hundred small files without one query for each', async () => {
    const folder = temporaryFolder();
    const rows = Array.from({ length: 400 }, (_, index) =>
      decision(`d${index}`, index / 400, { verdict: 'agree' }),
    );
    for (const [index, row] of rows.entries())
      await writeHistory(join(folder, `${index}.${index % 2 === 0 ? 'csv' : 'jsonl'}`), [row]);
    const began = performance.now();
    const { summary } = await readFiles(folder);
    expect(summary.decisions).toBe(400);
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});

describe('a packed file', () => {
  it('is read whole where DuckDB packed it and it does not fit one block', async () => {
    const folder = temporaryFolder();
    const db = await Database.open();
    const many = sql`SELECT 'd' || i AS decision_id, 'a' AS domain, TIMESTAMP '2026-03-01' AS decided_at,
      i / 50000 AS confidence, 'agree' AS verdict FROM range(50000) AS t (i)`;
    await db.run(sql`COPY (${many}) TO ${text(join(folder, 'a.csv.zst'))} (FORMAT csv, COMPRESSION zstd)`);
    await db.run(sql`COPY (${many}) TO ${text(join(folder, 'b.jsonl.gz'))} (FORMAT json, COMPRESSION gzip)`);
    await db.run(
      sql`COPY (${many}) TO ${text(join(folder, 'c.json.zst'))} (FORMAT json, ARRAY true, COMPRESSION zstd)`,
    );
    db.close();
    for (const name of ['a.csv.zst', 'b.jsonl.gz', 'c.json.zst'])
      expect((await readFiles(join(folder, name))).summary.verdicts, name).toBe(50_000);
  });

  it('is told by its bytes, not by its name', async () => {
    const folder = temporaryFolder();
    const packed = await writeHistory(join(folder, 'a.csv'), PAIRED, 'gzip');
    const renamed = textFile('history.bin', readFileSync(packed));
    expect(await readFiles(renamed)).toEqual(await readFiles(packed));
  });
});

describe('a name', () => {
  it('may hold what a glob is made of, quotes and spaces', async () => {
    const folder = temporaryFolder();
    const plain = await readFiles(await writeHistory(join(folder, 'plain.csv'), PAIRED));
    for (const format of FORMATS) {
      const path = await writeHistory(join(folder, `it's [1]*?.${format}`), PAIRED);
      expect(await readFiles(path)).toEqual(plain);
    }
  });

  it('given twice is read once', async () => {
    const path = await writeHistory(join(temporaryFolder(), 'a.csv'), PAIRED);
    expect((await readFiles([path, path])).summary).toMatchObject({ decisions: 5, known: 0 });
  });

  it('of nothing is refused, and so is a folder without histories', async () => {
    const folder = temporaryFolder();
    await expect(readFiles(join(folder, 'none.csv'))).rejects.toThrow(/none\.csv: no such file/);
    await expect(readFiles(join(folder, '*.csv'))).rejects.toThrow(/no such file/);
    await expect(readFiles(folder)).rejects.toThrow(/no CSV, TSV, JSON or Parquet file in this folder/);
  });
});

describe('standard input', () => {
  it.each([
    ['csv', 'gzip'],
    ['parquet', 'plain'],
  ] as const)('says what a file says: %s, %s', async (format: Format, packing) => {
    const path = await writeHistory(join(temporaryFolder(), `history.${format}`), PAIRED, packing);
    const [piped, named] = [
      await leeway(['recommend', '-', '--format', 'json'], { input: readFileSync(path) }),
      await leeway(['recommend', path, '--format', 'json']),
    ];
    expect(named.code).toBe(0);
    expect(JSON.parse(named.out).recommendations).toHaveLength(2);
    expect(piped).toEqual(named);
  });

  it('is named as such where it is refused', async () => {
    const run = await leeway(['recommend', '-', '--format', 'json']);
    expect(run.code).toBe(3);
    expect(jsonComplaint(run)).toMatchObject({
      code: 'input-refused',
      message: expect.stringMatching(/^standard input: the file is empty/),
    });
  });
});
